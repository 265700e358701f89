package dev.recur.bench;

import dev.recur.data.Batch;
import dev.recur.data.Dataset;
import dev.recur.data.Epoch;
import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.reading.TokenCell;
import dev.recur.score.Scores;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Learner;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.tag.TagJob;
import dev.recur.task.tag.TagSettings;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.train.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/// Recur's side of `bench/compare tagging`: the network of the job `tag` with its defaults, and
/// some batches of 32 sentences from its first epoch, which are used in turn.
///
/// A step is that of a run, without the running average of the weights.
final class TaggerSide {
  /// The largest number of batches.
  static final int MOST_BATCHES = 16;

  private static final int BATCH = 32; // sentences
  private static final List<String> NO_DROPOUT = List.of("dropout", "wordDropout");

  private final TagSettings settings;
  private final Workers workers;
  private final Trainable network;
  private final Optimizer optimizer;
  private final Tape tape;
  private final List<Batch> batches = new ArrayList<>();
  private final Seed dropout = Seed.of(1).split("dropout");
  private int next;

  /// A network that has not been trained.
  ///
  /// @param sentences at least one
  /// @param drops whether training drops values and words, as by default
  TaggerSide(List<Treebank.Sentence> sentences, boolean drops, Workers workers) {
    this.workers = workers;
    Map<String, String> words = new HashMap<>(Map.of("batchSize", Integer.toString(BATCH)));
    if (!drops) {
      NO_DROPOUT.forEach(name -> words.put(name, "0"));
    }
    settings = Settings.create(TagSettings.class, words);
    Dataset rows = rows(sentences);
    Dataset few = rows(sentences.subList(0, Math.min(BATCH, sentences.size())));
    Context context =
        new Context(
            Settings.create(ComputeSettings.class, Map.of("threads", "1")),
            workers,
            List.of(),
            event -> {});
    Learner learner = new TagJob().prepare(new Parts(rows, rows, few, few), settings, context);
    network = learner.network();
    optimizer = learner.fit().optimizer(network.parameters());
    tape = new Tape(workers);
    Epoch epoch = learner.train().epoch(0);
    for (int i = 0; i < Math.min(MOST_BATCHES, epoch.size()); i++) {
      batches.add(epoch.batch(i));
    }
  }

  private static Dataset rows(List<Treebank.Sentence> sentences) {
    return Dataset.of(
        Role.columns(new TagJob().roles(), Map.of("words", "form", "tags", "upos")),
        sentences.stream()
            .map(s -> List.of(TokenCell.of(s.words()), TokenCell.of(s.tags())))
            .toList());
  }

  /// The number of batches.
  int count() {
    return batches.size();
  }

  /// The number of sentences of all batches.
  int sentences() {
    return batches.stream().mapToInt(Batch::size).sum();
  }

  /// The number of words of all batches.
  int words() {
    return batches.stream().mapToInt(batch -> batch.tokens("words").total()).sum();
  }

  /// One training step with the next batch; returns its loss.
  double train() {
    SequencedMap<String, Parameter> parameters = network.parameters();
    Tensor loss = network.loss(tape, batches.get(next % count()), dropout.split(next));
    next++;
    double value = loss.item();
    tape.backward(loss);
    Clipping.clipByGlobalNorm(parameters, settings.fit().clip(), workers);
    optimizer.step(workers);
    optimizer.zeroGrad();
    tape.reset();
    return value;
  }

  /// Updates of rare words that the optimiser has put off.
  void catchUp() {
    optimizer.catchUp(workers);
  }

  /// Tags all batches and compares the answers with the right tags.
  Scores tag() {
    return network.evaluate(batches, workers);
  }

  /// The loss of the first batch without dropout, and the share of right tags.
  double[] check() {
    Scores scores = network.evaluate(List.of(batches.getFirst()), workers);
    return new double[] {scores.figure("loss").value(), scores.figure("accuracy").value()};
  }

  /// Writes weights, batches and settings for a peer. A word without a vector of its own is the
  /// unknown word, 0.
  ///
  /// Arrays: the `words` of all sentences, their `tags` and `letters`, with a mark after each word;
  /// the `lengths` of the sentences, and how many of these each of the `batches` has.
  void write(Path file) throws IOException {
    List<NamedArray> arrays = new ArrayList<>();
    network
        .parameters()
        .forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    int vectors = Objects.requireNonNull(network.parameters().get("embedding.weight")).shape()[0];
    arrays.add(array("words", column("words").map(id -> id < vectors ? id : 0)));
    arrays.add(array("tags", column("tags")));
    arrays.add(array("letters", column("letters")));
    arrays.add(
        array("lengths", batches.stream().flatMapToLong(batch -> lengths(batch.tokens("words")))));
    arrays.add(array("batches", batches.stream().mapToLong(Batch::size)));
    new ModelFile(metadata(), arrays).write(file, true);
  }

  private Map<String, String> metadata() {
    Tokens letters = batches.getFirst().tokens("letters");
    return Map.of(
        "end",
        Integer.toString(letters.id(0, letters.length(0) - 1)),
        "lr",
        Double.toString(settings.fit().lr()),
        "clip",
        Double.toString(settings.fit().clip()),
        "dropout",
        Double.toString(settings.network().dropout()),
        "wordDropout",
        Double.toString(settings.text().wordDropout()));
  }

  private static NamedArray array(String name, LongStream values) {
    long[] all = values.toArray();
    return NamedArray.of(name, all, all.length);
  }

  /// The numbers of a column of all sentences, one after another.
  private LongStream column(String name) {
    return batches.stream()
        .map(batch -> batch.tokens(name))
        .flatMapToLong(
            tokens ->
                LongStream.range(0, tokens.rows())
                    .flatMap(b -> Arrays.stream(tokens.row((int) b)).asLongStream()));
  }

  private static LongStream lengths(Tokens tokens) {
    return Arrays.stream(tokens.lengths()).asLongStream();
  }
}
