package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.ngram.CrossFit;
import dev.recur.settings.Mention;
import dev.recur.task.MemoryNeed;
import dev.recur.task.text.NetworkSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The memory that training a classifier will need: texts, weights, the largest batch, and n-grams.
final class ClassifierMemory extends MemoryNeed {
  private static final double BYTES_OF_TOKEN = 8; // its number, and its id in the encoded rows
  private static final double INTS_OF_TOKEN = 23; // of batches: ids, a table; 16 made ahead
  private static final double SCORES = 3; // of a held-out text and a class: two parts, pooled

  /// The sizes of the data.
  static final class Data {
    private final double bytes;
    private final int[] lengths; // ascending
    private final int evaluated;
    private final int vocab;
    private final int classes;
    private final double characters;

    /// @param bytes of the texts and their tokens
    /// @param lengths of the texts to train on, in tokens
    /// @param evaluated rows to evaluate after an epoch, of the training and the validation texts
    /// @param vocab the number of tokens in the vocabulary
    /// @param classes the number of labels
    /// @param characters of the texts to train on
    Data(double bytes, int[] lengths, int evaluated, int vocab, int classes, double characters) {
      this.bytes = bytes;
      this.lengths = lengths.clone();
      this.evaluated = evaluated;
      this.vocab = vocab;
      this.classes = classes;
      this.characters = characters;
      Arrays.sort(this.lengths);
    }

    static Data of(Dataset texts, EncodedDataset train, int evaluated, int vocab, int classes) {
      int[] lengths = IntStream.range(0, train.size()).map(train::length).toArray();
      double tokens = Arrays.stream(lengths).asLongStream().sum();
      double bytes =
          bytesOf(texts.texts(ClassifyJob.textColumn(texts)))
              + BYTES_OF_TOKEN * tokens * (1 + evaluated / (double) train.size());
      return new Data(bytes, lengths, evaluated, vocab, classes, characters(texts));
    }

    private static double characters(Dataset texts) {
      return texts.texts(ClassifyJob.textColumn(texts)).stream().mapToLong(String::length).sum();
    }

    /// The smallest possible data, for a check before the texts are looked at.
    static Data none() {
      return new Data(0, new int[] {1}, 1, 1, 2, 0);
    }

    private long tokens() {
      return Arrays.stream(lengths).asLongStream().sum();
    }

    double mean() {
      return (double) tokens() / lengths.length;
    }

    int evaluationRows() {
      return ClassifierNetwork.evaluationRows(tokens(), lengths.length);
    }

    /// The most tokens that a batch can have.
    double largest(int batchSize) {
      int from = Math.max(0, lengths.length - batchSize);
      return Arrays.stream(lengths, from, lengths.length).asLongStream().sum();
    }
  }

  private final Data data;
  private final NetworkSettings network;
  private final int threads;
  private final boolean pooled; // with n-grams, which are learnt after the network
  private final int batchSize;
  private final BatchMemory batch;
  private final Weights weights;

  /// @param settings with the size of a token's vector and of a batch known
  /// @param threads the number of threads that compute
  ClassifierMemory(Data data, ClassifySettings settings, int threads) {
    super(settings.fit());
    this.data = data;
    this.network = settings.network();
    this.threads = threads;
    batchSize = settings.fit().batchSize().orElseThrow();
    pooled = settings.labels().experts() == ExpertKind.NGRAMS;
    boolean frozen = settings.text().freezeVectors();
    batch = new BatchMemory(network, data.vocab, data.classes, frozen);
    weights =
        new Weights(
            settings.fit(), data.vocab, batch.embeddingWeights(), frozen, batch.otherWeights());
  }

  @Override
  protected double live(int rows) {
    return live(rows, pooled);
  }

  private double live(int rows, boolean withExperts) {
    return live(weights.heap() + batch(rows) + evaluation(), withExperts);
  }

  @Override
  protected double liveBeside(int rows) {
    return live(weights.checkpoint() + INTS_OF_TOKEN * data.largest(rows), pooled);
  }

  /// @param floats of training
  private double live(double floats, boolean withExperts) {
    double scores = 0.5 * data.evaluated * data.classes; // of the validation texts
    double training = Float.BYTES * floats;
    return Math.max(training, withExperts ? pooling() : 0)
        + Float.BYTES * scores
        + data.bytes
        + vocabulary(data.vocab);
  }

  @Override
  protected double checkpoint() {
    return Float.BYTES * weights.checkpoint();
  }

  /// What it takes to learn n-grams besides a trained network, in bytes.
  private double pooling() {
    int texts = data.lengths.length;
    int heldOut = Experts.heldOut(texts, data.evaluated);
    double scores = SCORES * heldOut * data.classes;
    return CrossFit.memory(data.characters, texts, heldOut, data.classes)
        + Float.BYTES * (scores + weights.values());
  }

  private double batch(int rowsOfBatch) {
    double tokens = data.largest(rowsOfBatch);
    double rows = Math.min(rowsOfBatch, data.lengths.length);
    return batch.training(tokens, rows) + INTS_OF_TOKEN * tokens;
  }

  private double evaluation() {
    int rows = data.evaluationRows();
    return batch.evaluation(rows * data.mean(), rows, threads);
  }

  @Override
  public double onDevice(int rowsOfBatch) {
    double rows = Math.min(rowsOfBatch, data.lengths.length);
    double training = batch.trainingOnDevice(data.largest(rowsOfBatch), rows);
    return Float.BYTES * (weights.onDevice() + Math.max(training, evaluationOnDevice()));
  }

  private double evaluationOnDevice() {
    int rows = data.evaluationRows();
    return batch.evaluationOnDevice(rows * data.mean(), rows);
  }

  /// Without n-grams.
  @Override
  protected Optional<Mention> change(double limit) {
    return inHeap(live(batchSize, false)) <= limit
        ? Optional.of(Mention.of("experts", "none"))
        : Optional.empty();
  }

  @Override
  protected List<String> sizes() {
    return network.layers() > 1
        ? List.of("layers", "hidden", "maxLength")
        : List.of("hidden", "maxLength");
  }
}
