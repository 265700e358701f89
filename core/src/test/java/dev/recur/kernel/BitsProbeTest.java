package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.HostAccelerator;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is compared before an accelerator is said to have the bits of the CPU.
class BitsProbeTest {
  private static final Collection<String> WITH_DOUBLES =
      List.of("probe", "product", "squares", "clipFactor");

  private static void assertAlike(HostAccelerator on, Collection<String> kernels) {
    assertTrue(BitsProbe.computesAlike(on));
    assertEquals(kernels, List.copyOf(on.launched()));
    assertEquals(0, on.used(), "bytes left");
  }

  @Test
  void functions_sums_and_double_precision() {
    assertAlike(new HostAccelerator(), WITH_DOUBLES);
  }

  @Test
  void a_device_without_doubles_is_not_asked_for_them() {
    assertAlike(HostAccelerator.withoutDoubles(), List.of("probe", "product", "squares"));
  }
}
