package dev.recur.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What one way of computing an unrolled network returns, so that two ways can be compared: a loop
/// over a cell, and a layer.
///
/// {@snippet class="InspectExamples" region="unrolled"}
///
/// @param h the state after each step
/// @param y the probabilities of each step
/// @param losses the loss of each step
/// @param dx the gradient of each step's input, which depends on all of the backward pass
/// @param gradients the gradients of the weights, by name: `W_xh`, `W_hh`, `b`, `W_hy`
public record UnrolledPass(
    List<List<Double>> h,
    List<List<Double>> y,
    List<Double> losses,
    List<List<Double>> dx,
    SequencedMap<String, List<List<Double>>> gradients) {
  /// Copies the lists.
  public UnrolledPass {
    h = List.copyOf(h);
    y = List.copyOf(y);
    losses = List.copyOf(losses);
    dx = List.copyOf(dx);
    gradients = copy(gradients);
  }

  /// Whether another pass has the same states, probabilities, losses and gradients of inputs, bit
  /// for bit.
  public boolean hasActivationsOf(UnrolledPass other) {
    return h.equals(other.h)
        && y.equals(other.y)
        && losses.equals(other.losses)
        && dx.equals(other.dx);
  }

  /// The largest difference between a weight's gradients in this pass and in another, relative to
  /// the largest entry of the other. It need not be 0: the terms of the steps are added in another
  /// order.
  public double weightDifference(UnrolledPass other) {
    double worst = 0;
    for (String name : gradients.keySet()) {
      List<Double> a =
          UnrolledNetwork.named(gradients, name).stream().flatMap(List::stream).toList();
      List<Double> b =
          UnrolledNetwork.named(other.gradients, name).stream().flatMap(List::stream).toList();
      double largest = b.stream().mapToDouble(Math::abs).max().orElse(0);
      for (int i = 0; i < a.size(); i++) {
        double difference = Math.abs(a.get(i) - b.get(i));
        worst = Math.max(worst, difference == 0 ? 0 : difference / largest);
      }
    }
    return worst;
  }

  static SequencedMap<String, List<List<Double>>> copy(
      SequencedMap<String, List<List<Double>>> weights) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
  }
}
