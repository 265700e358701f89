package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.task.CellKind;
import dev.recur.tensor.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceOptionsTest {
  @Test
  void the_first_gpu_is_measured_within_four_minutes_by_default() {
    DeviceOptions options = DeviceOptions.parse(List.of());
    assertEquals(Device.parse("gpu"), options.device());
    assertEquals(4, options.minutes());
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(List.of(processors), options.options().threads());
    assertEquals(List.of(Size.values()), options.options().sizes());
  }

  @Test
  void its_own_options_stand_anywhere_between_the_others() {
    DeviceOptions options =
        DeviceOptions.parse(
            List.of("--rows", "a", "--device", "opencl:1", "--cells", "lstm", "--minutes", "0.5"));
    assertEquals(new Device(Device.Type.OPENCL, 1), options.device());
    assertEquals(0.5, options.minutes());
    assertEquals(List.of(Size.A), options.options().sizes());
    assertEquals(List.of(CellKind.LSTM), options.options().cells());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--device cpu | --device: expected a GPU, got cpu",
        "--device tpu | --device: unknown device \"tpu\": expected cpu, gpu, cuda, cuda:N, opencl"
            + " or opencl:N",
        "--device | --device: expected a value after it, got none",
        "--minutes 0 | --minutes: expected more than 0, got 0.0",
        "--minutes x | --minutes: cannot read x",
        "--threads 1,2 | --threads: expected one number, got 2",
        "--what 1 | expected one of the options below, got --what",
      })
  void wrong_options_are_refused(String line, String sentence) {
    List<String> arguments = List.of(line.split(" ", -1));
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> DeviceOptions.parse(arguments))
            .getMessage());
  }
}
