package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Device;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Optional;
import java.util.stream.Stream;

/// One update of a network from one batch: loss → backward → clip → step.
final class TrainingStep {
  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final Workers workers;
  private final Tape tape;
  private Optional<StepFigures> figures = Optional.empty();

  TrainingStep(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
    this.tape = new Tape(workers);
  }

  /// Forgets figures that nobody has taken, as when training has failed.
  void begin() {
    figures = Optional.empty();
  }

  /// Updates the weights, and waits for the loss.
  ///
  /// @param step the number of updates before, from which the dropout masks follow
  /// @param epoch the epoch, from 1, for messages
  /// @param number the number of the batch, from 1, for messages
  /// @return the mean loss of the batch
  double update(Batch batch, long step, int epoch, int number) {
    start(batch, step, epoch, number);
    return done(true).toList().getLast().loss();
  }

  /// Updates the weights; a device may still be computing at the end of the call.
  void start(Batch batch, long step, int epoch, int number) {
    requireDevice(batch);
    double lr = optimizer.groups().getFirst().lr();
    var place = new StepFigures.Place(epoch, number, batch, lr);
    StepFigures to = figures.orElseGet(() -> StepFigures.of(workers));
    figures = Optional.of(to);
    try {
      Tensor loss = model.loss(tape, batch, options.seed().split(step));
      to.loss(place, loss);
      tape.backward(loss);
      to.clip(place, model.parameters(), options.clip());
      optimizer.step(workers);
      optimizer.zeroGrad();
    } finally {
      tape.reset();
    }
  }

  /// Updates whose figures are known by now ([StepFigures#take]).
  Stream<StepFigures.Done> done(boolean all) {
    return figures.map(known -> known.take(all)).orElseGet(Stream::empty);
  }

  private void requireDevice(Batch batch) {
    if (!batch.device().equals(Device.cpu()) && workers.accelerator().isEmpty()) {
      throw new IllegalArgumentException(
          "the batches are for the device %s, but the workers compute on the CPU: expected workers"
                  .formatted(batch.device())
              + " made by Workers.on(device, threads)");
    }
  }
}
