package dev.recur.lesson;

import dev.recur.nn.Linear;
import dev.recur.nn.RnnCell;
import dev.recur.nn.Softmax;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// An unrolled network in which every step has a copy of the weights of its own: the gradient of a
/// copy is what this step adds to the gradient of the shared weight.
///
/// Each state is read through two further copies, one by the step's output and one by the step
/// after, so that the tape holds both parts of its gradient separately.
final class UnrolledCopies {
  private final UnrolledOptions options;
  private final UnrolledNetwork network;
  private final Tape tape;
  private final List<Copy> copies = new ArrayList<>();

  UnrolledCopies(UnrolledOptions options, UnrolledNetwork network, Workers workers) {
    this.options = options;
    this.network = network;
    tape = new Tape(workers);
  }

  /// One step: its weights, and its tensors on the tape.
  private record Copy(
      RnnCell cell,
      Linear output,
      Tensor hPrev,
      Tensor h,
      Tensor toOutput,
      Tensor toLater,
      Tensor scores,
      Tensor loss) {}

  List<UnrolledStep> steps() {
    Tensor h = Tensor.zeros(1, options.hidden());
    for (int t = 0; t < network.steps(); t++) {
      Copy copy = copy(t, options.cutBefore(t) ? h.detach() : h);
      copies.add(copy);
      h = copy.toLater;
    }
    tape.backward(Tensor.concat(0, losses()).sum());
    List<UnrolledStep.Backward> backward = backward();
    List<List<Double>> paths = paths(); // further backward passes: the gradients above are copied
    List<UnrolledStep> steps = new ArrayList<>();
    for (int t = 0; t < copies.size(); t++) {
      steps.add(
          new UnrolledStep(
              t,
              network.symbols.get(network.inputs[t]),
              network.symbols.get(network.targets[t]),
              t > 0 && options.cutBefore(t),
              forward(t),
              withPaths(backward.get(t), paths.get(t))));
    }
    return List.copyOf(steps);
  }

  private Copy copy(int t, Tensor hPrev) {
    RnnCell cell = network.cell();
    Linear output = network.outputCopy();
    Tensor h = cell.forward(tape.constant(network.input(t)), hPrev);
    Tensor toOutput = h.times(1f);
    Tensor toLater = h.times(1f);
    Tensor scores = output.forward(toOutput);
    Tensor loss = network.losses(scores, network.targets[t]);
    return new Copy(cell, output, hPrev, h, toOutput, toLater, scores, loss);
  }

  private Tensor[] losses() {
    return copies.stream().map(Copy::loss).toArray(Tensor[]::new);
  }

  private UnrolledStep.Forward forward(int t) {
    Copy copy = copies.get(t);
    Tensor x = network.input(t).reshape(-1, 1);
    Tensor hPrev = copy.hPrev.detach().reshape(-1, 1);
    var weights = UnrolledNetwork.weights(copy.cell.parameters(), "", copy.output);
    Tensor fromInput = UnrolledNetwork.named(weights, "W_xh").value().product(x); // W_xh·x_t
    Tensor fromState =
        UnrolledNetwork.named(weights, "W_hh").value().product(hPrev); // W_hh·h_{t−1}
    Tensor sum =
        fromInput.plus(fromState).plus(UnrolledNetwork.named(weights, "b").value().reshape(-1, 1));
    return new UnrolledStep.Forward(
        UnrolledNetwork.vector(x),
        UnrolledNetwork.vector(hPrev),
        UnrolledNetwork.vector(fromInput),
        UnrolledNetwork.vector(fromState),
        UnrolledNetwork.vector(sum),
        UnrolledNetwork.vector(copy.h),
        UnrolledNetwork.vector(copy.scores),
        UnrolledNetwork.vector(new Softmax().forward(copy.scores)),
        copy.loss.item());
  }

  private List<UnrolledStep.Backward> backward() {
    List<UnrolledStep.Backward> steps = new ArrayList<>();
    SequencedMap<String, Tensor> soFar = new LinkedHashMap<>();
    for (Copy copy : copies.reversed()) {
      var weights = UnrolledNetwork.weights(copy.cell.parameters(), "", copy.output);
      weights.forEach((name, p) -> soFar.merge(name, p.gradient().orElseThrow(), Tensor::plus));
      steps.addFirst(backward(copy, UnrolledNetwork.gradients(weights), soFar));
    }
    return steps;
  }

  private static UnrolledStep.Backward backward(
      Copy copy,
      SequencedMap<String, List<List<Double>>> terms,
      SequencedMap<String, Tensor> soFar) {
    SequencedMap<String, List<List<Double>>> sums = new LinkedHashMap<>();
    soFar.forEach((name, sum) -> sums.put(name, UnrolledNetwork.rows(sum)));
    return new UnrolledStep.Backward(
        UnrolledNetwork.gradient(copy.scores),
        UnrolledNetwork.gradient(copy.toOutput),
        UnrolledNetwork.gradient(copy.toLater),
        UnrolledNetwork.gradient(copy.h),
        UnrolledNetwork.named(terms, "b").getFirst(), // one row: this term is ∂L/∂a_t itself
        terms,
        sums,
        List.of());
  }

  private static UnrolledStep.Backward withPaths(UnrolledStep.Backward b, List<Double> paths) {
    return new UnrolledStep.Backward(
        b.dScores(), b.fromOutput(), b.fromLater(), b.dh(), b.dSum(), b.terms(), b.soFar(), paths);
  }

  /// The norms of ∂L_s/∂h_t: for each state t, one for each loss s.
  private List<List<Double>> paths() {
    List<List<Double>> ofStates = new ArrayList<>();
    copies.forEach(copy -> ofStates.add(new ArrayList<>()));
    for (int s = 0; s < copies.size(); s++) {
      tape.backward(copies.get(s).loss);
      for (int t = 0; t < copies.size(); t++) {
        double squares = 0;
        for (double d : UnrolledNetwork.gradient(copies.get(t).h)) {
          squares += d * d;
        }
        ofStates.get(t).add(Math.sqrt(squares));
      }
    }
    return ofStates;
  }
}
