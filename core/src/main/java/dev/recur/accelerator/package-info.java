/// Processors with a memory of their own, such as GPUs, as a driver offers them: arrays there, and
/// kernels that compute on them. Programs that only choose a device need none of this: see
/// `dev.recur.tensor.Device`.
package dev.recur.accelerator;
