package dev.recur.optim;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Mirror;
import dev.recur.tensor.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The state that an optimiser keeps for one parameter: PyTorch's `optimizer.state[p]`,
/// TensorFlow's slots.
final class Slot {
  final int group;
  final String name;
  final Parameter parameter;

  /// How many steps have updated this parameter.
  long steps;

  /// The state arrays, such as Adam's m and v, each as long as the parameter; none before the first
  /// step.
  Mirror[] arrays = {};

  /// The rows whose updates may be deferred, once a step has deferred any.
  @Nullable DeferredRows deferred;

  Slot(int group, String name, Parameter parameter) {
    this.group = group;
    this.name = name;
    this.parameter = parameter;
  }

  /// A state array with these numbers.
  static Mirror mirror(float[] numbers) {
    return new Mirror(numbers, numbers.length, Arena.unpooled());
  }

  /// State array i, to be updated by the CPU.
  float[] array(int i) {
    return arrays[i].hostToChange();
  }

  /// Copies of the state arrays in which all deferred updates are applied; the arrays themselves
  /// stay as they are.
  float[][] copyOfArrays() {
    DeferredRows rows = deferred;
    return rows == null
        ? Arrays.stream(arrays).map(array -> array.host().clone()).toArray(float[][]::new)
        : rows.caughtUpState();
  }

  /// The name of one of this parameter's values in the optimiser's saved state, such as
  /// `group0.weight.exp_avg`.
  String key(String value) {
    return "group" + group + "." + name + "." + value;
  }
}
