package dev.recur.task.tag;

import dev.recur.data.Batch;
import dev.recur.score.TagScores;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.util.Locale;
import java.util.Optional;

/// Chooses how readily a tagger of spans answers `O`. Most words are outside of all spans, so a
/// network that minimises its loss finds too few spans for the highest F1. The score of `O` is
/// changed by a constant, part of the bias of the last layer: the one of nine values with which the
/// validation F1 is highest.
final class OutsideScore {
  private static final double LEAST = -1;
  private static final double MOST = 3;
  private static final double STEP = 0.5;

  private final TaggerNetwork network;
  private final Iterable<Batch> valid;
  private final Workers workers;

  /// @param valid the validation sentences; read several times
  OutsideScore(TaggerNetwork network, Iterable<Batch> valid, Workers workers) {
    this.network = network;
    this.valid = valid;
    this.workers = workers;
  }

  /// What was chosen.
  ///
  /// @param lower by how much the score of `O` is lower
  /// @param scores of the validation sentences with it
  /// @param note for people
  record Choice(double lower, TagScores scores, TrainingEvent.Noted note) {}

  /// Changes the network, if that makes the validation F1 higher.
  ///
  /// @param before the scores as it is
  /// @return empty if it was not changed, or tags do not encode spans
  Optional<Choice> choose(TagScores before) {
    int outside = network.fields().tags().index("O");
    if (network.fields().scheme() == Scheme.NONE || outside == TagNames.UNKNOWN) {
      return Optional.empty();
    }
    Parameter bias = network.bias();
    float[] learnt = bias.toArray();
    double best = 0;
    TagScores scores = before;
    for (double lower = LEAST; lower <= MOST; lower += STEP) {
      if (lower != 0) {
        TagScores changed = with(bias, learnt, outside, lower);
        if (f1(changed) > f1(scores)) {
          best = lower;
          scores = changed;
        }
      }
    }
    set(bias, learnt, outside, best);
    return best == 0
        ? Optional.empty()
        : Optional.of(new Choice(best, scores, note(best, scores, before)));
  }

  private static TrainingEvent.Noted note(double lower, TagScores scores, TagScores before) {
    return new TrainingEvent.Noted(
        "outside",
        String.format(
            Locale.ROOT,
            "the score of the tag O was %s by %.1f, which raises the validation F1 from %s to %s",
            lower > 0 ? "lowered" : "raised",
            Math.abs(lower),
            Settings.percent(f1(before)),
            Settings.percent(f1(scores))));
  }

  private static double f1(TagScores scores) {
    return scores.figure("f1").value();
  }

  private TagScores with(Parameter bias, float[] learnt, int outside, double lower) {
    set(bias, learnt, outside, lower);
    return network.evaluate(valid, workers);
  }

  private static void set(Parameter bias, float[] learnt, int outside, double lower) {
    float[] changed = learnt.clone();
    changed[outside] -= (float) lower;
    bias.set(changed);
  }
}
