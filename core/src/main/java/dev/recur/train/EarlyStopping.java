package dev.recur.train;

import dev.recur.score.Evaluation;
import dev.recur.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Ends training once validation has not improved for a while, and gives the model the weights of
/// its best epoch, whether training ended early or not.
///
/// Source: Prechelt 1998, *Early Stopping – But When?*, section 2 (with patience in epochs).
public final class EarlyStopping implements Policy {
  private final int patience;
  private final ToDoubleFunction<Evaluation> figure;
  private final Map<String, float[]> best = new LinkedHashMap<>();
  private double bestFigure = Double.POSITIVE_INFINITY;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;

  /// Watches the validation loss.
  ///
  /// @param patience how many epochs in a row may bring no improvement; 0 never stops early
  public EarlyStopping(int patience) {
    this(patience, Evaluation::loss);
  }

  /// Watches a figure that should fall; of epochs with equal figures the one with the lower loss is
  /// the better.
  public EarlyStopping(int patience, ToDoubleFunction<Evaluation> figure) {
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0, got " + patience);
    }
    this.patience = patience;
    this.figure = figure;
  }

  @Override
  public Verdict epochEnded(int epoch, Evaluation validation, Trainable model) {
    double now = figure.applyAsDouble(validation);
    double loss = validation.loss();
    if (now < bestFigure || (now == bestFigure && loss < bestLoss)) {
      bestFigure = now;
      bestLoss = loss;
      bestEpoch = epoch;
      model.parameters().forEach((name, p) -> best.put(name, p.toArray()));
      return Verdict.BEST;
    }
    return patience > 0 && epoch - bestEpoch >= patience ? Verdict.STOP : Verdict.GO_ON;
  }

  @Override
  public int finished(int lastEpoch, Trainable model) {
    if (best.isEmpty() || bestEpoch == lastEpoch) {
      return lastEpoch;
    }
    model.parameters().forEach(this::restore);
    return bestEpoch;
  }

  private void restore(String name, Parameter parameter) {
    float[] values = best.get(name);
    if (values != null) {
      parameter.set(values);
    }
  }
}
