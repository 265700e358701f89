/// Arithmetic on arrays, scalar and with the Vector API, bit for bit the same. Not exported.
package dev.recur.kernel;
