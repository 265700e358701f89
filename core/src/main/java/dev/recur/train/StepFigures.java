package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The losses and the norms of the gradients of training steps, for events and messages. On the CPU
/// they are known at once, on a device some steps later.
interface StepFigures {
  /// A step, for messages and events.
  ///
  /// @param epoch the epoch, from 1
  /// @param number the number of the batch, from 1
  /// @param batch the batch
  /// @param learningRate the learning rate of the update (of the first parameter group)
  record Place(int epoch, int number, Batch batch, double learningRate) {
    /// The mean loss of the batch.
    ///
    /// @throws TrainingFailedException if it is not finite
    double finite(double loss) {
      if (!Double.isFinite(loss)) {
        throw new TrainingFailedException(
            "epoch %s, batch %s (rows %s): the loss is %s, not a finite number (a learning rate of"
                    .formatted(epoch, number, rows(), loss)
                + " %s may be too high, or the data may contain such a number)"
                    .formatted(learningRate));
      }
      return loss;
    }

    private String rows() {
      long[] ids = batch.rowIds();
      String first = Arrays.toString(Arrays.copyOf(ids, Math.min(ids.length, 5)));
      return ids.length > 5 ? first.replace("]", ", …]") : first;
    }

    /// The number of tokens.
    long tokens() {
      long sum = 0;
      for (String column : batch.inputs()) {
        sum += batch.tokens(column).total();
      }
      return sum;
    }
  }

  /// A step whose figures are known.
  ///
  /// @param loss the mean loss of the batch
  /// @param gradientNorm the norm of all gradients, before they were clipped
  record Done(Place place, double loss, double gradientNorm) {}

  /// Takes the loss of a step, after the forward pass.
  ///
  /// @throws TrainingFailedException if it is known already that it is not finite
  void loss(Place place, Tensor loss);

  /// Clips the gradients of the same step, after the backward pass.
  ///
  /// @param max the limit of their norm; 0 clips nothing
  /// @throws ArithmeticException if it is known already that the norm is not finite
  void clip(Place place, SequencedMap<String, Parameter> parameters, double max);

  /// Steps whose figures are known, each once, in the order of training. The stream ends at a
  /// figure that is not finite, with the exception that [#loss] or [#clip] throw for one.
  ///
  /// @param all whether to wait for those of all steps so far
  Stream<Done> take(boolean all);

  /// Figures of steps that these workers compute.
  static StepFigures of(Workers workers) {
    return workers
        .accelerator()
        .filter(on -> on.hasDoubles())
        .<StepFigures>map(DeviceFigures::new)
        .orElseGet(() -> new HostFigures(workers));
  }
}
