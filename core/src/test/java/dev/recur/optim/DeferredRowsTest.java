package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.kernel.Mirror;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deferred updates of table rows give the same bits as updates at every step.
class DeferredRowsTest {
  private static final int ROWS = 40;
  private static final int WIDTH = 7;

  /// A table, trained twice: with deferred updates, and with an update of every element at every
  /// step.
  private static final class Twins {
    final Parameter deferred = new Parameter(start());
    final Parameter dense = new Parameter(start());
    final Adam deferringAdam;
    final Adam denseAdam;
    final Seed seed = Seed.of(5);

    Twins(AdamOptions options) {
      deferringAdam = new Adam(List.of(deferred), options);
      denseAdam = new Adam(List.of(dense), options);
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

    /// Row r has a gradient at every (r + 1)²-th step, so that gaps of all lengths occur; the last
    /// row never has one.
    void step(int t, Workers workers) {
      Storage table = deferred.gradients();
      float[] some = table.tableGradient(WIDTH);
      float[] all = dense.storage().parameterGradient();
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
      deferringAdam.step(workers);
      denseAdam.step();
      deferringAdam.zeroGrad();
      denseAdam.zeroGrad();
    }

    void run(int from, int to, Workers workers, IntToDoubleFunction lr) {
      for (int t = from; t < to; t++) {
        deferringAdam.groups().getFirst().setLr(lr.applyAsDouble(t));
        denseAdam.groups().getFirst().setLr(lr.applyAsDouble(t));
        step(t, workers);
      }
    }

    void assertEqual() {
      assertArrayEquals(dense.toArray(), deferred.toArray());
      deferringAdam
          .state()
          .forEach((name, array) -> assertArrayEquals(denseAdam.state().get(name), array, name));
      assertEquals(denseAdam.settings(), deferringAdam.settings());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 100, 1500})
  void deferred_updates_give_the_bits_of_dense_ones(int steps) {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, steps, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void any_number_of_threads_gives_the_same_bits() {
    try (Workers workers = new Workers(3)) {
      Twins twins = new Twins(new AdamOptions(2e-3));
      twins.run(0, 300, workers, t -> 2e-3);
      twins.assertEqual();
    }
  }

  /// In the first steps of a warm-up the learning rate rises, but divided by 1 − β1ᵗ it falls. Here
  /// m nearly cancels, so that the update before the last one does not change w and the last does.
  @Test
  void a_warm_up_gives_the_bits_of_dense_updates() {
    int rows = 15_000;
    float[] ones = new float[rows];
    Arrays.fill(ones, 1f);
    Parameter deferred = new Parameter(Tensor.of(ones, rows, 1));
    Parameter dense = new Parameter(Tensor.of(ones, rows, 1));
    Adam deferringAdam = new Adam(List.of(deferred), new AdamOptions(1e-3));
    Adam denseAdam = new Adam(List.of(dense), new AdamOptions(1e-3));
    Schedule warmUp = Schedule.linearWarmUp(5, 0.3);
    for (int t = 0; t < 4; t++) {
      double lr = warmUp.lr(1e-3, t);
      deferringAdam.groups().getFirst().setLr(lr);
      denseAdam.groups().getFirst().setLr(lr);
      Storage table = deferred.gradients();
      float[] some = table.tableGradient(1);
      float[] all = dense.storage().parameterGradient();
      for (int r = 0; r < (t < 2 ? rows : 1); r++) {
        float g = t == 0 ? 1f : (float) (-0.9 * (1 + 2e-8 * r));
        table.touch(r);
        some[r] += g;
        all[r] += g;
      }
      deferringAdam.step();
      denseAdam.step();
      deferringAdam.zeroGrad();
      denseAdam.zeroGrad();
    }
    assertArrayEquals(dense.toArray(), deferred.toArray());
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
    twins.deferred.catchUp(new int[] {3, 39, 12}, 3, Workers.single());
    twins.run(300, 400, Workers.single(), t -> 2e-3);
    twins.deferringAdam.catchUp(Workers.single());
    twins.run(400, 500, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void a_row_that_is_read_several_times_at_once_is_caught_up_once() {
    int[] ids = new int[4000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 29 + i % 10;
    }
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 40, Workers.single(), t -> 2e-3);
    int[] tasks = new int[1];
    DeferredRows rows =
        new DeferredRows(
            slot(twins),
            WIDTH,
            new AdamStep.Deferred(1, 1, 1, 1, 1, 1),
            Workers.single().kernels());
    BitSet none = new BitSet();
    rows.step(
        none,
        new float[0],
        new AdamStep.Deferred(1, 1, 1, 0.1f, 0.9f, 1e-8f),
        (from, to) -> {},
        Workers.single());
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
    Slot slot = new Slot(0, "table", twins.deferred);
    slot.arrays =
        new Mirror[] {Slot.mirror(new float[ROWS * WIDTH]), Slot.mirror(new float[ROWS * WIDTH])};
    return slot;
  }

  @Test
  void a_gradient_of_the_whole_table_comes_after_the_deferred_updates() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 50, Workers.single(), t -> 2e-3);
    twins.deferred.gradients().parameterGradient()[5] += 1;
    twins.dense.storage().parameterGradient()[5] += 1;
    twins.deferringAdam.step();
    twins.denseAdam.step();
    twins.deferringAdam.zeroGrad();
    twins.denseAdam.zeroGrad();
    twins.run(50, 90, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void two_optimisers_of_one_table_do_not_lose_each_others_updates() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    Adam deferring = new Adam(List.of(twins.deferred), new AdamOptions(1e-2));
    Adam dense = new Adam(List.of(twins.dense), new AdamOptions(1e-2));
    twins.run(0, 7, Workers.single(), t -> 2e-3);
    for (int t = 0; t < 9; t++) {
      int row = t % 3;
      twins.deferred.gradients().tableGradient(WIDTH)[row * WIDTH] = 1;
      twins.deferred.gradients().touch(row);
      twins.dense.storage().parameterGradient()[row * WIDTH] = 1;
      deferring.step();
      dense.step();
      deferring.zeroGrad();
      dense.zeroGrad();
    }
    twins.deferringAdam.catchUp(Workers.single()); // has none, and must not discard the other's
    twins.assertEqual();
  }

  @Test
  void a_frozen_table_has_all_updates_of_the_steps_before() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 30, Workers.single(), t -> 2e-3);
    twins.deferred.freeze();
    twins.dense.freeze();
    twins.run(30, 40, Workers.single(), t -> 2e-3);
    twins.deferred.unfreeze();
    twins.dense.unfreeze();
    twins.run(40, 60, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }

  @Test
  void only_rows_that_are_read_are_caught_up() {
    Twins twins = new Twins(new AdamOptions(2e-3));
    twins.run(0, 3, Workers.single(), t -> 2e-3);
    float stale = twins.deferred.storageAsIs().values()[20 * WIDTH + 1];
    twins.deferred.catchUp(new int[] {19}, 1, Workers.single());
    assertEquals(stale, twins.deferred.storageAsIs().values()[20 * WIDTH + 1]);
    assertEquals(
        twins.dense.toArray()[19 * WIDTH + 1],
        twins.deferred.storageAsIs().values()[19 * WIDTH + 1]);
    assertTrue(stale != twins.deferred.toArray()[20 * WIDTH + 1], "nothing was deferred");
  }

  @Test
  void updates_that_grow_without_a_gradient_are_never_deferred() {
    assertTrue(DeferredRows.updatesShrink(0.9, 0.999, 1e-8));
    assertTrue(DeferredRows.updatesShrink(0, 0.999, 1e-8));
    assertFalse(DeferredRows.updatesShrink(0.99, 0.9, 1e-8)); // v fades faster than m
    assertFalse(DeferredRows.updatesShrink(0.9, 0.999, 0)); // 0/0 in a row that was never touched
    Twins twins = new Twins(new AdamOptions(2e-3).withBeta1(0.99).withBeta2(0.9));
    twins.run(0, 100, Workers.single(), t -> 2e-3);
    twins.assertEqual();
  }
}
