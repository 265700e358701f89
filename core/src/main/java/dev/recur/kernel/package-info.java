/// Arithmetic on arrays, in scalar code and with the Vector API, and the memory it works on; not
/// exported. [Kernels] is its interface, and states the contract on bits that makes results equal
/// everywhere.
package dev.recur.kernel;
