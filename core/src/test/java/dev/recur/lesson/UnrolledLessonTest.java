package dev.recur.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Workers;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers of the unrolled network: the loop, the layer and the copies agree with each other
/// and with the equations.
class UnrolledLessonTest {
  private static final UnrolledOptions HELLO = new UnrolledOptions();

  private static UnrolledRun run(UnrolledOptions options) {
    return new UnrolledLesson(options, Workers.single()).run();
  }

  @ParameterizedTest
  @CsvSource({
    "hello, 3, 0, 0, 1",
    "hello, 3, 2, 0, 1",
    "hello, 1, 1, 7, 2",
    "recurrent, 6, 0, 60, 3",
    "recurrent, 5, 3, 10, 4",
    "안녕하세요, 4, 0, 20, 5",
    "ab, 2, 0, 0, 6",
  })
  void a_loop_and_a_layer_give_the_same_bits(
      String word, int hidden, int truncate, int updates, long seed) {
    UnrolledRun all = run(new UnrolledOptions(word, hidden, truncate, updates, seed));
    assertTrue(all.loop().hasActivationsOf(all.layer()));
    assertTrue(all.loop().weightDifference(all.layer()) <= 1e-5);
    for (UnrolledStep step : all.steps()) {
      assertEquals(all.loop().h().get(step.t()), step.forward().h());
      assertEquals(all.loop().y().get(step.t()), step.forward().y());
      assertEquals(all.loop().losses().get(step.t()), step.forward().loss());
    }
  }

  @ParameterizedTest
  @CsvSource({"hello, 0, 0", "hello, 1, 5", "recurrent, 0, 50", "recurrent, 3, 0"})
  void the_terms_of_a_weight_add_up_to_its_gradient(String word, int truncate, int updates) {
    UnrolledRun all = run(HELLO.withWord(word).withTruncate(truncate).withUpdates(updates));
    all.layer()
        .gradients()
        .forEach(
            (name, gradient) -> {
              double largest =
                  gradient.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElse(0);
              for (int i = 0; i < gradient.size(); i++) {
                for (int j = 0; j < gradient.get(i).size(); j++) {
                  double sum = 0;
                  for (UnrolledStep step : all.steps()) {
                    sum += step.backward().term(name).get(i).get(j);
                  }
                  assertEquals(gradient.get(i).get(j), sum, 1e-5 * largest, name);
                  double soFar =
                      UnrolledNetwork.named(all.steps().getFirst().backward().soFar(), name)
                          .get(i)
                          .get(j);
                  assertEquals(sum, soFar, 1e-5 * largest, name);
                }
              }
            });
  }

  @Test
  void the_numbers_satisfy_the_equations() {
    UnrolledRun all = run(HELLO.withUpdates(30));
    List<UnrolledStep> steps = all.steps();
    List<List<Double>> recurrent = Objects.requireNonNull(all.weights().get("W_hh"));
    for (UnrolledStep step : steps) {
      var f = step.forward();
      var b = step.backward();
      for (int i = 0; i < HELLO.hidden(); i++) {
        double h = f.h().get(i);
        close(StrictMath.tanh(f.sum().get(i)), h); // h = tanh(a)
        close(b.fromOutput().get(i) + b.fromLater().get(i), b.dh().get(i));
        close(b.dh().get(i) * (1 - h * h), b.dSum().get(i)); // da = dh ⊙ (1 − h²)
        if (step.t() + 1 < steps.size()) {
          List<Double> later = steps.get(step.t() + 1).backward().dSum();
          double back = 0;
          for (int k = 0; k < HELLO.hidden(); k++) {
            back += later.get(k) * recurrent.get(k).get(i);
          }
          close(back, b.fromLater().get(i)); // dhPrev = da·W_hh
        }
        for (int j = 0; j < HELLO.hidden(); j++) { // dW_hh = daᵀ·hPrev
          close(b.dSum().get(i) * f.hPrev().get(j), b.term("W_hh").get(i).get(j));
        }
      }
      close(1, f.y().stream().mapToDouble(y -> y).sum());
      int target = all.symbols().indexOf(step.target());
      close(-StrictMath.log(f.y().get(target)), f.loss());
      close(f.y().get(target) - 1, b.dScores().get(target)); // ds = y − the target's one-hot vector
    }
  }

  @Test
  void truncation_cuts_at_the_borders_and_nowhere_else() {
    UnrolledOptions options = HELLO.withWord("recurrent");
    List<UnrolledStep> full = run(options).steps();
    List<UnrolledStep> cut = run(options.withTruncate(3)).steps();
    List<Double> zeros = Collections.nCopies(options.hidden(), 0.0);
    for (int t = 0; t < full.size(); t++) {
      assertEquals(full.get(t).forward(), cut.get(t).forward(), "the forward pass sees everything");
      assertEquals(t > 0 && t % 3 == 0, cut.get(t).cut());
      boolean beforeBorder = t % 3 == 2 || t == full.size() - 1;
      assertEquals(beforeBorder, cut.get(t).backward().fromLater().equals(zeros), "step " + t);
      for (int s = 0; s < full.size(); s++) {
        boolean reaches = s >= t && s / 3 == t / 3;
        double path = cut.get(t).backward().paths().get(s);
        assertEquals(reaches ? full.get(t).backward().paths().get(s) : 0, path);
      }
    }
    List<UnrolledStep> whole = run(options.withTruncate(8)).steps();
    assertEquals(full, whole, "a window as long as the sequence");
  }

  @Test
  void training_lowers_the_loss_and_the_seed_decides() {
    assertTrue(run(HELLO.withUpdates(100)).loss() < 0.3 * run(HELLO).loss());
    assertEquals(run(HELLO), run(HELLO));
    assertNotEquals(run(HELLO), run(HELLO.withSeed(2)));
  }

  @Test
  void invalid_options_are_refused() {
    refuses("the length of the word must be 2 to 9, got 1", () -> HELLO.withWord(" a "));
    refuses(
        "the word must have at least two different characters, got 'aaa'",
        () -> HELLO.withWord("aaa"));
    refuses("hidden must be 1 to 6, got 7", () -> HELLO.withHidden(7));
    refuses("truncate must be 0 to 9, got -1", () -> HELLO.withTruncate(-1));
    refuses("updates must be 0 to 1000, got 1001", () -> HELLO.withUpdates(1001));
  }

  private static void refuses(String sentence, Runnable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }

  private static void close(double expected, double actual) {
    assertEquals(expected, actual, 2e-6 * (1 + Math.abs(expected)));
  }
}
