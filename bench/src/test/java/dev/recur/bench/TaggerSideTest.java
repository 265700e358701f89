package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggerSideTest {
  @TempDir private Path folder;

  /// 40 sentences of one to seven words, of which the last occurs once.
  private static List<Treebank.Sentence> sentences() {
    List<Treebank.Sentence> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> words = new ArrayList<>(List.of("word" + i));
      List<String> tags = new ArrayList<>(List.of("X"));
      for (int t = 0; t < i % 7; t++) {
        words.addFirst("a" + t);
        tags.addFirst(t % 2 == 0 ? "DET" : "NOUN");
      }
      all.add(new Treebank.Sentence(words, tags));
    }
    return all;
  }

  private long[] longs(ModelFile file, String name) throws IOException {
    return file.array(name, NamedArray.Dtype.I64).longs();
  }

  @Test
  void a_peer_gets_the_words_letters_and_tags_of_all_batches() throws IOException {
    TaggerSide side = new TaggerSide(sentences(), true, Workers.single());
    Path path = folder.resolve("tagger.safetensors");
    side.write(path);

    ModelFile file = ModelFile.read(path);
    int words = Treebank.words(sentences());
    assertEquals(words, side.words());
    assertEquals(2, side.count());
    assertEquals(words, longs(file, "words").length);
    assertEquals(words, longs(file, "tags").length);
    assertEquals(words, Arrays.stream(longs(file, "lengths")).sum());
    assertEquals(40, Arrays.stream(longs(file, "batches")).sum());
    long end = Long.parseLong(file.metadata("end"));
    assertEquals(words, Arrays.stream(longs(file, "letters")).filter(id -> id == end).count());
    // words that occur once have no vector
    assertEquals(40, Arrays.stream(longs(file, "words")).filter(id -> id == 0).count());
    assertEquals("0.25", file.metadata("wordDropout"));
  }

  @Test
  void steps_train_the_network() {
    TaggerSide side = new TaggerSide(sentences(), false, Workers.single());
    double before = side.check()[0];
    for (int i = 0; i < 20; i++) {
      side.train();
    }
    side.catchUp();
    assertTrue(side.check()[0] < before / 2);
    assertEquals(40, side.tag().rows());
  }
}
