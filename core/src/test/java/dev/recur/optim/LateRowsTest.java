package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Updates of table rows that are put off give the bits that they would have given in time.
class LateRowsTest {
  private static final int ROWS = 40;
  private static final int WIDTH = 7;

  /// A table, once trained row by row and once with every element's update at every step.
  private static final class Twins {
    final Parameter late = new Parameter(start());
    final Parameter inTime = new Parameter(start());
    final Adam lateAdam;
    final Adam adam;
    final Seed seed = Seed.of(5);

    Twins(AdamOptions options) {
      lateAdam = new Adam(List.of(late), options);
      adam = new Adam(List.of(inTime), options);
    }

    /// Zeros in row 0, and numbers of all sizes elsewhere.
    private static Tensor start() {
      float[] w = new float[ROWS * WIDTH];
      for (int i = WIDTH; i < w.length; i++) {
        double size = i % 11 == 0 ? 1e-12 : i % 7 == 0 ? 100 : 0.1;
        w[i] = (float) (size * (Seed.of(1).split(i).uniform(0) - 0.5));
      }
      return Tensor.of(w, ROWS, WIDTH);
    }

    /// Row r has a gradient at every (r + 1)²-th step, so that gaps of all lengths come; the last
    /// row never has one.
    void step(int t, Workers workers) {
      Storage table = late.gradients();
      float[] some = table.tableGradient(WIDTH);
      float[] all = inTime.storage().parameterGradient();
      for (int r = 0; r < ROWS - 1; r++) {
        if (t % ((r + 1) * (r + 1)) == 0) {
          table.touch(r);
          for (int i = r * WIDTH; i < (r + 1) * WIDTH; i++) {
            float g = (float) (seed.split(t).uniform(i) - 0.5);
            some[i] += g;
            all[i] += g;
          }
        }
      }
      lateAdam.step(workers);
      adam.step();
      lateAdam.zeroGrad();
      adam.zeroGrad();
    }

    void run(int from, int to, Workers workers, IntToDoubleFunction lr) {
      for (int t = from; t < to; t++) {
        lateAdam.groups().getFirst().setLr(lr.applyAsDouble(t));
        adam.groups().getFirst().setLr(lr.applyAsDouble(t));
        step(t, workers);
      }
    }

    void assertEqual() {
      assertArrayEquals(inTime.toArray(), late.toArray());
      lateAdam
          .state()
          .forEach((name, array) -> assertArrayEquals(adam.state().get(name), array, name));
      assertEquals(adam.settings(), lateAdam.settings());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 100, 1500})
  void put_off_updates_give_the_bits_of_those_in_time(int steps) {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, steps, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void any_number_of_threads_gives_them() {
    try (Workers workers = new Workers(3)) {
      Twins twins = new Twins(new AdamOptions(2e-3));
      twins.run(0, 300, workers, t -> 2e-3);
      twins.assertEqual();
    }
  }

  @Test
  void a_learning_rate_that_falls_and_rises_again_is_that_of_each_step() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 1500, Workers.single(), t -> t < 500 ? 2e-3 : t < 1200 ? 1e-7 : 0.5);
    twins.assertEqual();
  }

  @Test
  void reading_in_between_changes_nothing() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 200, Workers.single(), t -> 2e-3);
    twins.assertEqual();
    twins.run(200, 300, Workers.single(), t -> 2e-3);
    twins.late.catchUp(new int[] {3, 39, 12}, 3, Workers.single());
    twins.run(300, 400, Workers.single(), t -> 2e-3);
    twins.lateAdam.catchUp(Workers.single());
    twins.run(400, 500, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void a_row_that_is_read_several_times_at_once_is_brought_up_to_date_once() {
    int[] ids = new int[4000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 29 + i % 10;
    }
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 40, Workers.single(), t -> 2e-3);
    int[] tasks = new int[1];
    LateRows rows =
        new LateRows(
            slot(twins), WIDTH, new AdamStep.Late(1, 1, 1, 1, 1), Workers.single().kernels());
    BitSet none = new BitSet();
    rows.step(none, new AdamStep.Late(1, 1, 0.1f, 0.9f, 1e-8f), (from, to) -> {}, Workers.single());
    rows.catchUp(
        ids,
        ids.length,
        (count, task) -> {
          tasks[0] += count;
          for (int i = 0; i < count; i++) {
            task.accept(i);
          }
        });
    assertEquals(1, tasks[0]); // ten rows are one task, four thousand would be many
  }

  private static Slot slot(Twins twins) {
    Slot slot = new Slot(0, "table", twins.late);
    slot.arrays = new float[2][ROWS * WIDTH];
    return slot;
  }

  @Test
  void a_gradient_of_the_whole_table_waits_for_what_was_put_off() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 50, Workers.single(), t -> 2e-3);
    twins.late.gradients().parameterGradient()[5] += 1;
    twins.inTime.storage().parameterGradient()[5] += 1;
    twins.lateAdam.step();
    twins.adam.step();
    twins.lateAdam.zeroGrad();
    twins.adam.zeroGrad();
    twins.run(50, 90, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void two_optimisers_of_one_table_do_not_lose_each_others_updates() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    Adam late = new Adam(List.of(twins.late), new AdamOptions(1e-2));
    Adam inTime = new Adam(List.of(twins.inTime), new AdamOptions(1e-2));
    twins.run(0, 7, Workers.single(), t -> 2e-3);
    for (int t = 0; t < 9; t++) {
      int row = t % 3;
      twins.late.gradients().tableGradient(WIDTH)[row * WIDTH] = 1;
      twins.late.gradients().touch(row);
      twins.inTime.storage().parameterGradient()[row * WIDTH] = 1;
      late.step();
      inTime.step();
      late.zeroGrad();
      inTime.zeroGrad();
    }
    twins.lateAdam.catchUp(Workers.single()); // has none due, and must not forget the other's
    twins.assertEqual();
  }

  @Test
  void a_frozen_table_keeps_what_it_would_have_had_by_then() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 30, Workers.single(), t -> 2e-3);
    twins.late.freeze();
    twins.inTime.freeze();
    twins.run(30, 40, Workers.single(), t -> 2e-3);
    twins.late.unfreeze();
    twins.inTime.unfreeze();
    twins.run(40, 60, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void only_rows_that_are_read_are_brought_up_to_date() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 3, Workers.single(), t -> 2e-3);
    float behind = twins.late.storageAsIs().values[20 * WIDTH + 1];
    twins.late.catchUp(new int[] {19}, 1, Workers.single());
    assertEquals(behind, twins.late.storageAsIs().values[20 * WIDTH + 1]);
    assertEquals(
        twins.inTime.toArray()[19 * WIDTH + 1], twins.late.storageAsIs().values[19 * WIDTH + 1]);
    assertTrue(behind != twins.late.toArray()[20 * WIDTH + 1], "nothing was put off");
  }

  @Test
  void updates_that_grow_without_a_gradient_are_never_put_off() {
    assertTrue(LateRows.fades(0.9, 0.999, 1e-8));
    assertTrue(LateRows.fades(0, 0.999, 1e-8));
    assertFalse(LateRows.fades(0.99, 0.9, 1e-8)); // v fades faster than m
    assertFalse(LateRows.fades(0.9, 0.999, 0)); // 0/0 in a row that was never touched
    Twins twins = new Twins(new AdamOptions(2e-3).withBeta1(0.99).withBeta2(0.9));
    twins.run(0, 100, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }
}
