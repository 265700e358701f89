package dev.recur.lesson;

import dev.recur.nn.Linear;
import dev.recur.nn.RnnCell;
import dev.recur.nn.Softmax;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;

/// A lesson on what a recurrent network computes: a small Elman network predicts the next character
/// of a word, and every number of its forward and backward pass is returned.
///
///     h_t = tanh(W_xh·x_t + W_hh·h_{t−1} + b)
///     y_t = softmax(W_hy·h_t)
///     L = Σ_t −log y_t[target]
///
/// The same network is computed three times by the engine: by a loop over one cell, by the layer,
/// and by a row of copies of the cell, one for each step, whose gradients are the terms that each
/// step adds to those of the shared weights.
///
/// Source: Elman 1990, *Finding Structure in Time*. Derivation: docs/maths/rnn.md and bptt.md.
///
/// {@snippet class="InspectExamples" region="unrolled"}
public final class UnrolledLesson {
  private final UnrolledOptions options;
  private final Workers workers;
  private final UnrolledNetwork network;

  /// A lesson with these options, computed by these workers.
  public UnrolledLesson(UnrolledOptions options, Workers workers) {
    this.options = options;
    this.workers = workers;
    network = new UnrolledNetwork(options);
  }

  /// Trains the network if the options say so, and runs it forward and backward once.
  public UnrolledRun run() {
    network.train(workers);
    var weights = UnrolledNetwork.weights(network.layer.parameters(), "_l0", network.output);
    return new UnrolledRun(
        network.symbols,
        UnrolledNetwork.values(weights),
        new UnrolledCopies(options, network, workers).steps(),
        loop(),
        layer());
  }

  /// One cell in a loop.
  private UnrolledPass loop() {
    RnnCell cell = network.cell();
    Linear output = network.outputCopy();
    Tape tape = new Tape(workers);
    List<Tensor> x = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    List<Tensor> scores = new ArrayList<>();
    List<Tensor> losses = new ArrayList<>();
    for (int t = 0; t < network.steps(); t++) {
      x.add(tape.input(network.input(t)));
    }
    // @start region="loop"
    Tensor h = cell.zeroState(1);
    for (int t = 0; t < network.steps(); t++) {
      if (options.cutBefore(t)) {
        h = h.detach(); // no gradient flows back from here
      }
      h = cell.forward(x.get(t), h); // one step
      Tensor s = output.forward(h);
      losses.add(network.losses(s, network.targets[t]));
      states.add(h);
      scores.add(s);
    }
    tape.backward(Tensor.concat(0, losses.toArray(Tensor[]::new)).sum());
    // @end
    var weights = UnrolledNetwork.weights(cell.parameters(), "", output);
    return new UnrolledPass(
        vectors(states),
        scores.stream().map(s -> UnrolledNetwork.vector(new Softmax().forward(s))).toList(),
        losses.stream().map(loss -> (double) loss.item()).toList(),
        x.stream().map(UnrolledNetwork::gradient).toList(),
        UnrolledNetwork.gradients(weights));
  }

  /// The layer, which has the loop inside.
  private UnrolledPass layer() {
    Tape tape = new Tape(workers);
    Tensor x = tape.input(network.sequence());
    Linear output = network.output;
    // @start region="layer"
    Tensor h = network.layer.forward(x).output(); // all steps
    Tensor s = output.forward(h.reshape(-1, options.hidden()));
    Tensor losses = network.losses(s, network.targets);
    tape.backward(losses.sum());
    // @end
    var weights = UnrolledNetwork.weights(network.layer.parameters(), "_l0", output);
    return new UnrolledPass(
        UnrolledNetwork.rows(h),
        UnrolledNetwork.rows(new Softmax().forward(s)),
        UnrolledNetwork.vector(losses),
        UnrolledNetwork.rows(x.gradient().orElseThrow()),
        UnrolledNetwork.gradients(weights));
  }

  private static List<List<Double>> vectors(List<Tensor> tensors) {
    return tensors.stream().map(UnrolledNetwork::vector).toList();
  }
}
