package dev.recur.task.classify;

import static dev.recur.task.classify.Sentences.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.settings.Settings;
import dev.recur.task.text.TextSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pretrained vectors that an embedding starts from, from files as other programs write them.
class PretrainedTest {
  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();

  private Classifier train(TextSettings text, int embedding) {
    return Sentences.train(text, embedding, notes);
  }

  private Path vectors(String... lines) throws IOException {
    return Files.writeString(folder.resolve("v.vec"), String.join("\n", lines) + "\n");
  }

  private TextSettings with(Path file, String... more) {
    List<String> pairs = new ArrayList<>(List.of("vectors", file.toString()));
    pairs.addAll(List.of(more));
    return text(pairs.toArray(String[]::new));
  }

  @Test
  void vectors_say_how_wide_the_embedding_is_and_how_much_they_have() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6", "zebra 7 8 9");
    Classifier model = train(with(file), 0);
    assertEquals("3", model.metadata().get("network.embedding"));
    assertEquals("auto", model.metadata().get("asked.network.embedding"));
    assertFalse(model.metadata().containsKey("text.vectors"));
    int tokens = model.field().vocab().size();
    assertEquals(Settings.text(2.0 / tokens), model.metadata().get("data.vectors"));
    assertEquals("tokenizer: words, as pretrained vectors are of words", notes.getFirst());
    assertEquals(
        "vectors: v.vec covers %.1f %% of the vocabulary, 2 of %d tokens, with 3 numbers each"
            .formatted(200.0 / tokens, tokens),
        notes.getLast());
  }

  @Test
  void rows_that_are_no_vectors_are_left_out_and_told() throws IOException {
    train(with(vectors("cat 1 2 3", "dog 4 5", "owl 7 8 9")), 0);
    String note = notes.stream().filter(n -> n.startsWith("vectors: ")).findFirst().get();
    assertTrue(note.contains("; 1 row was left out, the first in line 2: "), note);
  }

  @Test
  void frozen_vectors_stay_and_others_move() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6");
    assertEquals(List.of(1f, 2f, 3f), row(train(with(file, "freezeVectors", "true"), 3), "cat"));
    assertFalse(row(train(with(file), 3), "cat").equals(List.of(1f, 2f, 3f)));
  }

  private static List<Float> row(Classifier model, String token) {
    float[] table =
        Objects.requireNonNull(model.network().parameters().get("embedding.weight")).toArray();
    int at = model.field().vocab().index(token) * 3;
    return List.of(table[at], table[at + 1], table[at + 2]);
  }

  @Test
  void binary_vectors_are_read_too() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes("2 3\n".getBytes(StandardCharsets.UTF_8));
    for (String token : List.of("cat", "zebra")) {
      out.writeBytes((token + " ").getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(row.putFloat(0.1f).putFloat(-2.5f).putFloat(3).array());
      out.write('\n');
    }
    Path file = Files.write(folder.resolve("v.bin"), out.toByteArray());
    Classifier model = train(with(file, "freezeVectors", "true"), 0);
    assertEquals(List.of(0.1f, -2.5f, 3f), row(model, "cat"));
  }

  @Test
  void vectors_that_do_not_fit_are_refused() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6");
    assertRefused(
        "embedding=50 does not fit the vectors of %s, which have 3 numbers: leave embedding"
                .formatted(file)
            + " out, or choose other vectors",
        with(file),
        50);
    Path none = Files.writeString(folder.resolve("none.txt"), "This is\nno file of vectors.\n");
    assertRefused(
        none
            + ": expected rows of a token and its vector, got none (a binary file?); line 1:"
            + " \"is\" is not a number",
        with(none),
        0);
    Path foreign = Files.writeString(folder.resolve("other.vec"), "chat 1 2\nchien 3 4\n");
    assertRefused(
        "%s has no vector for any of the 38 tokens of the vocabulary (is it of another language,"
                .formatted(foreign)
            + " or in capitals? otherwise try lower=false or tokenizer=words)",
        with(foreign),
        0);
    assertRefused(folder + ": expected a file of vectors, got a folder", with(folder), 0);
    assertRefused(
        "freezeVectors needs pretrained vectors: give vectors=FILE as well",
        text("freezeVectors", "true"),
        0);
    Path missing = folder.resolve("missing.vec");
    assertRefused("vectors=%s: there is no such file".formatted(missing), with(missing), 0);
  }

  private void assertRefused(String sentence, TextSettings text, int embedding) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> train(text, embedding)).getMessage());
  }
}
