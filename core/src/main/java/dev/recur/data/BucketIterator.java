package dev.recur.data;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Cuts a data set into batches of rows of about the same length, in a new random order every
/// epoch, as training wants it.
///
///     BucketIterator batches = new BucketIterator(train, 64, Device.cpu());
///     for (int epoch = 0; epoch < 10; epoch++) {
///       for (Batch batch : batches.epoch(epoch)) { … }
///     }
///
/// An epoch's order: all rows are shuffled; every hundred batches' worth of them (a pool) is sorted
/// by length, rows of equal length staying shuffled, and cut into batches; then all batches are
/// shuffled. So a batch meets other neighbours every epoch, and hardly any row needs padding. With
/// [BatchOptions#balanced] the rows are drawn instead, every label alike often.
public final class BucketIterator extends BatchIterator {

  /// Batches of `batchSize` rows, shuffled by seed 0.
  public BucketIterator(EncodedDataset dataSet, int batchSize, Device device) {
    super(dataSet, batchSize, device);
  }

  /// Batches as the options say.
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
