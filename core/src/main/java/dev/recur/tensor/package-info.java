/// Tensors, the tape that their gradients go back along, parameters, packed sequences, and what all
/// computing needs: workers, seeds, devices.
package dev.recur.tensor;
