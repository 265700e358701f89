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
    RecallResult result = lesson.recall(LessonNetwork.RNN, 10); // remember over 10 steps
    GradientNorms norms = result.before(); // before training
    double left = norms.share(); // of the gradient, 10 steps back
    double factor = norms.factorPerStep(); // it shrinks by this factor with each step
    // @end
    assertEquals(11, norms.h().size());
    assertTrue(left < 0.1 && factor < 1);
  }

  static void costs() {
    List<StepCost> costs = List.of(new StepCost(LessonNetwork.GRU, 200, 10, 20, 12.5, 4096));
    List<String> lines = new ArrayList<>();
    // @start region="costs"
    for (StepCost cost : costs) { // of VanishingLesson.costs(), which takes seconds
      String name = cost.network().label() + (cost.full() ? "" : ", k2 = " + cost.k2());
      lines.add(name + ": " + cost.microseconds() + " µs a step, " + cost.bytes() + " bytes");
    }
    // @end
    assertEquals(List.of("GRU, k2 = 20: 12.5 µs a step, 4096 bytes"), lines);
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
