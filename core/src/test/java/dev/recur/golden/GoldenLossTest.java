package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.golden.fixtures.GoldenRun;
import dev.recur.loss.BCEWithLogitsLoss;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.HuberLoss;
import dev.recur.loss.L1Loss;
import dev.recur.loss.MSELoss;
import dev.recur.loss.NLLLoss;
import dev.recur.loss.Reduction;
import dev.recur.tensor.Tensor;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses and their gradients against PyTorch: every option, every reduction, and the extremes.
///
/// ```python
/// loss = F.cross_entropy(logits, targets, weight, ignore_index=ignoreIndex,
///                        label_smoothing=labelSmoothing, reduction=reduction)
/// loss.backward(dloss if reduction == "none" else None)
/// ```
@Tag("device")
class GoldenLossTest {
  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("losses.txt");
  }

  @Test
  void no_case_is_missing() {
    assertEquals(88, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_loss_gives_pytorchs_numbers(GoldenCase golden) {
    check(golden);
  }

  static void check(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    Reduction reduction = Reduction.valueOf(golden.setting("reduction").toUpperCase(Locale.ROOT));
    Tensor loss =
        switch (golden.setting("loss")) {
          case "cross_entropy" -> crossEntropy(golden, run, reduction);
          case "nll" -> negativeLogLikelihood(golden, run, reduction);
          case "bce_with_logits" -> binary(golden, run, reduction);
          case "mse" ->
              new MSELoss(reduction).forward(run.input("predictions"), run.given("targets"));
          case "l1" ->
              new L1Loss(reduction).forward(run.input("predictions"), run.given("targets"));
          case "huber" ->
              new HuberLoss(golden.real("delta", new HuberLoss().delta()), reduction)
                  .forward(run.input("predictions"), run.given("targets"));
          default -> throw new IllegalStateException("no such loss: " + golden);
        };
    run.output("loss", loss);
    run.check();
  }

  private static Tensor crossEntropy(GoldenCase golden, GoldenRun run, Reduction reduction) {
    CrossEntropyLoss loss =
        new CrossEntropyLoss()
            .withReduction(reduction)
            .withLabelSmoothing(golden.real("labelSmoothing", 0));
    if (golden.has("weight")) {
      loss = loss.withWeight(golden.given("weight"));
    }
    if (golden.sets("ignoreIndex")) {
      loss = loss.withIgnoreIndex(golden.number("ignoreIndex"));
    }
    Tensor x = run.input("logits");
    return golden.flag("soft")
        ? loss.forward(x, run.given("targets"))
        : loss.forward(x, golden.ints("targets"));
  }

  private static Tensor negativeLogLikelihood(
      GoldenCase golden, GoldenRun run, Reduction reduction) {
    NLLLoss loss = new NLLLoss().withReduction(reduction);
    if (golden.has("weight")) {
      loss = loss.withWeight(golden.given("weight"));
    }
    if (golden.sets("ignoreIndex")) {
      loss = loss.withIgnoreIndex(golden.number("ignoreIndex"));
    }
    return loss.forward(run.input("logProbabilities"), golden.ints("targets"));
  }

  private static Tensor binary(GoldenCase golden, GoldenRun run, Reduction reduction) {
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss().withReduction(reduction);
    if (golden.has("posWeight")) {
      loss = loss.withPosWeight(golden.given("posWeight"));
    }
    Tensor x = run.input("logits");
    Tensor t = run.given("targets");
    return golden.has("weight") ? loss.forward(x, t, run.given("weight")) : loss.forward(x, t);
  }
}
