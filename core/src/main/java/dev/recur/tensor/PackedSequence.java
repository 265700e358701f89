package dev.recur.tensor;

import dev.recur.kernel.TableLookup;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A batch of sequences of different lengths as one matrix of their real steps, without padding.
///
/// Shapes: data (N, F), where N is the sum of the lengths. Operations on single steps (dropout,
/// `Linear`, a loss) take [#data()] and never see padding.
///
/// The steps are a separate matrix or, after an embedding, rows of its table. A layer may compute
/// equal rows of a table only once. Calling [#data()] does not change that; [#expand()] returns the
/// same steps as a separate matrix.
///
/// {@snippet class="TensorExamples" region="packed"}
///
/// @see Packing
public final class PackedSequence {
  private final Packing packing;
  private final Tape tape;
  private final int features;
  private final @Nullable TableLookup lookup;
  private final @Nullable Supplier<Tensor> copy;
  private final @Nullable Parameter table;
  private final long version;
  private final Tensor alive; // throws after the tape was reset
  private @Nullable Tensor data;

  /// A sequence from a packed matrix and its packing.
  ///
  /// @param data shape (N, F)
  /// @throws IllegalArgumentException if data does not have a row for each real step
  public PackedSequence(Tensor data, Packing packing) {
    if (data.rank() != 2 || data.size(0) != packing.total()) {
      throw new IllegalArgumentException(
          "expected data of shape (%s, F), one row for each real step, got %s"
              .formatted(packing.total(), Shape.of(data.shape())));
    }
    this.data = data;
    this.packing = packing;
    tape = data.tape();
    features = data.size(1);
    lookup = null;
    copy = null;
    table = null;
    version = 0;
    alive = data;
  }

  /// Steps that are rows of a table. They are copied only for [#data()]; a layer that multiplies
  /// them by a matrix may multiply equal rows once.
  ///
  /// @param table the table; the steps can be read until it changes
  /// @param copy copies the rows and records it on the tape
  @SuppressWarnings("exports")
  public PackedSequence(
      TableLookup lookup, Parameter table, Tape tape, Supplier<Tensor> copy, Packing packing) {
    this.packing = packing;
    this.table = table;
    version = table.version();
    this.tape = tape;
    this.lookup = lookup;
    this.copy = copy;
    features = lookup.width;
    alive = tape.unwritten(0);
  }

  /// The rows of the table that these steps are; empty if the steps are a separate matrix.
  @SuppressWarnings("exports")
  public Optional<TableLookup> lookup() {
    requireReadable();
    return Optional.ofNullable(lookup);
  }

  /// The same steps as a separate matrix. Every layer then computes each of them, even those of
  /// equal tokens, and each has its own gradient, in its row of [#data()].
  public PackedSequence expand() {
    return lookup == null ? this : new PackedSequence(data(), packing);
  }

  /// The tape that the steps belong to.
  public Tape tape() {
    return tape;
  }

  /// Packs a padded batch. The content of the padding is never read.
  ///
  /// @param x shape (T, B, F), or (B, T, F) if batchFirst
  /// @param lengths the number of real steps of each row, in any order
  /// @throws IllegalArgumentException for a length of 0 or above T, or a wrong number of lengths
  public static PackedSequence pack(Tensor x, int[] lengths, boolean batchFirst) {
    if (x.rank() != 3) {
      throw new IllegalArgumentException(
          "expected a tensor of shape %s, got %s"
              .formatted(batchFirst ? "(B, T, F)" : "(T, B, F)", Shape.of(x.shape())));
    }
    int b = x.size(batchFirst ? 0 : 1);
    int t = x.size(batchFirst ? 1 : 0);
    if (lengths.length != b) {
      throw new IllegalArgumentException(
          "expected %s lengths, one for each row, got %s%s"
              .formatted(b, lengths.length, lengths.length == t ? swapped(batchFirst) : ""));
    }
    for (int i = 0; i < b; i++) {
      if (lengths[i] < 1 || lengths[i] > t) {
        throw new IllegalArgumentException(
            "row %s: expected a length of 1 to %s (the steps of the batch), got %s%s"
                .formatted(
                    i,
                    t,
                    lengths[i],
                    lengths[i] > t && lengths[i] <= b ? swapped(batchFirst) : ""));
      }
    }
    Packing packing = Packing.of(lengths);
    return new PackedSequence(Moves.pack(x, packing, batchFirst), packing);
  }

  private static String swapped(boolean batchFirst) {
    return " (is batchFirst really %s?)".formatted(batchFirst);
  }

  /// The real steps, one in each row: (N, F). Rows of a table are copied on the first call. The
  /// gradient from a layer that computed equal rows once goes to the table, not through this copy.
  public Tensor data() {
    Tensor known = data;
    if (known == null) {
      requireReadable();
      known = Objects.requireNonNull(copy).get();
      data = known;
    }
    return known;
  }

  /// Throws if the tape was reset or the table has changed since the rows were looked up.
  private void requireReadable() {
    alive.storage();
    if (table != null && table.version() != version) {
      throw new IllegalStateException(
          "the embedding was changed since these tokens were looked up: expand() them before"
              + " optimizer.step(), or look them up again");
    }
  }

  /// The position of each step of each row.
  public Packing packing() {
    return packing;
  }

  /// The number of features of each step: F.
  public int features() {
    return features;
  }

  /// A sequence with the same packing and other features: (N, F2).
  public PackedSequence with(Tensor newData) {
    return new PackedSequence(newData, packing);
  }

  /// Step t of the rows that have one, in packed order: (rows(t), F).
  public Tensor step(int t) {
    int start = packing.start(t);
    return data().slice(0, start, start + packing.rows(t));
  }

  /// The padded batch of shape (T, B, F), or (B, T, F) if batchFirst, with zeros after the end of
  /// each row.
  public Tensor unpack(boolean batchFirst) {
    return unpack(batchFirst, 0f, packing.steps());
  }

  /// The padded batch with another padding value and a fixed number of steps.
  ///
  /// @param totalLength the number of steps T of the result, at least that of the longest row
  public Tensor unpack(boolean batchFirst, float paddingValue, int totalLength) {
    if (totalLength < packing.steps()) {
      throw new IllegalArgumentException(
          "expected totalLength to be at least %s, the longest row, got %s"
              .formatted(packing.steps(), totalLength));
    }
    return Moves.unpack(data(), packing, batchFirst, paddingValue, totalLength);
  }

  @Override
  public String toString() {
    return "PackedSequence of %s rows, lengths %s, %s features"
        .formatted(packing.rows(), Arrays.toString(packing.lengths()), features());
  }
}
