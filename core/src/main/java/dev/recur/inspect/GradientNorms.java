package dev.recur.inspect;

import java.util.List;

/// How large the gradient of a loss at the last step is in the states of all steps: the mean of
/// ‖∂L/∂h_t‖ over some sequences, and for an LSTM of ‖∂L/∂c_t‖, at t = 0, 1, …
///
/// Both are total derivatives: that in c_t counts what c_t does to h_t, too.
///
/// @param h of the outputs, one number a step
/// @param c of the memory, one number a step, or none if the cell has no second state
public record GradientNorms(List<Double> h, List<Double> c) {
  /// Keeps copies.
  public GradientNorms {
    h = List.copyOf(h);
    c = List.copyOf(c);
  }

  /// The norms of the state that reaches furthest: c if there is one, else h.
  public List<Double> memory() {
    return c.isEmpty() ? h : c;
  }

  /// How much of the last step's gradient is left at step 0, in the state that reaches furthest.
  public double share() {
    return memory().getFirst() / memory().getLast();
  }

  /// The number that each step back multiplies the gradient by, on average: the geometric mean.
  public double factorPerStep() {
    return StrictMath.pow(share(), 1.0 / (memory().size() - 1));
  }
}
