package dev.recur.tune;

import dev.recur.score.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The result of a network that a search has trained for some epochs. A network that is among the
/// best is trained again, for more of them, and has a result for each time.
///
/// {@snippet class="TuneExamples" region="search"}
///
/// @param number the number of the network, from 1, whose settings are the defaults
/// @param rung the number of selections that the network has passed
/// @param epochs the most epochs of this rung
/// @param values the settings that are searched, by name
/// @param monitored the figure that selects, on the validation rows, at its best epoch; NaN if
///   training failed
/// @param headline the figure that people look at first, at that epoch
/// @param resampled the monitored figure on resamples of the validation rows, the same ones for all
///   networks, with the sign that makes lower better; empty if training failed
/// @param over whether training had ended by itself, so that more epochs change nothing
/// @param seconds how long the training took
/// @param failure why training failed; empty if it did not
public record Trial(
    int number,
    int rung,
    int epochs,
    SequencedMap<String, String> values,
    Figure monitored,
    Figure headline,
    List<Double> resampled,
    boolean over,
    double seconds,
    String failure) {
  private static final Figure NONE = Figure.lower("loss", Double.NaN);

  /// Copies the values.
  public Trial {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    resampled = List.copyOf(resampled);
  }

  static Trial failed(
      int number,
      int rung,
      int epochs,
      SequencedMap<String, String> values,
      double seconds,
      String failure) {
    return new Trial(number, rung, epochs, values, NONE, NONE, List.of(), true, seconds, failure);
  }

  /// The result of a later rung, if training was over before.
  Trial at(int laterRung, int moreEpochs) {
    return new Trial(
        number,
        laterRung,
        moreEpochs,
        values,
        monitored,
        headline,
        resampled,
        over,
        seconds,
        failure);
  }

  /// Whether training failed, such as by a loss that is not finite.
  public boolean hasFailed() {
    return !failure.isEmpty();
  }

  /// The monitored figure with the sign that makes lower better; infinite if training failed.
  double cost() {
    double cost = monitored.cost();
    return Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
  }

  /// By how many standard errors this network is better than another, from the differences in the
  /// resamples, which are paired; NaN if one of them has none.
  double betterThan(Trial other) {
    int both = Math.min(resampled.size(), other.resampled.size());
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < both; i++) {
      double difference = other.resampled.get(i) - resampled.get(i);
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / both;
    return mean / Math.sqrt(Math.max(0, squares / both - mean * mean));
  }
}
