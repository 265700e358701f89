package dev.recur.accelerator;

import java.util.List;

/// Lists and opens the devices of one API, CUDA or OpenCL; found with `ServiceLoader`.
///
/// {@snippet class="AcceleratorExamples" region="driver"}
public interface AcceleratorDriver {
  /// The kind of devices: `cuda` or `opencl`.
  String kind();

  /// The devices that there are, in the driver's order.
  ///
  /// @throws AcceleratorException if there is no driver, or it fails; the message says what to do
  List<AcceleratorInfo> devices();

  /// Opens a device and builds the kernels for it.
  ///
  /// @param index its index in [#devices()]
  /// @throws AcceleratorException if that is not possible
  Accelerator open(int index);
}
