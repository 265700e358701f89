package dev.recur.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The share of each token in the network's score of a label, by integrated gradients.
///
///     share_t = Σ_e (x_te − x'_te)·∫₀¹ ∂F(x' + α·(x − x'))/∂x_te dα
///
/// F is the score before softmax, x the vectors of the text's tokens, and x' the baseline: the
/// vector of `<unk>` at each step. The shares would add up to F(x) − F(x') if the integral were
/// exact; it is computed by the midpoint rule.
///
/// Source: Sundararajan, Taly & Yan 2017, *Axiomatic Attribution for Deep Networks*, section 3.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// @param shares one for each token
/// @param score F(x), the score of the text
/// @param baseline F(x'), the score of the baseline
/// @param steps the points at which the gradient was computed
public record Attribution(List<Double> shares, double score, double baseline, int steps) {
  private static final double RELATIVE = 0.01;
  private static final double ABSOLUTE = 0.05;

  /// Copies the shares.
  public Attribution {
    shares = List.copyOf(shares);
  }

  /// The sum of the shares.
  public double sum() {
    return shares.stream().mapToDouble(Double::doubleValue).sum();
  }

  /// By how much the sum differs from F(x) − F(x').
  public double error() {
    return Math.abs(sum() - (score - baseline));
  }

  /// Whether the error is at most 1 % of F(x) − F(x'), or at most 0.05.
  public boolean complete() {
    return error() <= Math.max(ABSOLUTE, RELATIVE * Math.abs(score - baseline));
  }

  /// Returns the attribution as maps, lists and numbers, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("shares", shares);
    all.put("score", score);
    all.put("baseline", baseline);
    all.put("sum", sum());
    all.put("steps", steps);
    all.put("complete", complete());
    return all;
  }
}
