package dev.recur.task.classify;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.ngram.CrossFit;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.train.TrainingEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The memory that a training run will need, estimated before it begins: texts, weights with
/// everything that belongs to them, and the forward and backward pass of the largest batch.
///
/// Two numbers: what is live in Java's heap at the same time, which decides whether a run is
/// refused, and what the process takes, which is reported.
final class MemoryNeed {
  // A text: two objects, and its places in columns. A token: its number, and its id in the encoded
  // rows. A word of the vocabulary: its string, and its places in tables and lists.
  private static final double BYTES_OF_TEXT = 80;
  private static final double BYTES_OF_TOKEN = 8;
  private static final double BYTES_OF_WORD = 160;
  private static final double INTS_OF_TOKEN = 23; // of batches: ids, a table; 16 made ahead
  private static final double YOUNG = 16L << 20; // the young generation needs room besides the rest

  private static final double SCORES = 3; // of a held-out text and a class: two parts, pooled

  private static final double PROGRAM = 105e6; // bytes of the JVM and of compiled code
  private static final double FILLED = 0.9; // of the heap, at most: a tenth stays free

  // Even an estimate that is too high by this much refuses no run that would fit.
  private static final double SURELY = 0.8;

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
          bytes(texts) + BYTES_OF_TOKEN * tokens * (1 + evaluated / (double) train.size());
      return new Data(bytes, lengths, evaluated, vocab, classes, characters(texts));
    }

    /// A character takes one byte if Latin-1 has all those of the text, otherwise two.
    private static double bytes(Dataset texts) {
      String column = ClassifyJob.textColumn(texts);
      double bytes = 0;
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.row(i).text(column);
        boolean latin = text.chars().allMatch(c -> c < 256);
        bytes += BYTES_OF_TEXT + (latin ? 1.0 : 2.0) * text.length();
      }
      return bytes;
    }

    private static double characters(Dataset texts) {
      return texts.texts(ClassifyJob.textColumn(texts)).stream().mapToLong(String::length).sum();
    }

    /// The smallest possible data, for a check before the texts are looked at.
    static Data none() {
      return new Data(0, new int[] {1}, 1, 1, 2, 0);
    }

    /// The most tokens that a batch can have.
    double largest(int batchSize) {
      int from = Math.max(0, lengths.length - batchSize);
      return Arrays.stream(lengths, from, lengths.length).asLongStream().sum();
    }
  }

  private final Data data;
  private final NetworkSettings network;
  private final FitSettings fit;
  private final int batchSize;
  private final int threads;
  private final boolean pooled; // with n-grams, which are learnt after the network
  private final BatchMemory batch;

  /// @param settings with the size of a token's vector and of a batch known
  /// @param threads the number of threads that compute
  MemoryNeed(Data data, ClassifySettings settings, int threads) {
    this.data = data;
    this.network = settings.network();
    this.fit = settings.fit();
    this.batchSize = fit.batchSize().orElseThrow();
    this.threads = threads;
    pooled = settings.labels().experts() == ExpertKind.NGRAMS;
    batch = new BatchMemory(network, data.vocab, data.classes, settings.text().freezeVectors());
  }

  /// What is live in the heap at the same time, in bytes.
  double heap(int rowsOfBatch) {
    return heap(rowsOfBatch, pooled);
  }

  private double heap(int rowsOfBatch, boolean withExperts) {
    double scores = 0.5 * data.evaluated * data.classes; // of the validation texts
    double training = Float.BYTES * (weights() + batch(rowsOfBatch) + evaluation());
    return Math.max(training, withExperts ? pooling() : 0)
        + Float.BYTES * scores
        + data.bytes
        + BYTES_OF_WORD * data.vocab
        + YOUNG;
  }

  /// What the process takes at most, in bytes: also while a checkpoint is written. Without room for
  /// one, training goes on, so it does not count in [#heap].
  double resident() {
    return PROGRAM + (heap(batchSize) + Float.BYTES * checkpoint()) / FILLED;
  }

  /// The numbers that an optimiser remembers of each weight.
  private int remembered() {
    return switch (fit.optimizer()) {
      case SGD -> 0;
      case RMSPROP, ADAGRAD -> 1;
      case ADAM, ADAMW, ADADELTA -> 2;
    };
  }

  private int averages() {
    return fit.average() ? 1 : 0;
  }

  /// The copy that a checkpoint is written from: values, their average, the optimiser's state and
  /// the values of the best epoch.
  private double checkpoint() {
    double trained = 2 + averages() + remembered();
    double table = batch.frozen() ? 2 + averages() : trained;
    return table * batch.embeddingWeights() + trained * batch.otherWeights();
  }

  /// Values, their average, gradients, the optimiser's state, the values of the best epoch and
  /// those at the end of training (or, before that, those before the last update of an epoch); for
  /// matrices also their packed copies for the forward and the backward pass; for the rows of the
  /// embedding also when they last changed.
  private double weights() {
    int averages = averages();
    double trained = 4 + averages + remembered();
    double table = batch.frozen() ? 2 + averages : trained;
    return table * batch.embeddingWeights()
        + 2.0 * data.vocab
        + (trained + 2) * batch.otherWeights();
  }

  /// What it takes to learn n-grams besides a trained network, in bytes.
  private double pooling() {
    int texts = data.lengths.length;
    int heldOut = Experts.heldOut(texts, data.evaluated);
    double scores = SCORES * heldOut * data.classes;
    return CrossFit.memory(data.characters, texts, heldOut, data.classes)
        + Float.BYTES * (scores + batch.embeddingWeights() + batch.otherWeights());
  }

  private double batch(int rowsOfBatch) {
    double tokens = data.largest(rowsOfBatch);
    double rows = Math.min(rowsOfBatch, data.lengths.length);
    return batch.training(tokens, rows) + INTS_OF_TOKEN * tokens;
  }

  private double evaluation() {
    long tokens = Arrays.stream(data.lengths).asLongStream().sum();
    int rows = ClassifierNetwork.evaluationRows(tokens, data.lengths.length);
    double mean = (double) tokens / data.lengths.length;
    return batch.evaluation(rows * mean, rows, threads);
  }

  /// What a device has to hold at the same time, in bytes: weights, their average, gradients, the
  /// optimiser's state and the transposes of matrices; and the largest batch.
  double onDevice(int rowsOfBatch) {
    double trained = 2 + averages() + remembered();
    double table = batch.frozen() ? 1 + averages() : trained;
    double weights = table * batch.embeddingWeights() + (trained + 1) * batch.otherWeights();
    double rows = Math.min(rowsOfBatch, data.lengths.length);
    double training = batch.trainingOnDevice(data.largest(rowsOfBatch), rows);
    return Float.BYTES * (weights + Math.max(training, evaluationOnDevice()));
  }

  private double evaluationOnDevice() {
    long tokens = Arrays.stream(data.lengths).asLongStream().sum();
    int rows = ClassifierNetwork.evaluationRows(tokens, data.lengths.length);
    return batch.evaluationOnDevice(rows * (double) tokens / data.lengths.length, rows);
  }

  /// Refuses a training run that cannot fit into the memory of a device.
  ///
  /// @throws IllegalArgumentException if it surely does not fit; the message says what would
  void requireOn(AcceleratorInfo device) {
    if (SURELY * onDevice(batchSize) <= device.memory()) {
      return;
    }
    OptionalInt fits = largest(batchSize, rows -> onDevice(rows) <= device.memory());
    throw SettingException.of(
        "training needs about %s of memory on %s, which has only %s: %s",
        words(onDevice(batchSize)),
        device.device(),
        words((double) device.memory()),
        fits.isPresent()
            ? Sentence.of("%s would fit", Mention.of("batchSize", fits.getAsInt()))
            : tooLarge());
  }

  private Sentence tooLarge() {
    return Sentence.of(
        "not even %s would fit (reduce %s or %s)",
        Mention.of("batchSize", 1), size(), Mention.of("maxLength"));
  }

  /// Refuses a training run that cannot fit.
  ///
  /// @param limit the largest size of the heap, in bytes
  /// @throws IllegalArgumentException if it surely does not fit; the message says what would
  void require(long limit) {
    if (SURELY * heap(batchSize) <= limit) {
      return;
    }
    throw SettingException.of(
        "training needs about %s of memory, but Java may use only %s: %s",
        words(heap(batchSize)), words((double) limit), wayOut(limit));
  }

  /// What would fit.
  private Sentence wayOut(long limit) {
    OptionalInt fits = largest(batchSize, rows -> heap(rows) <= limit);
    boolean alone = fits.isEmpty() && heap(batchSize, false) <= limit;
    if (fits.isEmpty() && !alone) {
      return tooLarge();
    }
    return Sentence.of(
        "%s would fit (or give Java more memory: JDK_JAVA_OPTIONS=-Xmx%sg)",
        alone ? Mention.of("experts", "none") : Mention.of("batchSize", fits.getAsInt()),
        (long) Math.ceil(heap(batchSize) / 1e9));
  }

  /// The settings that make the network smaller.
  private Sentence size() {
    return network.layers() > 1
        ? Sentence.of("%s, %s", Mention.of("layers"), Mention.of("hidden"))
        : Sentence.of("%s", Mention.of("hidden"));
  }

  /// The largest accepted number below a bound; all smaller ones are accepted, too.
  private static OptionalInt largest(int bound, IntPredicate accepted) {
    int low = 0; // accepted, or none is
    int high = bound;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (accepted.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low == 0 ? OptionalInt.empty() : OptionalInt.of(low);
  }

  /// The event that reports the memory.
  TrainingEvent.Noted note() {
    return new TrainingEvent.Noted("memory", "about " + words(resident()));
  }

  /// A size with two significant digits, as the estimate has no more.
  static String words(double bytes) {
    double mb = bytes / 1e6;
    double digit =
        StrictMath.pow(10, Math.max(0, Math.floor(StrictMath.log10(Math.max(mb, 1))) - 1));
    double rounded = Math.max(1, Math.round(mb / digit)) * digit;
    return rounded < 1000
        ? String.format(Locale.ROOT, "%.0f MB", rounded)
        : String.format(Locale.ROOT, rounded < 10_000 ? "%.1f GB" : "%,.0f GB", rounded / 1000);
  }
}
