package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Device;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;

/// One update of a network from one batch: loss → backward → clip → step.
final class TrainingStep {
  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final Workers workers;
  private final Tape tape;
  private double gradientNorm;

  TrainingStep(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    this.tape = new Tape(workers);
  }

  /// Updates the weights.
  ///
  /// @param step the number of updates before, from which the dropout masks follow
  /// @param epoch the epoch, from 1, for messages
  /// @param number the number of the batch, from 1, for messages
  /// @return the mean loss of the batch
  double update(Batch batch, long step, int epoch, int number) {
    requireDevice(batch);
    Tensor loss = model.loss(tape, batch, options.seed().split(step));
    double value = loss.item();
    if (!Double.isFinite(value)) {
      tape.reset();
      throw new TrainingFailedException(
          "epoch %s, batch %s (rows %s): the loss is %s, not a finite number (a learning rate of %s"
                  .formatted(epoch, number, rows(batch), value, optimizer.groups().getFirst().lr())
              + " may be too high, or the data may contain such a number)");
    }
    tape.backward(loss);
    gradientNorm =
        options.clip() > 0
            ? Clipping.clipByGlobalNorm(model.parameters(), options.clip(), workers)
            : Clipping.globalNorm(model.parameters(), workers);
    optimizer.step(workers);
    optimizer.zeroGrad();
    tape.reset();
    return value;
  }

  private void requireDevice(Batch batch) {
    if (!batch.device().equals(Device.cpu()) && workers.accelerator().isEmpty()) {
      throw new IllegalArgumentException(
          "the batches are for the device %s, but the workers compute on the CPU: expected workers"
                  .formatted(batch.device())
              + " made by Workers.on(device, threads)");
    }
  }

  /// The norm of all gradients of the last update, before they were clipped.
  double gradientNorm() {
    return gradientNorm;
  }

  private static String rows(Batch batch) {
    long[] ids = batch.rowIds();
    String first = Arrays.toString(Arrays.copyOf(ids, Math.min(ids.length, 5)));
    return ids.length > 5 ? first.replace("]", ", …]") : first;
  }
}
