/// Measurements: Recur beside its peers in the same minutes, and its kernels and layers one by one.
@NullMarked
package dev.recur.bench;

import org.jspecify.annotations.NullMarked;
