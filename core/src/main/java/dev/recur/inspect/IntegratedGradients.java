package dev.recur.inspect;

import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;

/// Computes an [Attribution].
///
///     share_t = Σ_e (x_te − x'_te)·(1/m)·Σ_k ∂F(x' + α_k·(x − x'))/∂x_te,   α_k = (k + ½)/m
///
/// The points of the path are rows of a batch. m is doubled until the shares are complete.
///
/// Shapes: x, x' (T, E).
final class IntegratedGradients {
  private static final int TOKENS = 1 << 12; // of a batch, whose steps are kept for the way back

  private final NetworkLayers layers;
  private final Workers workers;
  private final float[] x;
  private final float[] base;
  private final int width;
  private final int label;

  private IntegratedGradients(
      NetworkLayers layers, Workers workers, Tensor x, Tensor base, int label) {
    this.layers = layers;
    this.workers = workers;
    this.x = x.toArray();
    this.base = base.toArray();
    width = x.size(1);
    this.label = label;
  }

  /// The attribution of a label's score.
  ///
  /// @param x the vectors of the tokens
  /// @param base those of the baseline
  static Attribution of(
      NetworkRows network, Tensor x, Tensor base, int label, LensOptions options) {
    var all = new IntegratedGradients(network.layers(), network.workers(), x, base, label);
    int steps = options.steps();
    Attribution attribution = all.attribution(steps);
    while (!attribution.complete() && 2 * steps <= options.mostSteps()) {
      steps *= 2;
      attribution = all.attribution(steps);
    }
    return attribution;
  }

  private Attribution attribution(int steps) {
    int tokens = x.length / width;
    double[] sums = new double[tokens];
    Tape tape = new Tape(workers);
    int most = Math.max(1, TOKENS / tokens);
    for (int k = 0; k < steps; k += most) {
      addGradients(tape, k, Math.min(most, steps - k), steps, sums);
      tape.reset();
    }
    List<Double> shares = new ArrayList<>();
    for (double sum : sums) {
      shares.add(sum / steps);
    }
    return new Attribution(shares, score(tape, 1), score(tape, 0), steps);
  }

  /// Adds Σ_e (x − x')·∂F/∂x of the points k to k + rows − 1 of the path to the sums of the tokens.
  private void addGradients(Tape tape, int k, int rows, int steps, double[] sums) {
    int tokens = sums.length;
    Packing packing = Packing.full(rows, tokens);
    float[] points = new float[rows * x.length];
    for (int b = 0; b < rows; b++) {
      for (int t = 0; t < tokens; t++) {
        point((k + b + 0.5) / steps, t, points, packing.index(b, t));
      }
    }
    Tensor input = tape.input(Tensor.of(points, packing.total(), width));
    Tensor scores = scores(new PackedSequence(input, packing));
    float[] dScores = new float[scores.count()];
    for (int b = 0; b < rows; b++) {
      dScores[b * scores.size(1) + label] = 1;
    }
    tape.backward(scores, Tensor.of(dScores, scores.shape()));
    float[] gradient = input.gradient().orElseThrow().toArray();
    for (int t = 0; t < tokens; t++) {
      for (int b = 0; b < rows; b++) {
        int at = packing.index(b, t) * width;
        for (int e = 0; e < width; e++) {
          sums[t] += ((double) x[t * width + e] - base[t * width + e]) * gradient[at + e];
        }
      }
    }
  }

  private void point(double alpha, int t, float[] points, int row) {
    for (int i = 0; i < width; i++) {
      double from = base[t * width + i];
      points[row * width + i] = (float) (from + alpha * (x[t * width + i] - from));
    }
  }

  /// F(x' + α·(x − x'))
  private double score(Tape tape, double alpha) {
    int tokens = x.length / width;
    float[] point = new float[x.length];
    for (int t = 0; t < tokens; t++) {
      point(alpha, t, point, t);
    }
    Tensor input = tape.constant(Tensor.of(point, tokens, width));
    double score = scores(new PackedSequence(input, Packing.full(1, tokens))).get(0, label);
    tape.reset();
    return score;
  }

  private Tensor scores(PackedSequence points) {
    return layers.head().apply(layers.recurrent().forward(points).output());
  }
}
