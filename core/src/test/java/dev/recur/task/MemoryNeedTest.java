package dev.recur.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.accelerator.HostAccelerator;
import dev.recur.settings.Settings;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is refused for its memory, whatever the job, and in which words.
class MemoryNeedTest {
  private static final double MB = 1e6;

  /// A job that needs 1 MB for each row, on a device twice as much.
  private static MemoryNeed need(int batchSize) {
    FitSettings fit =
        Settings.create(FitSettings.class, Map.of("batchSize", Integer.toString(batchSize)));
    return new MemoryNeed(fit) {
      @Override
      protected double live(int rows) {
        return MB * rows;
      }

      @Override
      protected double liveBeside(int rows) {
        return MB * rows / 4;
      }

      @Override
      public double onDevice(int rows) {
        return 2 * MB * rows;
      }

      @Override
      protected double checkpoint() {
        return 0;
      }

      @Override
      protected List<String> sizes() {
        return List.of("layers", "hidden", "maxLength");
      }
    };
  }

  private static String refused(Workers workers, long limit) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> need(1000).require(workers, limit))
            .getMessage());
  }

  @Test
  void without_a_device_the_heap_decides() {
    need(1000)
        .require(
            Workers.single(),
            (long) (900 * MB)); // over the limit, but within the error of the estimate
    assertEquals(
        "training needs about 1.0 GB of memory, but Java may use only 100 MB: batchSize=63 would"
            + " fit (or give Java more memory: JDK_JAVA_OPTIONS=-Xmx2g)",
        refused(Workers.single(), (long) (100 * MB)));
  }

  @Test
  void on_a_device_its_memory_decides() {
    try (Workers workers = Workers.on(new HostAccelerator(100_000_000), 1)) {
      assertEquals(
          "training needs about 2.0 GB of memory on host:0, which has only 100 MB: batchSize=40"
              + " would fit",
          refused(workers, Long.MAX_VALUE));
    }
    try (Workers workers = Workers.on(new HostAccelerator(1_000_000), 1)) {
      assertEquals(
          "training needs about 2.0 GB of memory on host:0, which has only 1 MB: not even"
              + " batchSize=1 would fit (reduce layers, hidden or maxLength)",
          refused(workers, Long.MAX_VALUE));
    }
  }

  @Test
  void the_heap_beside_a_device_has_to_suffice_too() {
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      need(1000).require(workers, (long) (220 * MB));
      assertEquals(
          "training needs about 270 MB of memory, but Java may use only 100 MB: batchSize=252"
              + " would fit (or give Java more memory: JDK_JAVA_OPTIONS=-Xmx1g)",
          refused(workers, (long) (100 * MB)));
      String noted = need(1000).note(workers).sentence();
      assertEquals("about 400 MB, and 2.0 GB on host:0", noted);
    }
    assertEquals("about 1.2 GB", need(1000).note(Workers.single()).sentence());
  }

  @Test
  void figures_have_two_digits() {
    assertEquals("1 MB", MemoryNeed.words(3));
    assertEquals("350 MB", MemoryNeed.words(347e6));
    assertEquals("1.0 GB", MemoryNeed.words(999e6));
    assertEquals("1.5 GB", MemoryNeed.words(1.549e9));
    assertEquals("6,400 GB", MemoryNeed.words(6.351e12));
  }
}
