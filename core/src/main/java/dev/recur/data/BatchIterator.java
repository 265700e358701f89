package dev.recur.data;

import dev.recur.tensor.Device;
import java.util.List;
import java.util.stream.IntStream;

/// Cuts a data set into batches in the file's order, for evaluation and prediction: the first
/// answer belongs to the first row. For training see [BucketIterator].
///
/// {@snippet class="DataExamples" region="validation"}
public sealed class BatchIterator permits BucketIterator {
  private final EncodedDataset data;
  private final BatchOptions options;
  private final Device device;

  /// Batches of `batchSize` rows; the last one may have fewer.
  ///
  /// @throws dev.recur.tensor.UnsupportedDeviceException if the device is not available
  public BatchIterator(EncodedDataset dataSet, int batchSize, Device device) {
    this(dataSet, BatchOptions.rows(batchSize), device);
  }

  /// Batches of the options' rows or tokens; the other options do not apply to the file's order.
  ///
  /// @throws dev.recur.tensor.UnsupportedDeviceException if the device is not available
  public BatchIterator(EncodedDataset dataSet, BatchOptions options, Device device) {
    device.requireAvailable();
    this.data = dataSet;
    this.options = options;
    this.device = device;
  }

  /// The data set that is cut into batches.
  public EncodedDataset dataSet() {
    return data;
  }

  /// How it is cut into batches.
  public BatchOptions options() {
    return options;
  }

  /// The batches of an epoch. The same epoch always has the same batches.
  ///
  /// @param epoch the number of the epoch, from 0
  public Epoch epoch(int epoch) {
    return new Epoch(data, device, order(epoch));
  }

  /// The positions of each batch's rows.
  List<int[]> order(int epoch) {
    return new Plan(data, options, 1).cut(IntStream.range(0, data.size()).toArray());
  }
}
