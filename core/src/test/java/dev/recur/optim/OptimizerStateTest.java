package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checkpoints of optimisers: their contents, and which are refused.
class OptimizerStateTest {
  private static final int[] COUNTS = {5, 2};

  private static void train(
      Optimizer optimizer, SequencedMap<String, Parameter> parameters, int from, int to) {
    for (int t = from; t < to; t++) {
      Formulas.giveGradients(parameters, t);
      optimizer.step();
      optimizer.zeroGrad();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.recur.optim.Formulas#all")
  void training_that_was_interrupted_ends_with_the_same_bits(Formulas.Case c) {
    var whole = Formulas.parameters(1, COUNTS);
    Optimizer optimizer = c.make().apply(whole);
    train(optimizer, whole, 0, 5);
    optimizer.groups().getFirst().setLr(0.07);

    var resumed = Formulas.parameters(2, COUNTS);
    for (int p = 0; p < COUNTS.length; p++) {
      Formulas.nth(resumed, p).set(Formulas.nth(whole, p).toArray());
    }
    Optimizer second = c.make().apply(resumed);
    var arrays = optimizer.state();
    var strings = optimizer.settings();
    train(optimizer, whole, 5, 10); // what was saved is a copy
    second.restore(arrays, strings);
    train(second, resumed, 5, 10);
    Formulas.assertSameBits(whole, resumed);
    assertEquals(optimizer.settings(), second.settings());
  }

  @Test
  void the_names_are_those_of_torch_under_group_and_parameter() {
    var parameters = Formulas.parameters(1, COUNTS);
    var optimizer = new Adam(parameters, new AdamOptions(0.5).withAmsgrad(true));
    assertEquals(List.of(), List.copyOf(optimizer.state().keySet()));
    train(optimizer, parameters, 0, 2);
    assertEquals(
        List.of(
            "group0.p0.exp_avg",
            "group0.p0.exp_avg_sq",
            "group0.p0.max_exp_avg_sq",
            "group0.p1.exp_avg",
            "group0.p1.exp_avg_sq",
            "group0.p1.max_exp_avg_sq"),
        List.copyOf(optimizer.state().keySet()));
    assertEquals(
        Map.of(
            "optimizer", "Adam",
            "group0.lr", "0.5",
            "group0.p0.step", "2",
            "group0.p1.step", "2"),
        optimizer.settings());
  }

  @Test
  void nothing_is_kept_that_the_options_do_not_need() {
    assertEquals(0, arraysOf(p -> new Sgd(p, new SgdOptions())));
    var o = new RmsPropOptions();
    assertEquals(1, arraysOf(p -> new RmsProp(p, o)));
    assertEquals(3, arraysOf(p -> new RmsProp(p, o.withMomentum(0.5).withCentered(true))));
  }

  private static int arraysOf(Function<SequencedMap<String, Parameter>, Optimizer> make) {
    var parameters = Formulas.parameters(1, 3);
    Optimizer optimizer = make.apply(parameters);
    train(optimizer, parameters, 0, 1);
    return optimizer.state().size();
  }

  @Test
  void a_parameter_that_was_never_reached_is_saved_without_arrays() {
    var parameters = Formulas.parameters(1, COUNTS);
    var optimizer = new Adam(parameters, new AdamOptions());
    Formulas.give(Formulas.nth(parameters, 0), 1, 2, 3, 4, 5);
    optimizer.step();
    var second = new Adam(Formulas.parameters(1, COUNTS), new AdamOptions());
    second.restore(optimizer.state(), optimizer.settings());
    assertEquals(optimizer.settings(), second.settings());
    assertEquals(optimizer.state().keySet(), second.state().keySet());
    assertEquals(2, second.state().size());
  }

  /// A change that makes a saved state invalid, and the message of the exception.
  record Wrong(
      String sentence,
      BiConsumer<SequencedMap<String, float[]>, SequencedMap<String, String>> spoil) {}

  static Stream<Wrong> wrongStates() {
    return Stream.of(
        new Wrong(
            "the saved state is from Sgd, but this optimiser is Adam",
            (arrays, strings) -> strings.put("optimizer", "Sgd")),
        new Wrong(
            "the saved state lacks 'group0.p1.exp_avg_sq' (saved with other options or"
                + " parameters?)",
            (arrays, strings) -> arrays.remove("group0.p1.exp_avg_sq")),
        new Wrong(
            "the saved state lacks 'group0.lr' (saved with other options or parameters?)",
            (arrays, strings) -> strings.remove("group0.lr")),
        new Wrong(
            "the saved state's 'group0.p1.exp_avg' has 3 values, its parameter has 2",
            (arrays, strings) -> arrays.put("group0.p1.exp_avg", new float[3])),
        new Wrong(
            "the saved state's 'group0.p1.step' should be a number of at least 0, got 'two'",
            (arrays, strings) -> strings.put("group0.p1.step", "two")),
        new Wrong(
            "the saved state's 'group0.p1.step' should be a number of at least 0, got '-2'",
            (arrays, strings) -> strings.put("group0.p1.step", "-2")),
        new Wrong(
            "group0.lr: lr must be a finite number of at least 0, got -1.0 (a negative learning"
                + " rate would increase the loss)",
            (arrays, strings) -> strings.put("group0.lr", "-1")),
        new Wrong(
            "the saved state has 'group0.p2.exp_avg', which this optimiser does not know (other"
                + " options or parameters?)",
            (arrays, strings) -> arrays.put("group0.p2.exp_avg", new float[2])));
  }

  @ParameterizedTest
  @MethodSource("wrongStates")
  void a_state_that_does_not_fit_is_refused_and_changes_nothing(Wrong wrong) {
    var parameters = Formulas.parameters(1, COUNTS);
    var optimizer = new Adam(parameters, new AdamOptions());
    train(optimizer, parameters, 0, 2);
    var arrays = new LinkedHashMap<>(optimizer.state());
    var strings = new LinkedHashMap<>(optimizer.settings());
    arrays.firstEntry().getValue()[0] = 77;
    strings.put("group0.lr", "0.9");
    wrong.spoil.accept(arrays, strings);
    var e = assertThrows(IllegalArgumentException.class, () -> optimizer.restore(arrays, strings));
    assertEquals(wrong.sentence, e.getMessage());
    assertEquals(1e-3, optimizer.groups().getFirst().lr());
    assertEquals(false, optimizer.state().firstEntry().getValue()[0] == 77);
  }
}
