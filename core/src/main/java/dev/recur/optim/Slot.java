package dev.recur.optim;

import dev.recur.tensor.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What an optimiser remembers of one parameter between steps.
final class Slot {
  final int group;
  final String name;
  final Parameter parameter;

  /// How many steps changed this parameter; the arrays exist from the first one on.
  long steps;

  /// One array for each of the optimiser's state names, each as long as the parameter.
  float[][] arrays = {};

  /// The rows whose updates are put off, if any ever were.
  @Nullable LateRows late;

  Slot(int group, String name, Parameter parameter) {
    this.group = group;
    this.name = name;
    this.parameter = parameter;
  }

  /// Copies of the arrays, with what was put off done in the copies.
  float[][] arraysUpToDate() {
    LateRows rows = late;
    return rows == null
        ? Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new)
        : rows.caughtUpState();
  }

  /// The name of something of this parameter in the optimiser's saved state.
  String key(String what) {
    return "group" + group + "." + name + "." + what;
  }
}
