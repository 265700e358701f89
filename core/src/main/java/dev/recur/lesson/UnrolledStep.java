package dev.recur.lesson;

import java.util.List;
import java.util.SequencedMap;

/// All numbers of one step of an unrolled network, forward and backward.
///
/// Shapes: x, scores, y, dScores (I), where I is also the number of classes · all states, sums and
/// their gradients (H) · terms as the weights: W_xh (H, I), W_hh (H, H), b (1, H), W_hy (I, H).
///
/// {@snippet class="InspectExamples" region="unrolled"}
///
/// @param t the step, from 0
/// @param input the character that is read
/// @param target the character that should be predicted: the next one
/// @param cut whether truncation stops the gradient between the step before and this one
/// @param forward the numbers of the forward pass
/// @param backward the numbers of the backward pass
public record UnrolledStep(
    int t, String input, String target, boolean cut, Forward forward, Backward backward) {

  /// The forward pass of a step.
  ///
  /// @param x the one-hot vector of the character
  /// @param hPrev h_{t−1}, the state before the step
  /// @param fromInput W_xh·x_t
  /// @param fromState W_hh·h_{t−1}
  /// @param sum a_t = W_xh·x_t + W_hh·h_{t−1} + b
  /// @param h h_t = tanh(a_t)
  /// @param scores s_t = W_hy·h_t
  /// @param y y_t = softmax(s_t), the probability of each character
  /// @param loss −log of the target's probability
  public record Forward(
      List<Double> x,
      List<Double> hPrev,
      List<Double> fromInput,
      List<Double> fromState,
      List<Double> sum,
      List<Double> h,
      List<Double> scores,
      List<Double> y,
      double loss) {
    /// Copies the lists.
    public Forward {
      x = List.copyOf(x);
      hPrev = List.copyOf(hPrev);
      fromInput = List.copyOf(fromInput);
      fromState = List.copyOf(fromState);
      sum = List.copyOf(sum);
      h = List.copyOf(h);
      scores = List.copyOf(scores);
      y = List.copyOf(y);
    }
  }

  /// The backward pass of a step.
  ///
  /// @param dScores ∂L/∂s_t = y_t − the target's one-hot vector
  /// @param fromOutput the part of ∂L/∂h_t that comes from the step's own output: W_hyᵀ·∂L/∂s_t
  /// @param fromLater the part that comes from the step after: W_hhᵀ·∂L/∂a_{t+1}, or zeros
  /// @param dh ∂L/∂h_t, the sum of both parts
  /// @param dSum ∂L/∂a_t = ∂L/∂h_t ⊙ (1 − h_t²)
  /// @param terms what this step adds to the gradient of each weight
  /// @param soFar the sums of the terms of this step and of all later ones: what the gradient of
  ///   each weight has become when the backward pass has reached this step
  /// @param paths the norms of ∂L_s/∂h_t for the loss of each step s: how much of that loss's
  ///   gradient reaches this state; 0 for s < t
  public record Backward(
      List<Double> dScores,
      List<Double> fromOutput,
      List<Double> fromLater,
      List<Double> dh,
      List<Double> dSum,
      SequencedMap<String, List<List<Double>>> terms,
      SequencedMap<String, List<List<Double>>> soFar,
      List<Double> paths) {
    /// Copies the lists.
    public Backward {
      dScores = List.copyOf(dScores);
      fromOutput = List.copyOf(fromOutput);
      fromLater = List.copyOf(fromLater);
      dh = List.copyOf(dh);
      dSum = List.copyOf(dSum);
      terms = UnrolledPass.copy(terms);
      soFar = UnrolledPass.copy(soFar);
      paths = List.copyOf(paths);
    }

    /// What this step adds to the gradient of a weight.
    ///
    /// @param weight such as `W_hh`
    public List<List<Double>> term(String weight) {
      return UnrolledNetwork.named(terms, weight);
    }
  }
}
