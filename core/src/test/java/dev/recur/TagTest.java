package dev.recur;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.CellKind;
import dev.recur.task.Model;
import dev.recur.task.tag.TagLabelSettings.SchemeKind;
import dev.recur.task.tag.TagLabelSettings.TagMonitor;
import dev.recur.task.tag.Tagger;
import dev.recur.task.tag.WordSettings.CharacterKind;
import dev.recur.task.tag.WordSettings.LetterKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The typed settings of a tagger say the same as the words of a plan.
class TagTest {
  @TempDir Path folder;

  @Test
  void every_method_sets_the_words_that_the_command_would_have() {
    RunPlan plan =
        Tag.plan(
            "x.conllu",
            s ->
                s.format(RunOptions.Format.CONLLU)
                    .words("lemma")
                    .tags("xpos")
                    .scheme(SchemeKind.BIOES)
                    .lower(false)
                    .normalize(false)
                    .maxSize(1000)
                    .minFreq(1)
                    .wordDropout(0.1)
                    .chars(CharacterKind.NONE)
                    .charLetters(LetterKind.JAMO)
                    .vectors(Path.of("v.vec"))
                    .freezeVectors(true)
                    .cell(CellKind.GRU)
                    .layers(2)
                    .hidden(32)
                    .embedding(16)
                    .charEmbedding(8)
                    .charHidden(12)
                    .bidirectional(false)
                    .crf(true)
                    .dropout(0)
                    .monitor(TagMonitor.LOSS));
    assertEquals("{file=x.conllu, words=lemma, tags=xpos, format=conllu}", plan.data().toString());
    assertEquals(
        "{bidirectional=false, cell=gru, charEmbedding=8, charHidden=12, charLetters=jamo,"
            + " chars=none, crf=true, dropout=0, embedding=16, freezeVectors=true, hidden=32,"
            + " layers=2, lower=false, maxSize=1000, minFreq=1, monitor=loss, normalize=false,"
            + " scheme=bioes, vectors=./v.vec, wordDropout=0.1}",
        new TreeMap<>(plan.settings()).toString());
    assertDoesNotThrow(() -> Runs.check(plan));
  }

  @Test
  void it_trains_what_a_plan_of_the_same_words_trains() throws IOException {
    Path file = sentences();
    Finished<Tagger> typed = Tag.train(file, TagTest::small);
    Map<String, String> words = new HashMap<>(Map.of("tags", "2", "hidden", "8", "threads", "2"));
    words.putAll(Map.of("embedding", "8", "charEmbedding", "4", "charHidden", "4", "epochs", "2"));
    Finished<Model> plan =
        Runs.run(RunPlan.of("tag", file.toString(), words), Sources.files(), List.of(), e -> {});
    assertArrayEquals(bytes(plan.model()), bytes(typed.model()));
    assertEquals(Set.of("DET", "NOUN", "PROPN", "VERB"), Set.copyOf(typed.model().tags()));
  }

  @Test
  void a_run_goes_on_from_a_checkpoint_to_the_same_bits() throws IOException {
    Path file = sentences();
    RunPlan plan = Tag.plan(file.toString(), TagTest::small);
    Map<String, String> saving = Map.of("checkpointEvery", "1", "keepCheckpoints", "true");
    try (Checkpoints checkpoints =
        new Checkpoints(
            folder.resolve("model.recur"),
            Settings.create(CheckpointSettings.class, saving),
            Map.of())) {
      Finished<Tagger> whole = Tag.run(plan, Sources.files(), List.of(checkpoints), event -> {});
      Path newest = checkpoints.newest().orElseThrow();
      assertArrayEquals(bytes(whole.model()), bytes(Tag.resume(newest).model()));
      assertEquals(
          "expected a plan of the job \"classify\", got one of \"tag\"",
          assertThrows(IllegalArgumentException.class, () -> Classify.resume(newest)).getMessage());
    }
  }

  @Test
  void errors_name_settings_and_columns_as_the_caller_wrote_them() throws IOException {
    Path file = sentences();
    assertEquals(
        "monitor=f1 needs tags that encode spans, so it cannot be given with scheme=none",
        refused(file, s -> s.scheme(SchemeKind.NONE).monitor(TagMonitor.F1)));
    assertTrue(refused(file, s -> s.tags("upos")).contains("\"upos\""));
    assertTrue(refused(file, s -> s.vectors(folder.resolve("none.vec"))).startsWith("vectors"));
    RunPlan other = Classify.plan("x.csv", s -> {});
    assertEquals(
        "expected a plan of the job \"tag\", got one of \"classify\"",
        assertThrows(
                IllegalArgumentException.class,
                () -> Tag.run(other, Sources.files(), List.of(), event -> {}))
            .getMessage());
  }

  private static String refused(Path file, Consumer<TagOptions> settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Tag.train(file, settings)).getMessage());
  }

  private static void small(TagOptions settings) {
    settings.tags("2").hidden(8).embedding(8).charEmbedding(4).charHidden(4).epochs(2).threads(1);
  }

  private Path sentences() throws IOException {
    return Files.writeString(
        folder.resolve("sentences.conll"),
        "the\tDET\ndog\tNOUN\nsleeps\tVERB\n\na\tDET\ncat\tNOUN\nsees\tVERB\nAnna\tPROPN\n\n"
            .repeat(20));
  }

  private static byte[] bytes(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.file().write(out);
    return out.toByteArray();
  }
}
