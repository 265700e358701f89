package dev.recur.tensor;

import dev.recur.kernel.TableLookup;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A batch of sequences of unequal length as one matrix of their real steps; padding is never
/// stored.
///
/// Shapes: data (N, F), with N the sum of the lengths. Whatever works on single steps (dropout,
/// `Linear`, a loss) takes `data()` and never meets padding.
///
/// The steps are a matrix of their own or, behind an embedding, rows of its table. A layer may
/// compute equal rows of a table once; whether `data()` was asked for has no influence on that, and
/// [#expand()] makes the matrix of one's own.
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

  /// Puts a packed matrix and its packing together.
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

  /// The steps as rows of a table, which are copied only for [#data()]; a layer that multiplies
  /// them with a matrix may do so once for equal ones.
  ///
  /// @param table whose rows they are; they can be read until it changes
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

  /// The table's rows that these steps are, if they are not a matrix of their own.
  @SuppressWarnings("exports")
  public Optional<TableLookup> lookup() {
    requireReadable();
    return Optional.ofNullable(lookup);
  }

  /// The same steps as a matrix of their own: every layer then computes each of them, also those of
  /// equal tokens, and each has a gradient, that of its row of [#data()].
  public PackedSequence expand() {
    return lookup == null ? this : new PackedSequence(data(), packing);
  }

  /// The tape that the steps belong to.
  public Tape tape() {
    return tape;
  }

  /// Packs a padded batch; what stands in the padding has no influence on anything.
  ///
  /// @param x shape (T, B, F), or (B, T, F) if batchFirst
  /// @param lengths how many steps each row really has, in any order
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
          "expected %s lengths, one a row, got %s%s"
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

  /// The real steps, one a row: (N, F). Rows of a table are copied once; what reaches the table's
  /// gradient by way of a layer that computed equal rows once does not reach that of the copy.
  public Tensor data() {
    Tensor known = data;
    if (known == null) {
      requireReadable();
      known = Objects.requireNonNull(copy).get();
      data = known;
    }
    return known;
  }

  /// Refuses rows that are no longer what they were when they were looked up.
  private void requireReadable() {
    alive.storage();
    if (table != null && table.version() != version) {
      throw new IllegalStateException(
          "the embedding was changed since these tokens were looked up: expand() them before"
              + " optimizer.step(), or look them up again");
    }
  }

  /// Where each step of each row lies.
  public Packing packing() {
    return packing;
  }

  /// How many features each step has: F.
  public int features() {
    return features;
  }

  /// The same steps with other features, (N, F2).
  public PackedSequence with(Tensor newData) {
    return new PackedSequence(newData, packing);
  }

  /// The active rows of step t in packed order: (rows(t), F).
  public Tensor step(int t) {
    int start = packing.start(t);
    return data().slice(0, start, start + packing.rows(t));
  }

  /// The padded batch of shape (T, B, F), or (B, T, F) if batchFirst, zeros behind each row's end.
  public Tensor unpack(boolean batchFirst) {
    return unpack(batchFirst, 0f, packing.steps());
  }

  /// The padded batch with this padding and at least this many steps.
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
