package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.TestDevice;
import dev.recur.kernel.Kernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Model;
import dev.recur.laws.fixtures.Results;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights after ten steps of Adam are = over threads, kernels, accelerators and repetition for the
/// same batches; and the scores of a row are = in every batch that has the row.
@Tag("scalar")
@Tag("widths")
class TrainingLawTest {
  private static final Seed SEED = Seed.of(8);
  private static final int STEPS = 10;
  private static final int ROWS = 24;

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void trained_weights_do_not_depend_on_threads_kernels_or_repetition(Configuration c) {
    Results expected = train(c, 1, Kernels.best());
    for (int threads : new int[] {1, 2, 3, 8}) {
      expected.assertSameParameters(threads + " threads", train(c, threads, Kernels.best()));
    }
    expected.assertSameParameters("scalar kernels", train(c, 1, Kernels.scalar()));
    expected.assertSameParameters("scalar, 3 threads", train(c, 3, Kernels.scalar()));
  }

  @Tag("device")
  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void trained_weights_are_the_same_on_an_accelerator(Configuration c) {
    Results expected = train(c, 1, Kernels.best());
    try (Workers workers = Workers.on(TestDevice.open(), 1)) {
      expected.assertSameParameters("an accelerator", train(c, workers));
    }
  }

  @Tag("device")
  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_scores_of_a_row_do_not_depend_on_its_batch(Configuration c) {
    Model model = new Model(c, SEED);
    List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    float[] batch = scores(model, order);
    for (int b = 0; b < ROWS; b++) {
      float[] alone = scores(model, List.of(b));
      Bits.assertEqual(
          "row " + b, Arrays.copyOfRange(batch, b * Model.CLASSES, (b + 1) * Model.CLASSES), alone);
    }
    float[] reversed = scores(model, order.reversed());
    for (int b = 0; b < ROWS; b++) {
      int at = (ROWS - 1 - b) * Model.CLASSES;
      Bits.assertEqual(
          "row " + b + ", reversed",
          Arrays.copyOfRange(batch, b * Model.CLASSES, (b + 1) * Model.CLASSES),
          Arrays.copyOfRange(reversed, at, at + Model.CLASSES));
    }
  }

  private static float[] scores(Model model, List<Integer> rows) {
    return model.forward(Tapes.used(), tokens(0, rows), SEED.split("dropout")).toArray();
  }

  private static Results train(Configuration c, int threads, Kernels kernels) {
    try (Workers workers = new Workers(threads, kernels)) {
      return train(c, workers);
    }
  }

  private static Results train(Configuration c, Workers workers) {
    Model model = new Model(c, SEED);
    Results start = weights(model);
    Adam adam = new Adam(model.parameters(), new AdamOptions(1e-2));
    Tape tape = Tapes.used(workers);
    List<Integer> rows = IntStream.range(0, ROWS).boxed().toList();
    int[] targets = rows.stream().mapToInt(b -> b % Model.CLASSES).toArray();
    for (int step = 0; step < STEPS; step++) {
      Tensor y = model.forward(tape, tokens(step, rows), SEED.split("dropout").split(step));
      tape.backward(new CrossEntropyLoss().withLabelSmoothing(0.1).forward(y, targets));
      adam.step(workers);
      adam.zeroGrad();
      tape.reset();
    }
    Results trained = weights(model);
    trained.parameters().forEach((name, w) -> assertMoved(name, w, start));
    return trained;
  }

  private static void assertMoved(String name, float[] weights, Results start) {
    assertTrue(
        !Arrays.equals(weights, start.parameters().getOrDefault(name, weights)),
        name + " was not trained");
  }

  private static Results weights(Model model) {
    Results weights = new Results();
    model.parameters().forEach((name, p) -> weights.putParameter(name, p.toArray()));
    return weights;
  }

  /// Rows of 1 to 8 tokens, whose ids in the data set go on counting from batch to batch.
  private static Tokens tokens(int batch, List<Integer> rows) {
    int[][] ids = new int[rows.size()][];
    long[] rowIds = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      rowIds[i] = (long) batch * ROWS + rows.get(i);
      Seed seed = SEED.split("tokens").split(rowIds[i]);
      ids[i] = new int[1 + (int) (8 * seed.uniform(0))];
      for (int t = 0; t < ids[i].length; t++) {
        ids[i][t] = (int) (Model.VOCABULARY * seed.uniform(1 + t));
      }
    }
    return new Tokens(ids, rowIds);
  }
}
