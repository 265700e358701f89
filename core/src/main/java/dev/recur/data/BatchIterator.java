package dev.recur.data;

import dev.recur.tensor.Device;
import java.util.List;
import java.util.stream.IntStream;

/// Cuts a data set into batches in the file's order, as evaluation and prediction want it: the
/// first answer belongs to the first row. For training see [BucketIterator].
///
///     for (Batch batch : new BatchIterator(validation, 256, Device.cpu()).epoch(0)) { … }
public sealed class BatchIterator permits BucketIterator {
  private final EncodedDataset data;
  private final BatchOptions options;
  private final Device device;

  /// Batches of `batchSize` rows.
  public BatchIterator(EncodedDataset dataSet, int batchSize, Device device) {
    this(dataSet, BatchOptions.rows(batchSize), device);
  }

  /// Batches of so many rows or tokens; the other options play no part in the file's order.
  public BatchIterator(EncodedDataset dataSet, BatchOptions options, Device device) {
    device.requireAvailable();
    this.data = dataSet;
    this.options = options;
    this.device = device;
  }

  /// The data set that is iterated over.
  public EncodedDataset dataSet() {
    return data;
  }

  /// How it is cut.
  public BatchOptions options() {
    return options;
  }

  /// The batches of an epoch, counted from 0. The same number gives the same batches, always.
  public Epoch epoch(int epoch) {
    return new Epoch(data, device, order(epoch));
  }

  /// The positions of each batch's rows.
  List<int[]> order(int epoch) {
    return new Plan(data, options, 1).cut(IntStream.range(0, data.size()).toArray());
  }
}
