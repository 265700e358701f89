package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The error messages of options, groups, clipping and schedules for invalid numbers.
class WrongOptionsTest {
  /// A call and the message of its exception.
  record Case(String sentence, Executable call) {}

  private static final String INCREASES = " (a negative learning rate would increase the loss)";

  static Stream<Case> cases() {
    return Stream.of(options(), groups(), schedules()).flatMap(List::stream);
  }

  private static List<Case> options() {
    return List.of(
        new Case(
            "SgdOptions: lr must be a finite number of at least 0, got -0.1" + INCREASES,
            () -> new SgdOptions(-0.1)),
        new Case(
            "AdamOptions: lr must be a finite number of at least 0, got NaN" + INCREASES,
            () -> new AdamOptions(Double.NaN)),
        new Case(
            "AdamWOptions: lr must be a finite number of at least 0, got Infinity" + INCREASES,
            () -> new AdamWOptions(Double.POSITIVE_INFINITY)),
        new Case(
            "SgdOptions: momentum must be a finite number of at least 0, got -1.0",
            () -> new SgdOptions().withMomentum(-1)),
        new Case(
            "SgdOptions: dampening must be a finite number, got NaN",
            () -> new SgdOptions().withDampening(Double.NaN)),
        new Case(
            "SgdOptions: nesterov needs momentum above 0 and dampening 0, got 0.0 and 0.0",
            () -> new SgdOptions().withNesterov(true)),
        new Case(
            "SgdOptions: nesterov needs momentum above 0 and dampening 0, got 0.9 and 0.5",
            () -> new SgdOptions().withMomentum(0.9).withDampening(0.5).withNesterov(true)),
        new Case(
            "SgdOptions: weightDecay must be a finite number of at least 0, got -1.0",
            () -> new SgdOptions().withWeightDecay(-1)),
        new Case(
            "AdamOptions: beta1 must be at least 0 and below 1, got 1.0",
            () -> new AdamOptions().withBeta1(1)),
        new Case(
            "AdamOptions: beta2 must be at least 0 and below 1, got -0.1",
            () -> new AdamOptions().withBeta2(-0.1)),
        new Case(
            "AdamWOptions: eps must be a finite number of at least 0, got -1.0E-8",
            () -> new AdamWOptions().withEps(-1e-8)),
        new Case(
            "RmsPropOptions: alpha must be between 0 and 1, got 1.5",
            () -> new RmsPropOptions().withAlpha(1.5)),
        new Case(
            "AdagradOptions: lrDecay must be a finite number of at least 0, got -1.0",
            () -> new AdagradOptions().withLrDecay(-1)),
        new Case(
            "AdadeltaOptions: rho must be between 0 and 1, got -0.5",
            () -> new AdadeltaOptions().withRho(-0.5)));
  }

  private static List<Case> groups() {
    var p = new Parameter(Tensor.zeros(2));
    var group = new ParameterGroup<>(List.of(p), new SgdOptions());
    return List.of(
        new Case(
            "a parameter group needs at least one parameter, got none",
            () -> new Sgd(List.of(), new SgdOptions())),
        new Case("Sgd needs at least one parameter group, got none", () -> new Sgd(List.of())),
        new Case(
            "Sgd: the parameter '0' of group 1 is also in group 0, as '0'; expected it in one group"
                + " only",
            () -> new Sgd(List.of(group, new ParameterGroup<>(List.of(p), new SgdOptions())))),
        new Case(
            "parameter group: lr must be a finite number of at least 0, got -1.0" + INCREASES,
            () -> group.setLr(-1)),
        new Case(
            "clipByGlobalNorm: max must be a finite number above 0, got 0.0",
            () -> Clipping.clipByGlobalNorm(List.of(p), 0)),
        new Case(
            "clipByValue: max must be a finite number of at least 0, got -1.0",
            () -> Clipping.clipByValue(List.of(p), -1)));
  }

  private static List<Case> schedules() {
    return List.of(
        new Case("step schedule: every must be at least 1, got 0", () -> Schedule.step(0, 0.5)),
        new Case(
            "step schedule: factor must be a finite number of at least 0, got -0.5",
            () -> Schedule.step(1, -0.5)),
        new Case(
            "exponential schedule: factor must be a finite number of at least 0, got -0.5",
            () -> Schedule.exponential(-0.5)),
        new Case("cosine schedule: steps must be at least 1, got 0", () -> Schedule.cosine(0, 0)),
        new Case(
            "cosine schedule: min must be a finite number of at least 0, got -1.0",
            () -> Schedule.cosine(5, -1)),
        new Case(
            "linear schedule: steps must be at least 1, got 0",
            () -> Schedule.linearWarmUp(0, 0.1)),
        new Case(
            "linear warm-up: startFactor must be between 0 and 1, got 1.5",
            () -> Schedule.linearWarmUp(5, 1.5)),
        new Case(
            "then: at must be at least 0, got -1",
            () -> Schedule.constant().then(-1, Schedule.constant())),
        new Case(
            "then: a schedule in units of EPOCH cannot follow one in units of STEP",
            () -> Schedule.constant().then(5, Schedule.constant().perEpoch())),
        new Case(
            "one-cycle schedule: pctStart must be between 0 and 1, got -0.1",
            () -> new OneCycle(1, 10, -0.1, OneCycle.Anneal.COS, 25, 1e4, false)),
        new Case(
            "one-cycle schedule: totalSteps must be at least 1, got 0",
            () -> Schedule.oneCycle(1, 0)),
        new Case(
            "one-cycle schedule: divFactor must be a finite number above 0, got 0.0",
            () -> new OneCycle(1, 10, 0.3, OneCycle.Anneal.COS, 0, 1e4, false)),
        new Case(
            "ReduceOnPlateauOptions: factor must be at least 0 and below 1, got 1.0",
            () -> new ReduceOnPlateauOptions().withFactor(1)),
        new Case(
            "ReduceOnPlateauOptions: patience must be at least 0, got -1",
            () -> new ReduceOnPlateauOptions().withPatience(-1)));
  }

  @Test
  void the_limits_themselves_are_allowed() {
    assertEquals(0, new SgdOptions(0).lr());
    assertEquals(0, new AdamOptions().withBeta1(0).beta1());
    assertEquals(0, new AdamOptions().withEps(0).eps());
    assertEquals(0, new RmsPropOptions().withAlpha(0).alpha());
    assertEquals(1, new AdadeltaOptions().withRho(1).rho());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_invalid_number_is_refused_in_one_sentence(Case c) {
    var e = assertThrows(IllegalArgumentException.class, c.call);
    assertEquals(c.sentence, e.getMessage());
  }
}
