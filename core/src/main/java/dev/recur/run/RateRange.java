package dev.recur.run;

import dev.recur.score.Block;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.OptimizerKind;
import dev.recur.train.RateFinder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// The loss over a rising learning rate, and the rate at which it falls fastest.
///
/// {@snippet class="RunExamples" region="probe"}
///
/// @param optimizer the optimiser that the rates are for
/// @param lr the rate of the settings
/// @param found the steps of the test
public record RateRange(OptimizerKind optimizer, double lr, RateFinder.Found found) {
  private static final double HIGHEST = 1.2; // times the first loss

  /// The rate at which the loss falls fastest, to two digits; empty if it does not fall.
  public OptionalDouble suggested() {
    return found.rate().stream()
        .map(rate -> new BigDecimal(rate).round(new MathContext(2)).doubleValue())
        .findFirst();
  }

  private Sentence sentence() {
    Sentence now =
        Sentence.of(
            "This run has %s, with %s.", Mention.of("lr", lr), Mention.of("optimizer", optimizer));
    if (suggested().isEmpty()) {
      return Sentence.of(
          "The loss does not fall at any rate: nothing in the rows seems to predict the labels. %s",
          now);
    }
    double rate = suggested().getAsDouble();
    return Sentence.of(
        "The loss falls fastest at %s%s. Try that, or half of it for a long run. %s",
        Mention.of("lr", rate), found.diverged() ? "; at higher rates it diverges" : "", now);
  }

  /// The steps before the smoothed loss has risen so far above its beginning that a picture would
  /// show nothing else.
  public List<RateFinder.Step> shown() {
    List<RateFinder.Step> steps = found.steps();
    int to = steps.size();
    while (to > 1 && steps.get(to - 1).smoothed() > HIGHEST * steps.getFirst().smoothed()) {
      to--;
    }
    return steps.subList(0, to);
  }

  /// The report for people: the curve, and the rate.
  public List<Block> blocks() {
    List<Block.Curve.Point> points =
        shown().stream().map(step -> new Block.Curve.Point(step.rate(), step.smoothed())).toList();
    return List.of(
        new Block.Curve(
            "Smoothed loss by learning rate", "learning rate", "loss", points, suggested()),
        new Block.Words(sentence()));
  }

  /// The report for programs, by name.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("probe", "findLr");
    suggested().ifPresent(rate -> all.put("suggested", rate));
    all.put("lr", lr);
    all.put("optimizer", Settings.text(optimizer));
    all.put("diverged", found.diverged());
    all.put("steps", found.steps().stream().map(RateRange::details).toList());
    return all;
  }

  private static Map<String, Double> details(RateFinder.Step step) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("lr", step.rate());
    all.put("loss", step.loss());
    all.put("smoothed", step.smoothed());
    return all;
  }
}
