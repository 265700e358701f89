package dev.recur.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names of runs.
class RunFilesTest {
  @TempDir Path folder;

  @Test
  void a_name_is_free_if_neither_model_nor_arguments_have_it() throws IOException {
    Files.createFile(folder.resolve("model-1.recur"));
    Files.createFile(folder.resolve("model-2.run.args"));
    RunFiles files = RunFiles.next(folder, List.of("--seed=1"));
    assertEquals(folder.resolve("model-3.recur"), files.model());
    assertEquals("--seed=1\n", Files.readString(folder.resolve("model-3.run.args")));
    files.giveUp();
    assertEquals(files, RunFiles.next(folder, List.of()));
  }

  @Test
  void a_folder_is_no_name_for_a_model_even_by_force() {
    assertEquals(
        "out must name a file, and %s is a folder".formatted(folder),
        assertThrows(
                IllegalArgumentException.class, () -> RunFiles.check(Optional.of(folder), true))
            .getMessage());
  }

  @Test
  void runs_that_begin_at_once_get_names_of_their_own() throws Exception {
    Set<Path> names = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<RunFiles>> runs = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        runs.add(threads.submit(() -> RunFiles.next(folder, List.of())));
      }
      for (Future<RunFiles> run : runs) {
        assertTrue(names.add(run.get().model()));
      }
    }
    assertTrue(names.contains(folder.resolve("model-64.recur")));
  }
}
