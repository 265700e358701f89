package dev.recur.lengths;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.score.Scores;
import dev.recur.settings.Settings;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// A trained model of lengths, and its file.
final class LengthsModel implements Model {
  private static final String UNITS = "network.units";

  private final FittedField field;
  private final LengthsNetwork network;
  private final SequencedMap<String, String> notes;

  LengthsModel(FittedField field, LengthsNetwork network, Map<String, String> notes) {
    this.field = field;
    this.network = network;
    this.notes = new LinkedHashMap<>(notes);
  }

  static LengthsModel read(ModelFile file) throws IOException {
    Vocab vocab =
        Vocab.fromBytes(
            file.array("vocab.bytes", NamedArray.Dtype.U8).bytes(),
            file.array("vocab.offsets", NamedArray.Dtype.I64).longs(),
            Optional.of(LengthsJob.RECIPE.options().unkToken()));
    LengthsSettings.Network settings =
        Settings.create(LengthsSettings.Network.class, Map.of("units", file.metadata(UNITS)));
    LengthsNetwork network = new LengthsNetwork(vocab.size(), settings.units(), 0, Seed.of(0));
    for (Map.Entry<String, Parameter> entry : network.parameters().entrySet()) {
      entry.getValue().set(file.floats(entry.getKey(), entry.getValue().shape()));
    }
    return new LengthsModel(LengthsJob.RECIPE.withVocab(vocab), network, file.metadata());
  }

  @Override
  public ModelFile file() {
    List<NamedArray> arrays = new ArrayList<>();
    network
        .parameters()
        .forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    arrays.addAll(NamedArray.ofStrings("vocab", field.vocab().tokens()));
    return new ModelFile(metadata(), arrays);
  }

  @Override
  public SequencedMap<String, String> metadata() {
    SequencedMap<String, String> all = new LinkedHashMap<>(Map.of("task", LengthsJob.NAME));
    all.putAll(notes);
    return all;
  }

  @Override
  public LengthsModel with(Map<String, String> metadata) {
    Map<String, String> more = new LinkedHashMap<>(notes);
    more.putAll(metadata);
    return new LengthsModel(field, network, more);
  }

  @Override
  public List<Role> roles() {
    return LengthsJob.ROLES;
  }

  @Override
  public List<Length> answer(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    int[][] tokens =
        rows.stream()
            .map(row -> field.encode(Objects.requireNonNull(row.getFirst())))
            .toArray(int[][]::new);
    float[] lengths =
        network.lengths(Tape.inference(Workers.single()), new Tokens(tokens)).toArray();
    return IntStream.range(0, lengths.length).mapToObj(i -> new Length(lengths[i])).toList();
  }

  @Override
  public List<String> answers() {
    return Length.CELLS;
  }

  @Override
  public Scores score(Dataset rows, Workers workers) {
    return network.evaluate(
        LengthsLearner.inOrder(LengthsJob.encoded(rows, field, workers)).epoch(0), workers);
  }

  @Override
  public long parameters() {
    return network.parameters().values().stream().mapToLong(Parameter::count).sum();
  }
}
