package dev.recur.data;

import dev.recur.tensor.Device;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// The batches of one epoch, in order; each is made on demand.
///
/// {@snippet class="DataExamples" region="epoch"}
public final class Epoch implements Iterable<Batch> {
  private final EncodedDataset data;
  private final Device device;
  private final List<int[]> order;

  Epoch(EncodedDataset data, Device device, List<int[]> order) {
    this.data = data;
    this.device = device;
    this.order = order;
  }

  /// The number of batches.
  public int size() {
    return order.size();
  }

  /// The batch with number `index`, from 0.
  public Batch batch(int index) {
    return data.batch(device, order.get(index));
  }

  @Override
  public Iterator<Batch> iterator() {
    return IntStream.range(0, size()).mapToObj(this::batch).iterator();
  }

  /// The number of tokens (of a series, steps) in the inputs of all batches.
  public long tokens() {
    long tokens = 0;
    for (int[] batch : order) {
      for (int row : batch) {
        tokens += data.length(row);
      }
    }
    return tokens;
  }

  /// The fraction of the inputs, from 0 to 1, that would be padding if every batch were stored as a
  /// rectangle; with `fixLength` the rectangle has that width. (Recur stores no padding.)
  public double paddingShare() {
    long real = 0;
    long stored = 0;
    for (EncodedColumn column : data.columns().values()) {
      if (!column.field().recipe().isTarget()) {
        for (int[] batch : order) {
          int longest = 0;
          for (int row : batch) {
            real += column.length(row);
            longest = Math.max(longest, column.length(row));
          }
          stored += (long) column.width(longest) * batch.length;
        }
      }
    }
    return stored == 0 ? 0 : (double) (stored - real) / stored;
  }
}
