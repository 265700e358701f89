package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which kernels a JVM gets, with the vector module and without.
@Tag("scalar")
class ChoiceTest {
  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  @Test
  void the_best_kernels_use_vectors_where_the_module_is_and_else_say_how_to_get_it() {
    Kernels best = Choice.decide("").get();
    if (VECTORS) {
      assertTrue(best.name().startsWith("vector ("), best.name());
    } else {
      assertEquals("scalar", best.name());
      assertTrue(best.reason().contains("--add-modules jdk.incubator.vector"), best.reason());
    }
  }

  @Test
  void the_property_decides() {
    Kernels scalar = Choice.decide("Scalar").get();
    assertEquals("scalar", scalar.name());
    assertEquals("The system property dev.recur.kernels asks for scalar kernels.", scalar.reason());
    if (VECTORS) {
      assertTrue(Choice.decide("vector").get().name().startsWith("vector ("));
    } else {
      var error = assertThrows(IllegalStateException.class, () -> Choice.decide("vector").get());
      assertTrue(String.valueOf(error.getMessage()).contains("not possible here. The module"));
    }
    var error = assertThrows(IllegalStateException.class, () -> Choice.decide("fast").get());
    assertEquals(
        "system property dev.recur.kernels: expected scalar or vector, got fast",
        error.getMessage());
  }

  @Test
  void the_first_kernels_are_scalar_where_nobody_asks_for_others() {
    assertEquals("scalar", Kernels.soonest().name());
  }

  @Test
  void this_processor_multiplies_and_adds_in_one_instruction() {
    assertTrue(FusedMultiplyAdd.inHardware());
  }
}
