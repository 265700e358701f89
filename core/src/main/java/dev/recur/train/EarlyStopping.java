package dev.recur.train;

import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Ends training when validation has stopped improving, and restores the weights of the best epoch,
/// whether training ended early or not.
///
/// Source: Prechelt 1998, *Early Stopping – But When?*, section 2 (with patience in epochs).
///
/// {@snippet class="TrainExamples" region="trainer"}
public final class EarlyStopping implements Policy {
  private static final String BEST = "best";

  private final int patience;
  private final String figure;
  private final String kept;
  private final Map<String, float[]> best = new LinkedHashMap<>();
  private double bestCost = Double.POSITIVE_INFINITY;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;

  /// Monitors the validation loss.
  ///
  /// @param patience the number of epochs in a row without an improvement after which training
  ///   stops; 0 never stops early
  public EarlyStopping(int patience) {
    this(patience, "loss", "the validation loss is lowest");
  }

  /// Monitors a figure; of epochs in which it is equal, the one with the lower loss is better.
  ///
  /// @param patience the number of epochs in a row without an improvement after which training
  ///   stops; 0 never stops early
  /// @param figure its name in [Scores#figures()]
  /// @param kept why the best epoch is kept, such as `the validation loss is lowest`
  public EarlyStopping(int patience, String figure, String kept) {
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0, got " + patience);
    }
    this.patience = patience;
    this.figure = figure;
    this.kept = kept;
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    double loss = validation.loss();
    Figure watched = validation.figure(figure);
    double cost = watched.cost();
    if (cost < bestCost || (cost == bestCost && loss < bestLoss)) {
      bestCost = cost;
      bestLoss = loss;
      bestEpoch = now.epoch();
      model.parameters().forEach((name, p) -> best.put(name, p.toArray()));
      return Verdict.BEST;
    }
    return patience > 0 && now.epoch() - bestEpoch >= patience ? Verdict.STOP : Verdict.GO_ON;
  }

  /// The best epoch so far, from 1; 0 before the first has ended.
  int bestEpoch() {
    return bestEpoch;
  }

  /// Gives a model the weights of the best epoch so far.
  void restoreBest(Trainable model) {
    model.parameters().forEach(this::giveBack);
  }

  @Override
  public String kept() {
    return kept;
  }

  @Override
  public boolean mayEndEarly() {
    return patience > 0;
  }

  @Override
  public int finished(int epoch, Trainable model) {
    if (best.isEmpty() || bestEpoch == epoch) {
      return epoch;
    }
    restoreBest(model);
    return bestEpoch;
  }

  private void giveBack(String name, Parameter parameter) {
    float[] values = best.get(name);
    if (values != null) {
      parameter.set(values);
    }
  }

  @Override
  public void save(State to) {
    to.put("bestCost", bestCost);
    to.put("bestLoss", bestLoss);
    to.put("bestEpoch", Integer.toString(bestEpoch));
    State kept = to.part(BEST);
    best.forEach(kept::put);
  }

  @Override
  public void restore(State from) {
    bestCost = from.number("bestCost");
    bestLoss = from.number("bestLoss");
    bestEpoch = from.count("bestEpoch");
    best.clear();
    best.putAll(from.part(BEST).arrays());
  }
}
