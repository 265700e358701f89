package dev.recur.task;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// The memory that a training run will need, estimated before it begins: data, weights with
/// everything that belongs to them, and the forward and backward pass of the largest batch. Each
/// job adds up its own.
///
/// Two numbers: what is live in Java's heap at the same time, which decides whether a run is
/// refused, and what the process takes, which is reported. On a device, what has to be there at the
/// same time decides.
///
/// {@snippet class="TaskExamples" region="memory"}
public abstract class MemoryNeed {
  private static final double BYTES_OF_TEXT = 80; // two objects, and its places in columns
  private static final double BYTES_OF_WORD = 160; // its string, its places in tables and lists
  private static final double YOUNG = 16L << 20; // the young generation needs room besides the rest
  private static final double PROGRAM = 105e6; // bytes of the JVM and of compiled code
  private static final double FILLED = 0.9; // of the heap, at most: a tenth stays free

  // A run is refused only if even this much of its estimate exceeds the limit, and a batch size is
  // suggested only if its whole estimate is at most this much of the limit. So errors of that size
  // neither refuse a run that would fit nor suggest a batch that would not. (Batches of many shapes
  // share an arena's arrays, which may then be longer than each batch needs.)
  private static final double SURELY = 0.8;

  private final int batchSize;

  /// @param fit with the size of a batch known
  protected MemoryNeed(FitSettings fit) {
    batchSize = fit.batchSize().orElseThrow();
  }

  /// The floats that the weights of a network take, with everything that training adds to them.
  ///
  /// @param fit the optimiser, and whether weights are averaged
  /// @param rows of the table of the embedding
  /// @param table the weights of that table
  /// @param frozen whether the table is not trained
  /// @param others all other weights
  public record Weights(FitSettings fit, double rows, double table, boolean frozen, double others) {
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

    private double all(double ofFrozen, double ofTable, double ofOthers) {
      return (frozen ? ofFrozen : ofTable) * table + ofOthers * others;
    }

    /// In the heap: values, their average, gradients, the optimiser's state, the values of the best
    /// epoch and those at the end of training (or, before that, those before the last update of an
    /// epoch); for matrices also their packed copies for the forward and the backward pass; for the
    /// rows of the table also when they last changed.
    public double heap() {
      double trained = 4 + averages() + remembered();
      return all(2 + averages(), trained, trained + 2) + 2 * rows;
    }

    /// The copy that a checkpoint is written from: values, their average, the optimiser's state and
    /// the values of the best epoch.
    public double checkpoint() {
      double trained = 2 + averages() + remembered();
      return all(2 + averages(), trained, trained);
    }

    /// On a device: values, their average, gradients, the optimiser's state and the transposes of
    /// matrices.
    public double onDevice() {
      double trained = 2 + averages() + remembered();
      return all(1 + averages(), trained, trained + 1);
    }

    /// Values alone.
    public double values() {
      return table + others;
    }
  }

  /// What is live in the heap at the same time with a batch of this many rows, in bytes, apart from
  /// what every run needs.
  protected abstract double live(int rows);

  /// What is live in the heap at the same time if a device computes, in bytes, apart from what
  /// every run needs: at least what a checkpoint is written from.
  protected double liveBeside(int rows) {
    return checkpoint();
  }

  /// What a device has to hold at the same time with a batch of this many rows, in bytes.
  public abstract double onDevice(int rows);

  /// What a checkpoint is written from, in bytes.
  protected abstract double checkpoint();

  /// The names of the settings to reduce if not even a batch of one row fits: at least two.
  protected abstract List<String> sizes();

  /// A change with which a run fits, if no smaller batch does.
  ///
  /// @param limit the largest size of the heap, in bytes
  protected Optional<Mention> change(double limit) {
    return Optional.empty();
  }

  /// What is live in the heap at the same time with a batch of this many rows, in bytes.
  public final double heap(int rows) {
    return heap(rows, false);
  }

  private double heap(int rows, boolean device) {
    return inHeap(device ? liveBeside(rows) : live(rows));
  }

  /// Bytes with what every run needs.
  protected static double inHeap(double live) {
    return live + YOUNG;
  }

  /// The bytes of texts. A character takes one byte if Latin-1 has all those of the text, otherwise
  /// two.
  protected static double bytesOf(List<String> texts) {
    double bytes = 0;
    for (String text : texts) {
      boolean latin = text.chars().allMatch(c -> c < 256);
      bytes += BYTES_OF_TEXT + (latin ? 1.0 : 2.0) * text.length();
    }
    return bytes;
  }

  /// The bytes of a vocabulary.
  protected static double vocabulary(double words) {
    return BYTES_OF_WORD * words;
  }

  /// What the process takes at most, in bytes: also while a checkpoint is written. Without room for
  /// one, training goes on, so it decides nothing.
  public final double resident() {
    return resident(false);
  }

  private double resident(boolean device) {
    return PROGRAM + (heap(batchSize, device) + checkpoint()) / FILLED;
  }

  /// Refuses a training run that cannot fit into the heap or, with a device, into the memory of
  /// either.
  ///
  /// @param limit the largest size of the heap, in bytes
  /// @throws IllegalArgumentException if it clearly cannot fit; the message suggests what would
  public final void require(Workers workers, long limit) {
    workers.accelerator().ifPresent(on -> requireOn(on.info()));
    require(limit, workers.accelerator().isPresent());
  }

  /// Refuses a training run that cannot fit into the memory of a device.
  ///
  /// @throws IllegalArgumentException if it clearly cannot fit; the message suggests what would
  public final void requireOn(AcceleratorInfo device) {
    if (SURELY * onDevice(batchSize) <= device.memory()) {
      return;
    }
    OptionalInt fits = largest(batchSize, rows -> onDevice(rows) <= SURELY * device.memory());
    throw SettingException.of(
        "training needs about %s of memory on %s, which has only %s: %s",
        words(onDevice(batchSize)),
        device.device(),
        words((double) device.memory()),
        fits.isPresent()
            ? Sentence.of("%s would fit", Mention.of("batchSize", fits.getAsInt()))
            : tooLarge());
  }

  /// Refuses a training run that cannot fit into the heap.
  ///
  /// @param limit its largest size, in bytes
  /// @throws IllegalArgumentException if it clearly cannot fit; the message suggests what would
  public final void require(long limit) {
    require(limit, false);
  }

  private void require(long limit, boolean device) {
    double needed = heap(batchSize, device);
    if (SURELY * needed <= limit) {
      return;
    }
    throw SettingException.of(
        "training needs about %s of memory, but Java may use only %s: %s",
        words(needed), words((double) limit), wayOut(limit, device));
  }

  /// What would fit.
  private Sentence wayOut(long limit, boolean device) {
    OptionalInt fits = largest(batchSize, rows -> heap(rows, device) <= SURELY * limit);
    Optional<Mention> change =
        fits.isPresent()
            ? Optional.of(Mention.of("batchSize", fits.getAsInt()))
            : change(SURELY * limit);
    return change
        .map(
            changed ->
                Sentence.of(
                    "%s would fit (or give Java more memory: JDK_JAVA_OPTIONS=-Xmx%sg)",
                    changed, (long) Math.ceil(heap(batchSize, device) / 1e9)))
        .orElseGet(this::tooLarge);
  }

  private Sentence tooLarge() {
    List<Mention> sizes = sizes().stream().map(Mention::of).toList();
    String listed = String.join(", ", Collections.nCopies(sizes.size() - 1, "%s")) + " or %s";
    return Sentence.of(
        "not even %s would fit (reduce %s)",
        Mention.of("batchSize", 1), Sentence.of(listed, sizes.toArray()));
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
  public final TrainingEvent.Noted note(Workers workers) {
    String there =
        workers
            .accelerator()
            .map(on -> ", and %s on %s".formatted(words(onDevice(batchSize)), on.info().device()))
            .orElse("");
    String here = words(resident(workers.accelerator().isPresent()));
    return new TrainingEvent.Noted("memory", "about " + here + there);
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
