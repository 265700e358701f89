/// Arithmetic on arrays, in scalar code and with the Vector API, behind [Kernels], and the memory
/// it works on; not exported. [Kernels] states the contract on bits that makes results equal
/// everywhere.
package dev.recur.kernel;
