package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Workers;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What Java passes to the kernels is what they expect: a driver cannot check it.
class LaunchesTest {
  @Test
  void every_launch_fits_the_kernels_source() {
    try (RecordingAccelerator device = new RecordingAccelerator(OpenClCopiesTest.open());
        Workers workers = Workers.on(device, 1)) {
      for (SmallTraining training : SmallTraining.all()) {
        var values = training.run(Workers.single());
        var onDevice = training.run(workers);
        values.forEach(
            (name, v) -> assertArrayEquals(v, onDevice.get(name), training + ", " + name));
      }
      var expected = SmallOperations.run(Workers.single());
      var got = SmallOperations.run(workers);
      expected.forEach((name, values) -> assertArrayEquals(values, got.get(name), name));
      Set<String> rest = new TreeSet<>(Signatures.read().keySet());
      rest.removeAll(device.launched());
      rest.remove("probe"); // of BitsProbe
      rest.remove("average"); // of a whole training: SameModelTest
      assertEquals(Set.of(), rest, "kernels that nothing launches");
    }
  }
}
