package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the page of `bench/compare gpu` says of given measurements.
class DevicePageTest {
  @Test
  void a_row_has_milliseconds_rates_and_ratios() {
    DeviceRow row = new DeviceRow("train", CellKind.GRU, Size.B, 2e-3, 1e-3, 3e-3, 50e-3);
    assertEquals(
        List.of(
            "train", "B", "GRU", "2.00", "3.20 M", "1.00", "3.00", "0.50", "1.50", "50.0", "25.0"),
        printed(row));
  }

  @Test
  void what_was_not_measured_is_a_dash() {
    double none = Double.NaN;
    DeviceRow row = new DeviceRow("infer", CellKind.RNN, Size.D, 10e-3, none, none, 5e-3);
    assertEquals(
        List.of("infer", "D", "RNN", "10.0", "10.0 k", "–", "–", "–", "–", "5.00", "0.50"),
        printed(row));
  }

  private static List<String> printed(DeviceRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Table table = new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8), DeviceRow.TITLES);
    table.row(row.cells());
    String line = bytes.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    return List.of(line.substring(2, line.length() - 2).strip().split(" +\\| +", -1));
  }

  @Test
  void rates_are_counted_from_seconds() {
    DeviceRates rates = new DeviceRates(0.01, 0.02, 3e-6, 12e-6, 2.147483648e-4);
    assertEquals(
        "copies of 64 MiB: 6.71 GB/s to the device, 3.36 GB/s back · an empty launch: 3.00 µs, and"
            + " 12.0 µs with the wait for it · product of 1024³: 10.0 TFLOP/s",
        rates.sentence());
  }

  @Test
  void the_device_is_named() {
    AcceleratorInfo info = new AcceleratorInfo("cuda:0", "A GPU", "CUDA 13.0", 1L << 32, true);
    assertEquals(
        "cuda:0 · A GPU · CUDA 13.0 · 4,096 MiB · functions and roundings have the CPU's bits",
        DeviceComparison.sentence(info, true));
  }

  @Test
  void networks_without_the_same_bits_are_named() {
    SameBits bits = new SameBits("networks");
    assertFalse(bits.any());
    bits.add("one", Map.of("w", new float[] {1, Float.NaN}), Map.of("w", new float[] {1, 0f / 0}));
    bits.add("two", Map.of("w", new float[] {0f}), Map.of("w", new float[] {-0f}));
    bits.add("three", Map.of("w", new float[] {0f}), Map.of());
    assertTrue(bits.any());
    assertEquals("1 of 3 networks have the CPU's bits; these do not: two · three", bits.sentence());
  }

  @Test
  void every_small_network_learns_and_has_a_name_of_its_own() {
    List<SmallNetwork> all = SmallNetwork.all(List.of(CellKind.values()));
    assertEquals(48, all.stream().map(SmallNetwork::name).distinct().count());
    Map<String, float[]> results = all.getFirst().train(Workers.single());
    assertTrue(results.get("loss 2")[0] != results.get("loss 0")[0]);
    assertTrue(results.containsKey("rnn.weight_hh_l0"));
  }

  @Test
  void what_takes_longer_than_the_rest_of_the_time_does_not_fit() {
    Budget budget = new Budget(60, () -> 40);
    assertTrue(budget.fits(15));
    assertFalse(budget.fits(15.1));
  }
}
