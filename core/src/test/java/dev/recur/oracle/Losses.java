package dev.recur.oracle;

import static dev.recur.oracle.Operations.logSoftmax;
import static dev.recur.oracle.Operations.minus;
import static dev.recur.oracle.Operations.scaled;
import static dev.recur.oracle.Operations.softplus;
import static dev.recur.oracle.Operations.sum;
import static dev.recur.oracle.Operations.sumOfEachRow;

import java.util.Arrays;

/// The losses of PyTorch in double precision.
public final class Losses {
  private Losses() {}

  /// What is returned: the single errors, their sum, or their mean.
  public enum Reduction {
    NONE,
    SUM,
    MEAN
  }

  /// The options of a loss over classes: a weight for each class, a target to ignore, smoothing.
  public static final class ClassOptions {
    private final double[] weight;
    private final int ignoreIndex;
    private final double smoothing;

    public ClassOptions(double[] weight, int ignoreIndex, double smoothing) {
      this.weight = weight.clone();
      this.ignoreIndex = ignoreIndex;
      this.smoothing = smoothing;
    }

    /// Equal weights, PyTorch's −100 ignored, no smoothing.
    public static ClassOptions plain(int classes) {
      double[] ones = new double[classes];
      Arrays.fill(ones, 1);
      return new ClassOptions(ones, -100, 0);
    }
  }

  /// nll of log softmax. Shapes: logits (N, C) · targets N.
  public static Matrix crossEntropy(
      Matrix logits, int[] targets, ClassOptions options, Reduction reduction) {
    return negativeLogLikelihood(logSoftmax(logits), targets, options, reduction);
  }

  /// (1 − ε)·(−w_y·log p_y) + (ε/C)·Σ_c(−w_c·log p_c), divided for the mean by Σ w_y over the
  /// targets that are not ignored; PyTorch's NLLLoss is the case ε = 0.
  public static Matrix negativeLogLikelihood(
      Matrix logP, int[] targets, ClassOptions options, Reduction reduction) {
    int classes = logP.columns();
    double[] factors = new double[targets.length * classes];
    double weights = 0;
    for (int n = 0; n < targets.length; n++) {
      if (targets[n] == options.ignoreIndex) {
        continue;
      }
      weights += options.weight[targets[n]];
      for (int c = 0; c < classes; c++) {
        double hard = c == targets[n] ? 1 - options.smoothing : 0;
        factors[n * classes + c] = -options.weight[c] * (hard + options.smoothing / classes);
      }
    }
    Matrix each = sumOfEachRow(logP.times(Matrix.of(targets.length, classes, factors)));
    return reduced(each, weights, reduction);
  }

  /// −(w·y·log σ(x) + (1 − y)·log(1 − σ(x))), with a weight w for the positives of each column.
  public static Matrix bceWithLogits(
      Matrix x, Matrix target, Matrix positiveWeight, Reduction reduction) {
    Matrix one = Matrix.filled(1, 1, 1);
    Matrix positive = positiveWeight.times(target).times(softplus(scaled(x, -1)));
    Matrix each = positive.plus(minus(one, target).times(softplus(x)));
    return reduced(each, each.values().length, reduction);
  }

  /// (x − y)²
  public static Matrix mse(Matrix x, Matrix target, Reduction reduction) {
    Matrix d = minus(x, target);
    return reduced(d.times(d), d.values().length, reduction);
  }

  /// |x − y|, with slope 0 where they are equal.
  public static Matrix l1(Matrix x, Matrix target, Reduction reduction) {
    Matrix each = minus(x, target).map(Math::abs, Math::signum);
    return reduced(each, each.values().length, reduction);
  }

  /// ½·d² where |d| ≤ δ, else δ·(|d| − ½·δ), with d = x − y.
  public static Matrix huber(Matrix x, Matrix target, double delta, Reduction reduction) {
    Matrix each =
        minus(x, target)
            .map(
                d -> Math.abs(d) <= delta ? d * d / 2 : delta * (Math.abs(d) - delta / 2),
                d -> Math.abs(d) <= delta ? d : delta * Math.signum(d));
    return reduced(each, each.values().length, reduction);
  }

  private static Matrix reduced(Matrix each, double divisor, Reduction reduction) {
    return switch (reduction) {
      case NONE -> each;
      case SUM -> sum(each);
      case MEAN -> scaled(sum(each), 1 / divisor);
    };
  }
}
