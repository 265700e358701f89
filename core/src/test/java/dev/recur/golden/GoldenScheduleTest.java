package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.optim.OneCycle;
import dev.recur.optim.Optimizer;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.optim.ReduceOnPlateauOptions;
import dev.recur.optim.Schedule;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Learning rates over the steps of a schedule against PyTorch.
///
/// Rates are computed in double precision and may be tiny, so here they have to agree to all nine
/// digits of the file.
///
/// ```python
/// schedule = lr_scheduler.CosineAnnealingLR(optimiser, TMax, etaMin)
/// for _ in range(steps): optimiser.step(); schedule.step(); optimiser.param_groups[0]["lr"]
/// ```
class GoldenScheduleTest {
  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("schedules.txt");
  }

  @Test
  void no_case_is_missing() {
    assertEquals(18, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_schedule_gives_pytorchs_rates(GoldenCase golden) {
    golden.expected("lr").assertDigits(rates(golden));
  }

  /// The learning rate of every step of a case.
  static double[] rates(GoldenCase golden) {
    double lr = golden.real("lr", 0);
    Parameter parameter = new Parameter(Tensor.scalar(0));
    Optimizer optimiser = new Sgd(List.of(parameter), new SgdOptions(lr));
    double[] rates = new double[golden.expected("lr").shape()[0]];
    if (golden.setting("schedule").equals("ReduceLROnPlateau")) {
      ReduceOnPlateau plateau = new ReduceOnPlateau(plateau(golden));
      float[] metrics = golden.given("metrics");
      for (int t = 0; t < rates.length; t++) {
        plateau.observe(optimiser, metrics[t]);
        rates[t] = optimiser.groups().getFirst().lr();
      }
      return rates;
    }
    Schedule schedule = schedule(golden);
    for (int t = 0; t < rates.length; t++) {
      schedule.apply(optimiser, t);
      rates[t] = optimiser.groups().getFirst().lr();
    }
    return rates;
  }

  private static Schedule schedule(GoldenCase golden) {
    return switch (golden.setting("schedule")) {
      case "StepLR" -> Schedule.step(golden.number("stepSize"), golden.real("gamma", 0.1));
      case "ExponentialLR" -> Schedule.exponential(golden.real("gamma", 0));
      case "CosineAnnealingLR" -> Schedule.cosine(golden.number("TMax"), golden.real("etaMin", 0));
      case "LinearLR" ->
          Schedule.linear(
              golden.sets("totalIters") ? golden.number("totalIters") : 5,
              golden.real("startFactor", 1.0 / 3),
              golden.real("endFactor", 1));
      case "OneCycleLR" -> oneCycle(golden);
      default -> throw new IllegalStateException("no such schedule: " + golden);
    };
  }

  private static OneCycle oneCycle(GoldenCase golden) {
    OneCycle plain = new OneCycle(golden.real("maxLr", 0), golden.number("totalSteps"));
    return new OneCycle(
        plain.maxLr(),
        plain.totalSteps(),
        golden.real("pctStart", plain.pctStart()),
        OneCycle.Anneal.valueOf(upper(golden.setting("annealStrategy", plain.anneal().name()))),
        golden.real("divFactor", plain.divFactor()),
        golden.real("finalDivFactor", plain.finalDivFactor()),
        plain.threePhase());
  }

  private static ReduceOnPlateauOptions plateau(GoldenCase golden) {
    ReduceOnPlateauOptions o = new ReduceOnPlateauOptions();
    return new ReduceOnPlateauOptions(
        ReduceOnPlateauOptions.Mode.valueOf(upper(golden.setting("mode", o.mode().name()))),
        golden.real("factor", o.factor()),
        (int) golden.real("patience", o.patience()),
        golden.real("threshold", o.threshold()),
        ReduceOnPlateauOptions.ThresholdMode.valueOf(
            upper(golden.setting("thresholdMode", o.thresholdMode().name()))),
        (int) golden.real("cooldown", o.cooldown()),
        golden.real("minLr", o.minLr()),
        golden.real("eps", o.eps()));
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
