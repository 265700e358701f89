package dev.recur.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.RunPlan;
import dev.recur.score.Figure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record of a search is read as it was written, and nothing else is taken for one.
class TrialsFileTest {
  private static final Trial TRIAL =
      new Trial(
          3,
          1,
          4,
          new LinkedHashMap<>(Map.of("lr", "0.001")),
          Figure.lower("loss", 0.1 + 0.2),
          Figure.share("accuracy", 1 / 3.0),
          List.of(0.25, 1e-300),
          true,
          1.5,
          "");

  @TempDir Path folder;

  private TrialsFile created(String name) throws IOException {
    return TrialsFile.create(
        folder.resolve(name),
        RunPlan.of("classify", "리뷰.csv", Map.of("hidden", "8..16")),
        new TuneSettings(OptionalInt.of(9), 2.5),
        Map.of("리뷰.csv", "abc"),
        Map.of("out", "m \"1\".recur"));
  }

  @Test
  void what_was_written_is_read_to_the_bit() throws IOException {
    TrialsFile file = created("a.trials.jsonl");
    Trial failed = Trial.failed(4, 0, 2, TRIAL.values(), 2, "the loss is NaN");
    file.add(TRIAL, 10);
    file.add(failed, 12.5);
    TrialsFile read = TrialsFile.read(file.file());
    assertEquals(List.of(TRIAL, failed), read.trials());
    assertEquals(12.5, read.elapsed());
    assertEquals(new TuneSettings(OptionalInt.of(9), 2.5), read.settings());
    assertEquals("8..16", read.plan().settings().get("hidden"));
    assertEquals("리뷰.csv", read.plan().file());
    assertEquals("m \"1\".recur", read.local().get("out"));
  }

  @Test
  void a_line_that_a_kill_cut_off_is_removed_wherever_it_ends() throws IOException {
    TrialsFile file = created("b.trials.jsonl");
    file.add(TRIAL, 10);
    byte[] whole = Files.readAllBytes(file.file());
    file.add(TRIAL, 11);
    byte[] more = Files.readAllBytes(file.file());
    for (int length = whole.length; length < more.length; length += 7) {
      Files.write(file.file(), Arrays.copyOf(more, length));
      assertEquals(List.of(TRIAL), TrialsFile.read(file.file()).trials());
      assertEquals(whole.length, Files.size(file.file()));
    }
  }

  @Test
  void other_limits_and_threads_may_follow_and_the_end_is_remembered() throws IOException {
    TrialsFile file = created("f.trials.jsonl");
    file.add(TRIAL, 10);
    file.end(11);
    TrialsFile read = TrialsFile.read(file.file());
    assertTrue(read.hasEnded());
    assertEquals(List.of(TRIAL), read.trials());
    assertEquals(11, read.elapsed());
    TrialsFile threads = read.with(Map.of(), Map.of("threads", "3"));
    assertTrue(threads.hasEnded());
    assertEquals("3", threads.plan().settings().get("threads"));
    TrialsFile longer = read.with(Map.of("minutes", "7"), Map.of());
    assertEquals(7, longer.settings().minutes());
    assertFalse(longer.hasEnded());
    assertThrows(
        IllegalArgumentException.class, () -> read.with(Map.of("minutes", "-7"), Map.of()));
  }

  @Test
  void an_existing_file_is_not_replaced() throws IOException {
    created("c.trials.jsonl");
    assertThrows(FileAlreadyExistsException.class, () -> created("c.trials.jsonl"));
  }

  @Test
  void other_files_are_refused_in_one_sentence() throws IOException {
    Path file = folder.resolve("d.trials.jsonl");
    for (String content :
        new String[] {
          "",
          "hello\n",
          "{\"event\":\"epoch\"}\n",
          "{\"search\":\"99\",\"program\":\"0.0.1\"}\n",
          Files.readString(created("e.trials.jsonl").file()) + "{\"trial\":1}\n"
        }) {
      Files.writeString(file, content);
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> TrialsFile.read(file))
                  .getMessage());
      assertTrue(message.startsWith(file + ": expected "), message);
      assertTrue(
          message.endsWith("(not a file of trials, NAME.trials.jsonl, or a damaged one?)")
              || message.contains("only the program that began it can go on"),
          message);
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThrows(IllegalArgumentException.class, () -> TrialsFile.read(file));
  }
}
