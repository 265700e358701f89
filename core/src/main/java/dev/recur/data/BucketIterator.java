package dev.recur.data;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Cuts a data set into batches of rows of about the same length, in a new random order every
/// epoch, for training.
///
/// {@snippet class="DataExamples" region="training"}
///
/// The order of an epoch: all rows are shuffled; each pool of them (by default 100 batches' worth)
/// is sorted by length, rows of equal length staying shuffled, and cut into batches; then all
/// batches are shuffled. So a row shares its batch with different rows in every epoch, and hardly
/// any padding would be needed. With [BatchOptions#balanced] the rows are drawn first, so that all
/// labels are equally frequent.
public final class BucketIterator extends BatchIterator {

  /// Batches of `batchSize` rows, shuffled with seed 0.
  ///
  /// @param device where they are meant to be computed with; a trainer checks that its workers do
  /// @throws dev.recur.tensor.UnsupportedDeviceException if the device is not available
  public BucketIterator(EncodedDataset dataSet, int batchSize, Device device) {
    super(dataSet, batchSize, device);
  }

  /// Batches with these options.
  ///
  /// @param device where they are meant to be computed with; a trainer checks that its workers do
  /// @throws dev.recur.tensor.UnsupportedDeviceException if the device is not available
  public BucketIterator(EncodedDataset dataSet, BatchOptions options, Device device) {
    super(dataSet, options, device);
  }

  @Override
  List<int[]> order(int epoch) {
    BatchOptions options = options();
    int n = dataSet().size();
    Seed seed = options.seed().split("epoch").split(epoch);
    int[] rows =
        options.balanced()
            ? new BalancedDraw(dataSet()).rows(seed.split("rows"))
            : options.shuffle()
                ? seed.split("rows").permutation(n)
                : IntStream.range(0, n).toArray();
    Plan batches = new Plan(dataSet(), options, 1);
    List<int[]> cut = new ArrayList<>();
    for (int[] pool : new Plan(dataSet(), options, options.pool()).cut(rows)) {
      cut.addAll(batches.cut(options.pool() == 1 ? pool : sorted(pool)));
    }
    if (!options.shuffle()) {
      return cut;
    }
    List<int[]> shuffled = new ArrayList<>(cut.size());
    for (int i : seed.split("batches").permutation(cut.size())) {
      shuffled.add(cut.get(i));
    }
    return shuffled;
  }

  private int[] sorted(int[] pool) {
    IntUnaryOperator key = options().sortKey().orElse(dataSet()::length);
    long[] keyed = new long[pool.length];
    for (int i = 0; i < keyed.length; i++) {
      keyed[i] =
          ((long) key.applyAsInt(pool[i]) << 32) | i; // equal keys stay in the shuffled order
    }
    Arrays.sort(keyed);
    return Arrays.stream(keyed).mapToInt(k -> pool[(int) k]).toArray();
  }
}
