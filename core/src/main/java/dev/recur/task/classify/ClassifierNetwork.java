package dev.recur.task.classify;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Folding;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Pooling;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.score.ClassScores;
import dev.recur.task.text.NetworkLayers;
import dev.recur.task.text.NetworkSettings;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.train.Trainable;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The network that classifies a text: embedding → recurrent layers → pooling → linear → softmax.
///
/// Shapes: tokens of B rows, N in all · embedding (N, E) · output of the layers (N, D·H) · pooled
/// (B, D·H) · scores (B, C). Dropout acts on the embeddings, between the layers and before the
/// linear layer, and only while training.
final class ClassifierNetwork implements Trainable {
  // Sizes of a batch to evaluate: about those of a batch of training, so that evaluation takes no
  // more memory than training.
  private static final int ROWS = 256;
  private static final int TOKENS = 1 << 15;

  private final Embedding embedding;
  private final RecurrentLayer<?> rnn;
  private final Pooling pooling;
  private final Linear linear;
  private final Dropout dropout;
  private final int classes;
  private CrossEntropyLoss loss = new CrossEntropyLoss();

  ClassifierNetwork(
      NetworkSettings settings, int truncate, Embedding embedding, int classes, Seed seed) {
    this.embedding = embedding;
    this.classes = classes;
    dropout = new Dropout(settings.dropout());
    RecurrentOptions options =
        RecurrentOptions.of(embedding.options().embeddingDim(), settings.hidden())
            .withNumLayers(settings.layers())
            .withDropout(settings.layers() > 1 ? settings.dropout() : 0)
            .withBidirectional(settings.bidirectional())
            .withTruncate(truncate);
    rnn = settings.cell().layer(options, seed.split("rnn"));
    int features = rnn.outputFeatures();
    pooling =
        switch (settings.pool()) {
          case LAST -> new LastPooling(settings.bidirectional());
          case MEAN -> new MeanPooling();
          case MAX -> new MaxPooling();
          case ATTENTION ->
              new AttentionPooling(features, settings.hidden(), seed.split("pooling"));
        };
    linear = new Linear(features, classes, seed.split("linear"));
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    return Layer.join(
        Map.entry("embedding", embedding),
        Map.entry("rnn", rnn),
        Map.entry("pooling", pooling),
        Map.entry("linear", linear));
  }

  /// Takes the weights of a network that differs only in having no more classes than this one, the
  /// first of them. Further classes keep the rows of the last layer that they were made with.
  void takeOver(ClassifierNetwork other) {
    SequencedMap<String, Parameter> theirs = other.parameters();
    parameters()
        .forEach(
            (name, parameter) -> {
              float[] weights = parameter.toArray();
              float[] first = Objects.requireNonNull(theirs.get(name)).toArray();
              System.arraycopy(first, 0, weights, 0, first.length);
              parameter.set(weights);
            });
  }

  /// A copy for backward passes that change nothing here: with the same embedding, and with copies
  /// of the other parameters, which are frozen.
  ///
  /// @param settings those of this network
  NetworkLayers frozen(NetworkSettings settings) {
    var copy = new ClassifierNetwork(settings, 0, embedding, classes, Seed.of(0));
    SequencedMap<String, Parameter> own = parameters();
    copy.parameters()
        .forEach(
            (name, parameter) -> {
              Parameter from = Objects.requireNonNull(own.get(name));
              if (parameter != from) { // not that of the embedding
                parameter.set(from.toArray());
                parameter.freeze();
              }
            });
    return new NetworkLayers(
        embedding, copy.rnn, h -> copy.linear.forward(copy.pooling.forward(h)));
  }

  @Override
  public Tensor loss(Tape tape, Batch batch, Seed seed) {
    return loss.forward(scores(tape, batch.tokens(), seed), batch.labels());
  }

  /// Batches of these rows for [#evaluate], in order; of fewer rows if texts are long.
  static BatchIterator inOrder(EncodedDataset rows) {
    long tokens = IntStream.range(0, rows.size()).mapToLong(rows::length).sum();
    return new BatchIterator(rows, evaluationRows(tokens, rows.size()), Device.cpu());
  }

  /// The number of rows that are evaluated together.
  ///
  /// @param tokens the tokens of all rows together
  /// @param rows the number of all rows
  static int evaluationRows(long tokens, int rows) {
    return Math.clamp((long) TOKENS * rows / Math.max(1, tokens), 1, ROWS);
  }

  /// Sets the weight of each class in the training loss; without weights all classes count alike.
  void weigh(float... classWeights) {
    loss = new CrossEntropyLoss().withWeight(classWeights);
  }

  @Override
  public ClassScores evaluate(Iterable<Batch> batches, Workers workers) {
    return evaluate(batches, workers, (row, logs, at) -> {});
  }

  /// What becomes of the network's answer to a row.
  interface Revision {
    /// Changes an answer.
    ///
    /// @param row its number among all rows
    /// @param logs the logarithms of the classes' probabilities, from `at` on, to be changed
    void revise(int row, float[] logs, int at);
  }

  /// Like [#evaluate(Iterable, Workers)], with revised answers.
  ///
  /// @param revision called by the workers, for several rows at the same time
  ClassScores evaluate(Iterable<Batch> batches, Workers workers, Revision revision) {
    var scores = new ClassScores.Builder(classes);
    Tape tape = Tape.inference(workers);
    int row = 0;
    for (Batch batch : batches) {
      float[] logs = logProbabilities(tape, batch.tokens());
      int[] labels = batch.labels();
      int first = row;
      workers.run(labels.length, b -> revision.revise(first + b, logs, b * classes));
      for (int b = 0; b < labels.length; b++) {
        scores.add(labels[b], logs, b * classes);
      }
      row += labels.length;
      tape.reset();
    }
    return scores.build();
  }

  @Override
  public String headlineTitle() {
    return "accuracy";
  }

  @Override
  public double headline(Iterable<Batch> batches, Workers workers) {
    Tape tape = Tape.inference(workers);
    int right = 0;
    int rows = 0;
    for (Batch batch : batches) {
      float[] logs = logProbabilities(tape, batch.tokens());
      int[] labels = batch.labels();
      for (int b = 0; b < labels.length; b++) {
        right += ClassScores.likeliest(logs, b * classes, classes) == labels[b] ? 1 : 0;
      }
      rows += labels.length;
      tape.reset();
    }
    return rows == 0 ? 0 : (double) right / rows;
  }

  /// The logarithms of the classes' probabilities, (B, C).
  float[] logProbabilities(Tape tape, Tokens tokens) {
    return new LogSoftmax().forward(scores(tape, tokens, null)).toArray();
  }

  /// Folds the embedding into the recurrent layer, if the table takes at most `maxBytes`.
  Folding fold(long maxBytes, Workers workers) {
    return rnn.fold(embedding, maxBytes, workers);
  }

  /// @param seed the seed of the dropout masks; null for no dropout
  private Tensor scores(Tape tape, Tokens tokens, @Nullable Seed seed) {
    PackedSequence x = embedding.forward(tape, tokens);
    if (seed == null) {
      return linear.forward(pooling.forward(rnn.forward(x).output()));
    }
    PackedSequence dropped = dropout.forward(x, seed.split("embedding"));
    PackedSequence h = rnn.forward(dropped, seed.split("rnn")).output();
    Tensor pooled = dropout.forward(pooling.forward(h), tokens.rowIds(), seed.split("linear"));
    return linear.forward(pooled);
  }
}
