/// Accelerators: devices other than the CPU, with a memory of their own, usually GPUs. A driver
/// offers arrays there, and kernels that compute on them. In names, *host* is the CPU with its
/// memory. Programs that only choose a device need none of this: see `dev.recur.tensor.Device`.
package dev.recur.accelerator;
