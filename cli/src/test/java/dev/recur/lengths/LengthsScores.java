package dev.recur.lengths;

import dev.recur.score.Figure;
import dev.recur.score.Scores;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The distances of predicted lengths from the true ones.
final class LengthsScores implements Scores {
  static final String ERROR = "meanAbsoluteError";

  private final float[] said;
  private final float[] truth;

  LengthsScores(float[] said, float[] truth) {
    this.said = said;
    this.truth = truth;
  }

  @Override
  public int rows() {
    return truth.length;
  }

  @Override
  public SequencedMap<String, Figure> figures(int... times) {
    double squares = 0;
    double absolutes = 0;
    long rows = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = said[i] - truth[i];
      squares += times[i] * error * error;
      absolutes += times[i] * Math.abs(error);
      rows += times[i];
    }
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    figures.put("loss", Figure.lower("loss", squares / rows));
    figures.put(ERROR, Figure.lower("mean absolute error", absolutes / rows));
    return figures;
  }
}
