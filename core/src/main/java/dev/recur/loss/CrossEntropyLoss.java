package dev.recur.loss;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;

/// Cross-entropy between the softmax of the predictions and the target classes.
///
///     p = softmax(x)
///     q = (1 − ε)·w_y at the target y, plus (ε/C)·w_c at every class c
///     e = −Σ_c q_c·log p_c
///     loss = Σ e / Σ w_y for MEAN, Σ e for SUM, e for NONE
///
/// With probabilities t as targets, q_c = w_c·((1 − ε)·t_c + ε/C), and MEAN divides by N. Rows with
/// an ignored target are left out of both sums.
///
/// Shapes: x, t, p, q (N, C) · targets, e (N) · w (C). N rows, C classes.
/// Source: Szegedy et al. 2016, *Rethinking the Inception architecture*, section 7 (ε); PyTorch's
/// numbers. Derivation: docs/maths/losses.md.
///
/// {@snippet class="LossExamples" region="crossEntropy"}
///
/// @param weight w, the weight of each class; an empty list is 1 for all
/// @param ignoreIndex the target of rows to be ignored
/// @param labelSmoothing ε, from 0 to 1: the fraction of the target that is spread over all classes
/// @param reduction how the terms are combined
public record CrossEntropyLoss(
    List<Float> weight, int ignoreIndex, double labelSmoothing, Reduction reduction) {
  private static final String NAME = "CrossEntropyLoss";

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public CrossEntropyLoss {
    weight = ClassTargets.checkedWeights(NAME, "weight", weight);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          NAME + ": labelSmoothing must be between 0 and 1, got " + labelSmoothing);
    }
  }

  /// PyTorch's defaults: the mean, equal weights, and target −100 ignored.
  public CrossEntropyLoss() {
    this(List.of(), -100, 0, Reduction.MEAN);
  }

  /// A copy with a weight for each class.
  public CrossEntropyLoss withWeight(float... weight) {
    return new CrossEntropyLoss(
        ClassTargets.listOf(weight), ignoreIndex, labelSmoothing, reduction);
  }

  /// A copy with another target to ignore.
  public CrossEntropyLoss withIgnoreIndex(int ignoreIndex) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /// A copy with another label smoothing ε.
  public CrossEntropyLoss withLabelSmoothing(double labelSmoothing) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /// A copy with another reduction.
  public CrossEntropyLoss withReduction(Reduction reduction) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /// The loss of predictions against target classes.
  ///
  /// @param x logits (N, C)
  /// @param targets the class of each row, 0 to C − 1, or ignoreIndex; not copied, and read again
  ///   by the backward pass
  /// @throws IllegalArgumentException if a target is out of range, or MEAN has no row to average
  ///   over
  public Tensor forward(Tensor x, int[] targets) {
    var y = new ClassTargets(NAME, x, targets, weight, ignoreIndex);
    return x.tape()
        .workers()
        .accelerator()
        .map(on -> new DeviceCrossEntropy(on, this, x, y).forward())
        .orElseGet(() -> compute(x, y));
  }

  private Tensor compute(Tensor x, ClassTargets y) {
    Tape tape = x.tape();
    Kernels k = tape.workers().kernels();
    int classes = y.classes;
    float kept = kept();
    float spread = spread(classes);
    float denominator = y.denominator(k, reduction);
    float[] logp = tape.arena().take(x.count());
    float[] e = tape.arena().take(y.rows);
    ClassTargets.eachBlock(
        tape,
        y.rows,
        classes,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int at = r * classes;
            k.logSoftmax(classes, x.storage().values(), at, logp, at); // log p
            e[r] = y.ignored(r) ? 0 : 0 - y.rowWeights[r] * logp[at + y.targets[r]]; // −w_y·log p_y
            if (spread > 0 && !y.ignored(r)) {
              e[r] = kept * e[r] - spread * k.dot(classes, y.weights, 0, logp, at); // −Σ q·log p
            }
          }
        });
    Tensor loss = reduction.reduce(tape, e, y.rows, denominator, y.rows);
    tape.record(loss, x.storage().wanted, () -> backward(x, loss, y, logp, denominator));
    return loss;
  }

  private void backward(Tensor x, Tensor loss, ClassTargets y, float[] logp, float denominator) {
    Tape tape = x.tape();
    Kernels k = tape.workers().kernels();
    int classes = y.classes;
    float kept = kept();
    float spread = spread(classes);
    float[] dy = loss.storage().reachedGradient();
    float[] dx = x.storage().contribution();
    float sum = k.sum(classes, y.weights, 0); // Σ_c w_c
    ClassTargets.eachBlock(
        tape,
        y.rows,
        classes,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            if (!y.ignored(r)) {
              int at = r * classes;
              float de = reduction.share(dy, r, denominator); // de = dLoss/denominator
              float hit = kept * y.rowWeights[r]; // (1 − ε)·w_y
              k.exp(classes, logp, at, dx, at); // p
              k.scale(classes, de * (hit + spread * sum), dx, at); // de·p·Σ q
              if (spread > 0) {
                k.addScaled(classes, -de * spread, y.weights, 0, dx, at); // − de·(ε/C)·w
              }
              dx[at + y.targets[r]] -= de * hit; // dx = de·(p·Σ q − q)
            }
          }
        });
    x.storage().contribute(dx);
  }

  /// The loss of predictions against target probabilities.
  ///
  /// @param x logits (N, C)
  /// @param t the probability of each class in each row (N, C); it must not require a gradient
  public Tensor forward(Tensor x, Tensor t) {
    ClassTargets.requireMatrix(NAME, x);
    Pointwise.requireTargets(NAME, x, t, reduction);
    if (t.storage().wanted) {
      throw new IllegalArgumentException(
          NAME
              + ": the target probabilities require a gradient, which is not computed: detach()"
              + " them");
    }
    Tape tape = x.tape();
    Kernels k = tape.workers().kernels();
    int rows = x.size(0);
    int classes = x.size(1);
    float[] q = weighted(tape, t);
    float[] logp = tape.arena().take(x.count());
    float[] e = tape.arena().take(rows);
    ClassTargets.eachBlock(
        tape,
        rows,
        classes,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int at = r * classes;
            k.logSoftmax(classes, x.storage().values(), at, logp, at); // log p
            e[r] = -k.dot(classes, q, at, logp, at); // −Σ q·log p
          }
        });
    Tensor loss = reduction.reduce(tape, e, rows, rows, rows);
    tape.record(loss, x.storage().wanted, () -> backward(x, loss, q, logp));
    return loss;
  }

  private void backward(Tensor x, Tensor loss, float[] q, float[] logp) {
    Kernels k = x.tape().workers().kernels();
    int rows = x.size(0);
    int classes = x.size(1);
    float[] dy = loss.storage().reachedGradient();
    float[] dx = x.storage().unwrittenContribution();
    k.exp(x.count(), logp, 0, dx, 0); // p
    for (int r = 0; r < rows; r++) {
      int at = r * classes;
      float de = reduction.share(dy, r, rows); // de = dLoss/N
      k.scale(classes, de * k.sum(classes, q, at), dx, at); // de·p·Σ q
      k.addScaled(classes, -de, q, at, dx, at); // dx = de·(p·Σ q − q)
    }
    x.storage().contribute(dx);
  }

  /// q = w·((1 − ε)·t + ε/C)
  private float[] weighted(Tape tape, Tensor t) {
    int classes = t.size(1);
    float[] w = ClassTargets.weights(NAME, tape, weight, classes);
    float kept = kept();
    float spread = spread(classes);
    float[] tv = t.storage().values();
    float[] q = tape.arena().take(t.count());
    for (int at = 0; at < t.count(); at += classes) {
      for (int c = 0; c < classes; c++) {
        q[at + c] = w[c] * Math.fma(kept, tv[at + c], spread); // w·((1 − ε)·t + ε/C)
      }
    }
    return q;
  }

  /// 1 − ε
  float kept() {
    return (float) (1 - labelSmoothing);
  }

  /// ε/C
  float spread(int classes) {
    return (float) (labelSmoothing / classes);
  }
}
