package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Learning rates over time.
class ScheduleTest {
  private static void assertRates(Schedule schedule, double initial, double... expected) {
    double[] got =
        LongStream.range(0, expected.length).mapToDouble(t -> schedule.lr(initial, t)).toArray();
    assertArrayEquals(expected, got, 1e-6);
  }

  @Test
  void constant_step_and_exponential() {
    assertRates(Schedule.constant(), 0.3, 0.3, 0.3, 0.3);
    assertRates(Schedule.step(2, 0.1), 0.5, 0.5, 0.5, 0.05, 0.05, 0.005, 0.005, 0.0005);
    assertRates(Schedule.exponential(0.5), 8, 8, 4, 2, 1, 0.5);
  }

  @Test
  void the_cosine_falls_to_its_end_and_rises_again() {
    assertRates(Schedule.cosine(4, 0), 1, 1, 0.853553, 0.5, 0.146447, 0, 0.146447, 0.5);
    assertRates(Schedule.cosine(2, 0.2), 1, 1, 0.6, 0.2, 0.6, 1);
  }

  @Test
  void a_warm_up_rises_in_a_line_and_stays() {
    assertRates(Schedule.linearWarmUp(4, 0.2), 10, 2, 4, 6, 8, 10, 10, 10);
    assertRates(Schedule.linear(2, 1, 0.5), 10, 10, 7.5, 5, 5);
  }

  @Test
  void a_second_schedule_starts_from_its_own_beginning() {
    Schedule both = Schedule.linearWarmUp(2, 0.5).then(2, Schedule.exponential(0.1));
    assertRates(both, 1, 0.5, 0.75, 1, 0.1, 0.01);
    Schedule cut = Schedule.linearWarmUp(4, 0.2).then(2, Schedule.exponential(0.5));
    assertRates(cut, 1, 0.2, 0.4, 1, 0.5);
    Schedule epochs = Schedule.constant().perEpoch().then(1, Schedule.step(1, 0.5).perEpoch());
    assertEquals(Schedule.Unit.EPOCH, epochs.unit());
    assertRates(epochs, 1, 1, 1, 0.5);
  }

  @Test
  void one_cycle_rises_falls_and_stays_at_its_end() {
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=11, pct_start=0.5454…)
    var linear = new OneCycle(1, 11, 6.0 / 11, OneCycle.Anneal.LINEAR, 10, 2, false);
    assertRates(
        linear, 7, 0.1, 0.28, 0.46, 0.64, 0.82, 1, 0.81, 0.62, 0.43, 0.24, 0.05, 0.05, 0.05);
    var cosine = new OneCycle(1, 11, 6.0 / 11, OneCycle.Anneal.COS, 10, 2, false);
    double quarter = (1 - StrictMath.cos(Math.PI / 5)) / 2;
    assertRates(cosine, 7, 0.1, 0.1 + 0.9 * quarter);
    assertEquals(1, cosine.lr(7, 5), 1e-12);
    assertEquals(1 - 0.95 * quarter, cosine.lr(7, 6), 1e-12);
    assertEquals(0.05, cosine.lr(7, 10), 1e-12);
  }

  @Test
  void one_cycle_in_three_phases_comes_back_to_its_first_rate() {
    var three = new OneCycle(1, 10, 0.4, OneCycle.Anneal.LINEAR, 10, 2, true);
    assertRates(
        three, 7, 0.1, 0.4, 0.7, 1, 0.7, 0.4, 0.1, 0.1 - 0.05 / 3, 0.1 - 0.1 / 3, 0.05, 0.05);
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=9, three_phase=True)
    assertRates(
        new OneCycle(1, 9, 0.3, OneCycle.Anneal.COS, 25, 1e4, true),
        7,
        0.04,
        0.651358235,
        0.928104225,
        0.16527572,
        0.038344392,
        0.029202381,
        0.015933287,
        0.004489326,
        4e-06);
  }

  @Test
  void one_cycle_whose_rise_has_a_single_step_starts_at_the_top() {
    for (var anneal : OneCycle.Anneal.values()) {
      assertEquals(2, new OneCycle(2, 10, 0.1, anneal, 25, 1e4, false).lr(7, 0), 1e-12);
    }
  }

  @Test
  void one_cycle_by_default_starts_at_a_25th_of_its_highest_rate() {
    Schedule schedule = Schedule.oneCycle(0.5, 100);
    assertEquals(0.02, schedule.lr(1, 0), 1e-12);
    assertEquals(0.5, schedule.lr(1, 29), 1e-12);
    assertEquals(0.02 / 1e4, schedule.lr(1, 99), 1e-12);
    assertEquals(Schedule.Unit.STEP, schedule.unit());
  }

  @Test
  void the_groups_keep_their_proportion() {
    var optimizer =
        new Sgd(
            List.of(
                new ParameterGroup<>(List.of(parameter()), new SgdOptions(1)),
                new ParameterGroup<>(List.of(parameter()), new SgdOptions(0.1))));
    for (long t = 0; t < 4; t++) {
      Schedule.exponential(0.5).apply(optimizer, t);
    }
    assertEquals(0.125, optimizer.groups().get(0).lr(), 1e-12);
    assertEquals(0.0125, optimizer.groups().get(1).lr(), 1e-12);
  }

  private static Parameter parameter() {
    return new Parameter(Tensor.zeros(1));
  }
}
