package dev.recur.optim;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import java.util.ArrayList;
import java.util.List;

/// The update of one parameter in one step on an accelerator: a kernel, its coefficients in the
/// order of its arguments, and which of the slot's state arrays it takes.
///
/// @param arrays the indices of the state arrays, in the order of the kernel's arguments
record DeviceUpdate(String kernel, List<Float> coefficients, List<Integer> arrays) {
  /// Launches it.
  ///
  /// @param g the gradient
  /// @param w the values
  void launch(Accelerator on, Slot slot, DeviceArray g, DeviceArray w) {
    int n = slot.parameter.count();
    List<Object> arguments = new ArrayList<>();
    arguments.add(n);
    arguments.addAll(coefficients);
    arguments.add(g);
    arguments.add(w);
    for (int i : arrays) {
      arguments.add(slot.arrays[i].on(on));
    }
    DeviceKernels.on(on).line(kernel, n, 1, arguments.toArray());
    for (int i : arrays) {
      slot.arrays[i].changedOnDevice();
    }
  }
}
