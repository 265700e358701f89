package dev.recur.accelerator;

/// What a driver says about a device.
///
/// {@snippet class="AcceleratorExamples" region="devices"}
///
/// @param device how to name it in a setting, such as `opencl:0`
/// @param name the name of the device
/// @param driver the driver and its version
/// @param memory its memory, in bytes
/// @param gpu whether it is a GPU, not the CPU itself
public record AcceleratorInfo(
    String device, String name, String driver, long memory, boolean gpu) {}
