package dev.recur.lesson;

import java.util.List;
import java.util.SequencedMap;

/// The result of [UnrolledLesson]: an unrolled network in numbers.
///
/// {@snippet class="InspectExamples" region="unrolled"}
///
/// @param symbols the different characters of the word, in the order of their first occurrence
/// @param weights the weights by name: `W_xh`, `W_hh`, `b`, `W_hy`
/// @param steps every step in detail
/// @param loop what a loop over the cell computes
/// @param layer what the layer computes
public record UnrolledRun(
    List<String> symbols,
    SequencedMap<String, List<List<Double>>> weights,
    List<UnrolledStep> steps,
    UnrolledPass loop,
    UnrolledPass layer) {
  /// Copies the lists.
  public UnrolledRun {
    symbols = List.copyOf(symbols);
    weights = UnrolledPass.copy(weights);
    steps = List.copyOf(steps);
  }

  /// The loss: the sum over all steps.
  public double loss() {
    return loop.losses().stream().mapToDouble(loss -> loss).sum();
  }
}
