package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.inspect.GradientNorms;
import dev.recur.inspect.LessonNetwork;
import dev.recur.inspect.LessonOptions;
import dev.recur.inspect.Machine;
import dev.recur.inspect.RecallResult;
import dev.recur.inspect.StepCost;
import dev.recur.inspect.VanishingLesson;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;

/// What the documentation of [dev.recur.inspect] shows.
final class InspectExamples {
  private InspectExamples() {}

  static void lesson() {
    // @start region="lesson"
    LessonOptions options = new LessonOptions().withHidden(8).withMaxUpdates(10);
    VanishingLesson lesson = new VanishingLesson(options, Workers.single());
    RecallResult result = lesson.recall(LessonNetwork.RNN, 20); // remember over 20 steps
    GradientNorms norms = result.before(); // before training
    double left = norms.share(); // of the gradient, 20 steps back
    double factor = norms.factorPerStep(); // it shrinks by this factor with each step
    // @end
    assertEquals(21, norms.h().size());
    assertTrue(left < 0.01 && factor < 1);
  }

  static void costs() {
    LessonOptions options = new LessonOptions(2, 1, 1, 1);
    List<String> lines = new ArrayList<>();
    // @start region="costs"
    VanishingLesson lesson = new VanishingLesson(options, Workers.single());
    for (StepCost cost : lesson.costs()) { // each network with full and truncated back-propagation
      String name = cost.network().label() + (cost.full() ? "" : ", k2 = " + cost.k2());
      lines.add("%s: %.1f µs a step, %d bytes".formatted(name, cost.microseconds(), cost.bytes()));
    }
    // @end
    assertEquals(12, lines.size());
  }

  static void machine() {
    // @start region="machine"
    Machine machine = Machine.here();
    String kernels = machine.kernels(); // such as vector (512 bit)
    String reason = machine.reason(); // and, if they are scalar, how to get vectors
    String warning = machine.warning().orElse("none");
    // @end
    assertTrue(!kernels.isEmpty() && !reason.isEmpty() && !warning.isEmpty());
  }
}
