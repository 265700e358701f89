package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training whose device fails.
class LostDeviceTest {
  private static final String FILE = "reviews.csv";
  private static final long LAUNCHES = 3000; // in the second epoch

  @TempDir Path folder;

  private static Sources data() {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 60; i++) {
      table.append(i % 2 == 0 ? "a good film " : "a bad one ").append(i);
      table.append(i % 2 == 0 ? ",up\n" : ",down\n");
    }
    return Sources.of(Map.of(FILE, table.toString().getBytes(UTF_8)));
  }

  private static RunPlan plan() {
    return RunPlan.of(
        "classify",
        FILE,
        Map.of(
            "hidden", "8", "embedding", "6", "epochs", "8", "batchSize", "8", "experts", "none"));
  }

  private static byte[] bytes(Finished<Model> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.model().file().write(bytes);
    return bytes.toByteArray();
  }

  @Test
  void the_run_ends_with_a_sentence_and_goes_on_from_its_checkpoint_to_the_same_model()
      throws IOException {
    byte[] whole = bytes(Runs.run(plan(), data(), List.of(), event -> {}));
    CheckpointSettings often =
        Settings.create(CheckpointSettings.class, Map.of("checkpointEvery", "1"));
    Checkpoints checkpoints = new Checkpoints(folder.resolve("m.recur"), often, Map.of());
    HostAccelerator device = HostAccelerator.lostAt(LAUNCHES);
    try (checkpoints) {
      PreparedRun<?> run = Runs.prepare(plan(), data(), event -> {});
      AcceleratorException e =
          assertThrows(
              AcceleratorException.class,
              () -> {
                try (Workers workers = Workers.on(device, 1)) {
                  run.train(workers, List.of(checkpoints), event -> {});
                }
              });
      assertTrue(e.lost());
      assertEquals("the device host:0 was lost", e.getMessage());
      assertEquals(0, device.live());
    }
    Checkpoint newest = Checkpoint.read(checkpoints.newest().orElseThrow());
    assertArrayEquals(whole, bytes(Runs.resume(newest, data(), List.of(), event -> {})));
  }
}
