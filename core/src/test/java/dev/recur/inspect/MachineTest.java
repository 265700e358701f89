package dev.recur.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The warning about the Java version of a machine.
class MachineTest {
  @ParameterizedTest
  @CsvSource({"25, true", "25.0.2+10, true", "25.0.3+9-LTS, false", "25.0.3, false", "26, false"})
  void only_a_java_25_that_can_corrupt_arrays_is_warned_about(String version, boolean warned) {
    var machine = new Machine(Runtime.Version.parse(version), 1, "scalar", "A test.");
    assertEquals(warned, machine.warning().isPresent());
  }
}
