package dev.recur.laws;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The ways in which a network can be run forward and backward over a problem.
final class Pass {
  private static final String OUTPUT = "output";
  private static final String STATE = "last state ";
  private static final String DX = "gradient of x";
  private static final String DSTATE = "gradient of first state ";

  private Pass() {}

  /// The whole batch at once, packed.
  static Results whole(Network net, Problem problem, Tape tape) {
    return inChunks(net, problem, tape, problem.steps(), false);
  }

  static Results whole(Network net, Problem problem) {
    return whole(net, problem, Tapes.used());
  }

  /// As a padded batch of three steps more than the longest row has, NaN in the padding of the
  /// inputs and of the gradients from above.
  static Results padded(Network net, Problem problem, Tape tape) {
    clear(net);
    boolean batchFirst = net.layer().options().batchFirst();
    int steps = problem.steps() + 3;
    Packing packing = problem.packing(0, steps);
    Tensor x = tape.input(problem.padded(steps, batchFirst, problem.sizes().inputs(), r -> r.x));
    List<Tensor> first = firstStates(problem, tape);
    Network.Result<Tensor> y = net.forward(x, problem.lengths(), first, Problem.DROPOUT);
    List<Tensor> ys = new ArrayList<>(y.states());
    List<Tensor> dys = new ArrayList<>(lastGradients(problem, 0, problem.rows().size()));
    ys.add(y.output());
    dys.add(problem.padded(steps, batchFirst, problem.sizes().outputs(), r -> r.dy));
    tape.backward(ys, dys);
    Results results = new Results();
    results.putSteps(OUTPUT, problem, packing, repack(y.output(), packing, batchFirst));
    results.putSteps(DX, problem, packing, repack(gradient(x), packing, batchFirst));
    putStates(results, problem, 0, y.states(), first);
    results.putParameters(net.parameters());
    return results;
  }

  private static Tensor repack(Tensor padded, Packing packing, boolean batchFirst) {
    return PackedSequence.pack(padded, packing.lengths(), batchFirst).data();
  }

  /// Chunk after chunk on one tape, the states handed on; the longest rows must come first.
  ///
  /// @param detached whether each chunk's first states are cut off from the chunk before
  static Results inChunks(Network net, Problem problem, Tape tape, int chunk, boolean detached) {
    clear(net);
    Results results = new Results();
    List<Tensor> first = firstStates(problem, tape);
    List<Tensor> states = first;
    List<Tensor> xs = new ArrayList<>();
    List<Tensor> ys = new ArrayList<>();
    List<Tensor> dys = new ArrayList<>();
    for (int t = 0; t < problem.steps(); t += chunk) {
      Packing packing = problem.packing(t, t + chunk);
      Tensor x = tape.input(problem.packed(packing, problem.sizes().inputs(), r -> r.x));
      List<Tensor> before = detached ? states.stream().map(Tensor::detach).toList() : states;
      var y = net.forward(new PackedSequence(x, packing), before, Problem.DROPOUT);
      xs.add(x);
      ys.add(y.output().data());
      dys.add(problem.packed(packing, problem.sizes().outputs(), r -> r.dy));
      results.putSteps(OUTPUT, problem, packing, y.output().data());
      int goOn = problem.steps() <= t + chunk ? 0 : problem.activeAfter(t + chunk);
      List<Tensor> ended = rows(y.states(), goOn, packing.rows());
      putLast(results, problem, goOn, ended);
      if (goOn < packing.rows()) {
        ys.addAll(ended);
        dys.addAll(lastGradients(problem, goOn, packing.rows()));
      }
      states = rows(y.states(), 0, goOn);
    }
    tape.backward(ys, dys);
    for (int i = 0; i < xs.size(); i++) {
      Packing packing = problem.packing(i * chunk, (i + 1) * chunk);
      results.putSteps(DX, problem, packing, gradient(xs.get(i)));
    }
    putFirst(results, problem, first);
    results.putParameters(net.parameters());
    return results;
  }

  /// Rows from to to − 1 of states (L·D, B, size); the states themselves if that is all of them.
  private static List<Tensor> rows(List<Tensor> states, int from, int to) {
    return states.stream()
        .map(s -> from == 0 && to == s.size(1) ? s : s.slice(1, from, to))
        .toList();
  }

  static List<Tensor> firstStates(Problem problem, Tape tape) {
    List<Tensor> states = new ArrayList<>();
    for (int part = 0; part < problem.sizes().states().size(); part++) {
      states.add(tape.input(problem.states(part, 0, problem.rows().size(), r -> r.initial)));
    }
    return states;
  }

  static List<Tensor> lastGradients(Problem problem, int from, int to) {
    List<Tensor> gradients = new ArrayList<>();
    for (int part = 0; part < problem.sizes().states().size(); part++) {
      gradients.add(problem.states(part, from, to, r -> r.dLast));
    }
    return gradients;
  }

  private static void putStates(
      Results results, Problem problem, int from, List<Tensor> last, List<Tensor> first) {
    putLast(results, problem, from, last);
    putFirst(results, problem, first);
  }

  static void putLast(Results results, Problem problem, int from, List<Tensor> last) {
    for (int part = 0; part < last.size(); part++) {
      results.putStates(STATE + part, problem, from, last.get(part));
    }
  }

  static void putFirst(Results results, Problem problem, List<Tensor> first) {
    for (int part = 0; part < first.size(); part++) {
      int number = part;
      first.get(part).gradient().ifPresent(d -> results.putStates(DSTATE + number, problem, 0, d));
    }
  }

  private static Tensor gradient(Tensor x) {
    return x.gradient().orElseThrow();
  }

  private static void clear(Network net) {
    net.parameters().values().forEach(Parameter::zeroGradient);
  }
}
