package dev.recur.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.laws.fixtures.Bits;
import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Model;
import dev.recur.laws.fixtures.Tapes;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Training that begins on one device goes on on another, and takes the memory of its largest step.
class TrainedTest {
  private static final Seed SEED = Seed.of(8);
  private static final int STEPS = 12;

  interface Rule extends Function<SequencedMap<String, Parameter>, Optimizer> {}

  static Stream<Arguments> each() {
    Rule sgd = p -> new Sgd(p, new SgdOptions(0.1).withMomentum(0.9));
    Rule adam = p -> new Adam(p, new AdamOptions(0.01));
    return Configurations.oneOfEachKind()
        .flatMap(
            c ->
                Stream.of(
                    Arguments.of(c, Named.of("Sgd", sgd)),
                    Arguments.of(c, Named.of("Adam", adam))));
  }

  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  /// A model in training.
  private static final class Training {
    final Model model;
    final Optimizer optimizer;

    Training(Configuration c, Rule rule) {
      model = new Model(c, SEED);
      optimizer = rule.apply(model.parameters());
    }

    void step(int i, Tape tape) {
      Tokens tokens = tokens(i);
      int[] targets = new int[tokens.rows()];
      for (int b = 0; b < targets.length; b++) {
        targets[b] = b % Model.CLASSES;
      }
      Tensor scores = model.forward(tape, tokens, SEED.split("dropout").split(i));
      tape.backward(new CrossEntropyLoss().forward(scores, targets));
      Clipping.clipByGlobalNorm(model.parameters(), 0.5, tape.workers());
      optimizer.step(tape.workers());
      optimizer.zeroGrad();
      tape.reset();
    }

    void run(int from, int to, IntFunction<Tape> tapes) {
      for (int i = from; i < to; i++) {
        step(i, tapes.apply(i));
      }
    }

    void assertSame(String what, Training got) {
      Map<String, Parameter> others = got.model.parameters();
      model
          .parameters()
          .forEach(
              (name, p) ->
                  Bits.assertEqual(
                      what + ", " + name, p.toArray(), others.getOrDefault(name, p).toArray()));
      Map<String, float[]> states = got.optimizer.state();
      optimizer
          .state()
          .forEach(
              (name, s) ->
                  Bits.assertEqual(what + ", " + name, s, states.getOrDefault(name, new float[0])));
    }
  }

  /// 3 to 11 rows of 1 to 8 tokens.
  private static Tokens tokens(int i) {
    int[][] ids = new int[3 + 4 * (i % 3)][];
    for (int b = 0; b < ids.length; b++) {
      Seed seed = SEED.split("tokens").split(i).split(b);
      ids[b] = new int[1 + (int) (8 * seed.uniform(0))];
      for (int t = 0; t < ids[b].length; t++) {
        ids[b][t] = (int) (Model.VOCABULARY * seed.uniform(1 + t));
      }
    }
    return new Tokens(ids);
  }

  private static Training here(Configuration c, Rule rule) {
    Training training = new Training(c, rule);
    Tape tape = Tapes.used();
    training.run(0, STEPS, i -> tape);
    return training;
  }

  @ParameterizedTest
  @MethodSource("each")
  void a_model_trained_partly_on_an_accelerator_equals_one_trained_on_the_cpu(
      Configuration c, Rule rule) {
    Training expected = here(c, rule);
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Tape here = Tapes.used();
      Tape there = Tapes.used(workers);
      Training first = new Training(c, rule);
      first.run(0, STEPS, i -> i < STEPS / 2 ? here : there);
      expected.assertSame("the second half there", first);
      Training second = new Training(c, rule);
      second.run(0, STEPS, i -> i < STEPS / 2 ? there : here);
      expected.assertSame("the first half there", second);
      Training turns = new Training(c, rule);
      turns.run(0, STEPS, i -> i % 2 == 0 ? there : here);
      expected.assertSame("in turns", turns);
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void a_model_that_moves_to_another_accelerator_goes_on(Configuration c, Rule rule) {
    Training expected = here(c, rule);
    Training got = new Training(c, rule);
    try (Workers one = Workers.on(new HostAccelerator(), 1);
        Workers other = Workers.on(new HostAccelerator(), 2)) {
      Tape first = Tapes.used(one);
      Tape second = Tapes.used(other);
      got.run(0, 5, i -> first);
      got.run(5, 9, i -> second);
      got.run(9, STEPS, i -> first);
    }
    expected.assertSame("closed", got);
  }

  @ParameterizedTest
  @MethodSource("each")
  void training_goes_on_from_what_was_saved_there(Configuration c, Rule rule) {
    Training expected = here(c, rule);
    Training next = new Training(c, rule);
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Training first = new Training(c, rule);
      Tape tape = Tapes.used(workers);
      first.run(0, 7, i -> tape);
      first
          .model
          .parameters()
          .forEach((name, p) -> set(next.model.parameters(), name, p.toArray()));
      next.optimizer.restore(first.optimizer.state(), first.optimizer.settings());
      first.run(7, STEPS, i -> tape);
      expected.assertSame("not interrupted", first);
    }
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      Tape tape = Tapes.used(workers);
      next.run(7, STEPS, i -> tape);
      expected.assertSame("resumed", next);
    }
    expected.assertSame("resumed and closed", next);
  }

  private static void set(Map<String, Parameter> all, String name, float[] values) {
    Parameter p = all.get(name);
    assertTrue(p != null, name);
    if (p != null) {
      p.set(values);
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_memory_in_use_does_not_grow_after_the_largest_step(Configuration c) {
    HostAccelerator accelerator = new HostAccelerator();
    List<Long> used = new ArrayList<>();
    try (Workers workers = Workers.on(accelerator, 1)) {
      Training training = new Training(c, p -> new Adam(p, new AdamOptions(0.001)));
      Tape tape = new Tape(workers);
      for (int i = 0; i < 200; i++) {
        training.step(i % 9, tape);
        used.add(accelerator.used());
      }
    }
    assertEquals(used.get(8), used.get(17));
    assertEquals(used.get(17), used.getLast());
    assertEquals(0, accelerator.live());
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void after_a_batch_that_was_too_large_smaller_ones_give_the_same_bits(Configuration c) {
    Rule rule = p -> new Sgd(p, new SgdOptions(0.1));
    Training expected = new Training(c, rule);
    Training got = new Training(c, rule);
    HostAccelerator small = new HostAccelerator(memoryOf(c, rule));
    try (Workers workers = Workers.on(small, 1)) {
      Tape here = new Tape();
      Tape there = new Tape(workers);
      int[][] ids = new int[900][40];
      for (int i = 0; i < 6; i++) {
        assertThrows(
            AcceleratorException.class, () -> got.model.forward(there, new Tokens(ids), SEED));
        there.reset();
        expected.step(i, here);
        got.step(i, there);
      }
      expected.assertSame("after it", got);
    }
    assertEquals(0, small.live());
  }

  /// The most bytes that the first steps need.
  private static long memoryOf(Configuration c, Rule rule) {
    HostAccelerator accelerator = new HostAccelerator();
    try (Workers workers = Workers.on(accelerator, 1)) {
      Tape tape = new Tape(workers);
      new Training(c, rule).run(0, 6, i -> tape);
    }
    return accelerator.most();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void several_threads_predict_at_a_time(Configuration c) throws Exception {
    Model model = new Model(c, SEED);
    float[] expected = model.forward(Tapes.used(), tokens(2), SEED).toArray();
    try (Workers workers = Workers.on(new HostAccelerator(), 1);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        all.add(
            threads.submit(
                () -> model.forward(Tape.inference(workers), tokens(2), SEED).toArray()));
      }
      for (Future<float[]> one : all) {
        Bits.assertEqual("a thread", expected, one.get());
      }
    }
  }

  @Test
  void rows_that_an_optimiser_catches_up_on_are_seen_on_an_accelerator() {
    Embedding table = new Embedding(8, 3, Seed.of(1));
    Adam adam = new Adam(table.parameters(), new AdamOptions(0.1));
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
    try (Workers there = Workers.on(new HostAccelerator(), 1)) {
      for (int step = 0; step < 3; step++) { // of which the last defers rows 0 and 1
        Tape tape = new Tape();
        tape.backward(table.forward(tape, step < 2 ? all : new int[] {2, 3}).sum());
        adam.step();
        adam.zeroGrad();
        tape.reset();
        table.forward(Tape.inference(there), new Tokens(new int[][] {{2, 3}})).data().toArray();
      }
      adam.catchUp(Workers.single());
      float[] expected = table.forward(Tape.inference(Workers.single()), all).toArray();
      float[] got = table.forward(Tape.inference(there), all).toArray();
      assertArrayEquals(expected, got);
    }
  }
}
