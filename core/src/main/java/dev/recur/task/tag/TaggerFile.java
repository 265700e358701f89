package dev.recur.task.tag;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes a tagger to a model file, and reads it.
///
/// Metadata: `task` = tag, `text.*`, `network.*` and `fit.*` every setting that is not local,
/// `asked.*` a setting as it was given if it was `auto`, `data.*` and `metric.*`. Arrays: the
/// parameters under PyTorch's names; `vocab`, `letters` and `tags` as strings. The first words of
/// `vocab` are those with a row in `embedding.weight`.
final class TaggerFile {
  static final String TASK = "tag";
  static final String TEXTS = "data.texts";

  private TaggerFile() {}

  static SequencedMap<String, String> metadata(Tagger tagger) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("task", TASK);
    all.putAll(tagger.notes());
    return all;
  }

  static ModelFile write(Tagger tagger) {
    List<NamedArray> arrays = new ArrayList<>();
    tagger
        .network()
        .parameters()
        .forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    arrays.addAll(strings(tagger.network().fields()));
    return new ModelFile(tagger.metadata(), arrays);
  }

  /// Rejects, before training, a tagger that could not be written after it.
  ///
  /// @throws IllegalArgumentException if a file cannot hold its words or its metadata; the message
  ///   says why
  static void check(Tagger tagger) {
    try {
      new ModelFile(tagger.metadata(), strings(tagger.network().fields()))
          .write(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<NamedArray> strings(TagFields fields) {
    List<NamedArray> arrays = new ArrayList<>();
    arrays.addAll(NamedArray.ofStrings("vocab", fields.words().vocab().tokens()));
    arrays.addAll(NamedArray.ofStrings("letters", fields.letters().vocab().tokens()));
    arrays.addAll(NamedArray.ofStrings("tags", fields.tags().names()));
    return arrays;
  }

  static Tagger read(ModelFile file) throws IOException {
    String task = file.metadata("task");
    if (!task.equals(TASK)) {
      throw file.invalid(
          "expected a model of the task \"%s\", got one of \"%s\"".formatted(TASK, task));
    }
    try {
      return parse(file);
    } catch (IllegalArgumentException e) {
      throw file.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Tagger parse(ModelFile file) throws IOException {
    WordSettings text = Settings.create(WordSettings.class, under(file, "text."));
    TaggerSettings settings = Settings.create(TaggerSettings.class, under(file, "network."));
    Scheme scheme = Scheme.valueOf(file.metadata("fit.scheme").toUpperCase(Locale.ROOT));
    TagFields fields =
        new TagFields(
            text,
            field(file, TagFields.words(text), "vocab"),
            field(file, TagFields.letters(text), "letters"),
            new TagNames(file.strings("tags")),
            scheme);
    int width =
        settings
            .embedding()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "network.embedding: expected a whole number greater than 0"));
    int[] table = file.array("embedding.weight", NamedArray.Dtype.F32).shape();
    int[] shape = {table.length == 0 ? 0 : table[0], width};
    if (shape[0] < 1 || shape[0] > fields.words().vocab().size()) {
      throw file.invalid("expected vectors for words of the vocabulary, got " + shape[0]);
    }
    Embedding embedding =
        Embedding.fromPretrained(
            Tensor.of(file.floats("embedding.weight", shape), shape),
            EmbeddingOptions.of(shape[0], shape[1]),
            false);
    checkSize(file, settings);
    TaggerNetwork network = new TaggerNetwork(fields, settings, 0, embedding, Seed.of(0));
    for (Map.Entry<String, Parameter> entry : network.parameters().entrySet()) {
      entry.getValue().set(file.floats(entry.getKey(), entry.getValue().shape()));
    }
    return new Tagger(network, file.metadata());
  }

  private static FittedField field(ModelFile file, Field recipe, String name) throws IOException {
    Vocab vocab =
        Vocab.fromBytes(
            file.array(name + ".bytes", NamedArray.Dtype.U8).bytes(),
            file.array(name + ".offsets", NamedArray.Dtype.I64).longs(),
            Optional.of(recipe.options().unkToken()));
    return recipe.withVocab(vocab);
  }

  /// Rejects settings that contradict the arrays, before memory is allocated for them.
  private static void checkSize(ModelFile file, TaggerSettings settings) throws IOException {
    int last = settings.layers() - 1;
    if (settings.layers() > file.arrays().size()) {
      throw file.invalid("there are no arrays for %s layers".formatted(settings.layers()));
    }
    for (String name : List.of("rnn.weight_hh_l0", "rnn.weight_hh_l" + last)) {
      int[] shape = file.array(name, NamedArray.Dtype.F32).shape();
      if (shape.length != 2 || shape[1] != settings.hidden()) {
        throw file.invalid(
            "expected \"%s\" with %s columns, one for each hidden unit"
                .formatted(name, settings.hidden()));
      }
    }
  }

  private static Map<String, String> under(ModelFile file, String prefix) {
    Map<String, String> part = new LinkedHashMap<>();
    file.metadata()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
              }
            });
    return part;
  }
}
