package dev.recur.nn;

import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.Packing;

/// Where each step of each row of a batch is, on an accelerator: step t of row b is row starts\[t\]
/// + places\[b\] of the packed matrix.
final class DeviceSteps {
  final DeviceArray starts;
  final DeviceArray places;
  final DeviceArray lengths;

  DeviceSteps(DeviceKernels k, Arena arena, Packing packing) {
    int[] begins = new int[packing.steps()];
    for (int t = 0; t < begins.length; t++) {
      begins[t] = packing.start(t);
    }
    starts = k.ints(arena, begins, begins.length);
    places = k.ints(arena, DeviceMath.places(packing), packing.rows());
    lengths = k.ints(arena, packing.lengths(), packing.rows());
  }
}
