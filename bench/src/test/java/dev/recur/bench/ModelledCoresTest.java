package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.bench.ModelledCores.Part;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelledCoresTest {
  private static final double CALL = 1e-6; // seconds to hand out tasks

  @Test
  void a_task_goes_to_the_core_that_is_free_first() {
    Part part = new Part("there", 0.5, List.of(3.0, 1.0, 1.0, 2.0));
    assertEquals(7, part.work());
    assertEquals(7, part.span(1));
    assertEquals(4 + CALL, part.span(2), 1e-9); // 3 | 1, 1, 2
    assertEquals(3 + CALL, part.span(3), 1e-9); // 3 | 1, 2 | 1
    assertEquals(3 + CALL, part.span(16), 1e-9);
    assertEquals(3, new Part("there", 0, List.of(3.0)).span(16)); // nothing to hand out
  }

  @Test
  void calls_are_recorded_with_their_tasks_and_their_caller() {
    ModelledCores cores = new ModelledCores();
    int[] done = new int[3];
    List<Part> parts;
    try (Workers workers = new Workers(16, cores)) {
      assertEquals(16, workers.threads());
      parts =
          cores.step(
              () -> {
                workers.run(3, i -> workers.run(2, j -> done[i]++)); // the inner ones are no parts
                workers.run(0, i -> done[i]++);
              });
    }
    assertEquals(List.of(2, 2, 2), List.of(done[0], done[1], done[2]));
    assertEquals(List.of(3, 0, 0), parts.stream().map(part -> part.tasks().size()).toList());
    String here = "ModelledCoresTest.calls_are_recorded_with_their_tasks_and_their_caller";
    assertEquals(List.of(here, here, "the end"), parts.stream().map(Part::where).toList());
    assertTrue(parts.stream().allMatch(part -> part.serial() >= 0), parts::toString);
  }
}
