package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Scores;
import dev.recur.source.Sources;
import dev.recur.task.OptimizerKind;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.Saved;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that is killed again and again, wherever it is, ends with the model of one that was
/// never killed: four or five kills for each optimiser, twenty-five in all.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is open cannot be replaced there")
class KilledRunTest {
  /// A process that trains, and waits to be killed at a place.
  static final class Program {
    private final String place;
    private final int when;
    private final AtomicInteger times = new AtomicInteger();

    Program(String place, int when) {
      this.place = place;
      this.when = when;
    }

    public static void main(String[] args) throws IOException {
      new Program(args[1], Integer.parseInt(args[2])).run(Path.of(args[0]), args[3], args[4]);
    }

    private void run(Path folder, String optimizer, String threads) throws IOException {
      Path model = folder.resolve("m.recur");
      Consumer<RunEvent> listener =
          event -> {
            if (event instanceof RunEvent.InTraining(int _, TrainingEvent.BatchEnded _)) {
              reached("batch");
            }
          };
      Sources files = Sources.files();
      CheckpointSettings often = new CheckpointSettings("2", false);
      try (Checkpoints checkpoints =
          new Checkpoints(model, often, Map.of(), out -> new Slow(out, this))) {
        List<Policy> policies = List.of(checkpoints, new Validating(this, checkpoints));
        Optional<Path> from = newest(folder);
        Finished<?> finished =
            from.isPresent()
                ? Runs.resume(
                    Checkpoint.read(from.get()).with("threads", threads), files, policies, listener)
                : Runs.run(plan(folder, optimizer), files, policies, listener);
        finished.model().save(model, true);
        checkpoints.modelSaved();
      }
      System.out.println("done");
    }

    /// Counts how often a place was reached, and stays there at the right time.
    void reached(String here) {
      if (here.equals(place) && times.incrementAndGet() == when) {
        System.out.println("here");
        while (true) {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      }
    }
  }

  /// Waits for each checkpoint, so that the places are always the same.
  private record Validating(Program program, Checkpoints checkpoints) implements Policy {
    @Override
    public Verdict epochEnded(Progress now, Scores validation, Trainable network) {
      program.reached("validation");
      return Verdict.GO_ON;
    }

    @Override
    public void settled(Progress now, Saved training) {
      checkpoints.join();
    }
  }

  /// A disk that may stand still after half of a file.
  private static final class Slow extends FilterOutputStream {
    private final Program program;
    private int written;

    Slow(OutputStream out, Program program) {
      super(out);
      this.program = program;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length / 2);
      if (written == 0) {
        out.flush();
        program.reached("writing");
      }
      out.write(bytes, from + length / 2, length - length / 2);
      written += length;
    }
  }

  private record Kill(String place, int when) {}

  private static final List<Kill> KILLS =
      List.of(
          new Kill("batch", 5),
          new Kill("writing", 2),
          new Kill("validation", 1),
          new Kill("writing", 1),
          new Kill("batch", 6),
          new Kill("validation", 2),
          new Kill("batch", 3),
          new Kill("batch", 4));

  @TempDir Path folder;

  private static RunPlan plan(Path folder, String optimizer) {
    Map<String, String> words =
        Map.ofEntries(
            Map.entry("hidden", "4"),
            Map.entry("embedding", "4"),
            Map.entry("epochs", "4"),
            Map.entry("batchSize", "12"),
            Map.entry("dropout", "0.2"),
            Map.entry("threads", "1"),
            Map.entry("lr", "0.02"),
            Map.entry("optimizer", optimizer));
    return RunPlan.of("classify", folder.resolve("a.csv").toString(), words);
  }

  private void writeData() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 100; i++) {
      rows.append(
          i % 2 == 0 ? "a good film " + i % 7 + ",up\n" : "a bad film " + i % 5 + ",down\n");
    }
    Files.writeString(folder.resolve("a.csv"), rows);
  }

  private static List<Path> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().contains(".checkpoint-"))
          .sorted(Comparator.comparingInt(file -> number(file)))
          .toList();
    }
  }

  private static int number(Path checkpoint) {
    String name = checkpoint.toString();
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    List<Path> all = checkpoints(folder);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// Starts a process, and kills it if it waits for that.
  ///
  /// @return its last word, `here` if it was killed, and `done` if it has ended
  private String process(Kill kill, String optimizer, int threads) throws Exception {
    String classes =
        Stream.of(
                "target/classes",
                "target/test-classes",
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classes, Program.class.getName()));
    command.addAll(List.of(folder.toString(), kill.place, Integer.toString(kill.when)));
    command.addAll(List.of(optimizer, Integer.toString(threads)));
    Path said = folder.resolve("said.txt");
    Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String word = out.readLine();
      process.toHandle().destroyForcibly(); // SIGKILL, after which nothing can be mended
      process.waitFor();
      return word == null ? Files.readString(said) : word;
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void a_run_that_is_killed_and_resumed_has_the_bytes_of_one_that_was_not(OptimizerKind kind)
      throws Exception {
    writeData();
    String optimizer = kind.name().toLowerCase(Locale.ROOT);
    Finished<?> whole = Runs.run(plan(folder, optimizer), Sources.files(), List.of(), event -> {});
    Path expected = folder.resolve("whole.recur");
    whole.model().save(expected, false);
    int first = List.of(OptimizerKind.values()).indexOf(kind);
    int kills = kind == OptimizerKind.ADAM ? 5 : 4;
    for (int i = 0; i < kills; i++) {
      Kill kill = KILLS.get((first + i) % KILLS.size());
      assertEquals("here", process(kill, optimizer, 1 + i % 2), kill + " of " + optimizer);
      assertTrue(
          !kill.place.equals("writing") || Files.exists(folder.resolve("m.checkpoint.part")),
          "half a file");
      for (Path checkpoint : checkpoints(folder)) {
        Checkpoint.read(checkpoint); // each is whole
      }
    }
    assertTrue(newest(folder).isPresent(), "it was resumed");
    assertEquals("done", process(new Kill("nowhere", 1), optimizer, 2));
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(folder.resolve("m.recur")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          List.of("a.csv", "m.recur", "said.txt", "whole.recur"),
          left.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
