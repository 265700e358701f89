package dev.recur.lesson;

import java.util.List;

/// The norm of the gradient of the loss at the last step, with respect to the state of each step t
/// = 0, 1, …: the mean over some sequences of ‖∂L/∂h_t‖ and, for an LSTM, of ‖∂L/∂c_t‖.
///
/// Both are total derivatives: ∂L/∂c_t includes the effect of c_t by way of h_t.
///
/// {@snippet class="InspectExamples" region="lesson"}
///
/// @param h the norms for the hidden state, one for each step
/// @param c the norms for the cell state, one for each step; empty if the cell has none
public record GradientNorms(List<Double> h, List<Double> c) {
  /// Copies the lists.
  public GradientNorms {
    h = List.copyOf(h);
    c = List.copyOf(c);
  }

  /// The norms of the state that carries the gradient furthest: c if there is one, else h.
  public List<Double> memory() {
    return c.isEmpty() ? h : c;
  }

  /// The fraction of the last step's gradient that is left at step 0: the ratio of the first norm
  /// of [#memory()] to the last.
  public double share() {
    return memory().getFirst() / memory().getLast();
  }

  /// The factor by which one step back multiplies the gradient: the geometric mean over all steps.
  public double factorPerStep() {
    return StrictMath.pow(share(), 1.0 / (memory().size() - 1));
  }
}
