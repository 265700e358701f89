package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggingTest {
  private static final List<String> NOUNS = List.of("dog", "cat", "house", "tree", "river");
  private static final List<String> VERBS = List.of("sees", "finds", "likes", "leaves");

  @TempDir private Path folder;

  /// A treebank of sentences such as `the dog sees a cat .`, with a comment, a token of two words
  /// and a word that is not written.
  private Treebank treebank() throws IOException {
    write("train", 200, "");
    write("dev", 20, "");
    write("test", 30, "s"); // unknown words: plurals
    return Treebank.in(folder);
  }

  private void write(String part, int sentences, String ending) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      Seed seed = Seed.of(1).split(part).split(i);
      lines.append("# sent_id = ").append(i).append('\n');
      lines.append(line("1-2", "thedog", "_"));
      lines.append(line("1", "the", "DET"));
      lines.append(line("2", one(NOUNS, seed, 0) + (i % 5 == 0 ? ending : ""), "NOUN"));
      lines.append(line("2.1", "which", "PRON"));
      lines.append(line("3", one(VERBS, seed, 1), "VERB"));
      lines.append(line("4", "a", "DET"));
      lines.append(line("5", one(NOUNS, seed, 2), "NOUN"));
      lines.append(line("6", ".", "PUNCT")).append('\n');
    }
    Files.writeString(folder.resolve("xx_small-ud-" + part + ".conllu"), lines);
  }

  private static String one(List<String> some, Seed seed, long i) {
    return some.get((int) (seed.uniform(i) * some.size()));
  }

  private static String line(String id, String form, String upos) {
    return String.join("\t", id, form, "_", upos, "_", "_", "_", "_", "_", "_") + "\n";
  }

  private TaggingOptions options() {
    return TaggingOptions.parse(
        List.of(
            (folder + " --threads 1 --seconds 1e-9 --set hidden=8 --set embedding=8 --set lr=0.02")
                .split(" ", -1)));
  }

  @Test
  void every_tagger_is_trained_tested_and_measured() throws IOException {
    List<Tagging.Measured> all = Tagging.measured(treebank(), options());
    assertEquals(
        List.of(
            "most frequent tag",
            "averaged perceptron",
            "OpenNLP, maximum entropy",
            "OpenNLP, perceptron",
            "Recur, 32 sentences at a time",
            "Recur"),
        all.stream().map(Tagging.Measured::title).toList());
    for (Tagging.Measured one : all) {
      assertTrue(one.accuracy().all() > 0.9, one::toString);
    }
    for (Tagging.Measured one : all.subList(2, all.size())) {
      assertTrue(one.accuracy().unknown() > 0.5, one::toString);
      assertTrue(one.seconds() > 0 && one.speed() > 0, one::toString);
    }
    assertEquals(all.get(4).accuracy(), all.get(5).accuracy());
  }

  @Test
  void words_are_those_that_are_written_one_by_one() throws IOException {
    Treebank bank = treebank();
    List<Treebank.Sentence> train = Treebank.read(bank.train());
    assertEquals(200, train.size());
    assertEquals(200 * 6, Treebank.words(train));
    assertEquals(List.of("DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"), train.getFirst().tags());
  }

  @Test
  void a_folder_without_a_treebank_is_refused() {
    assertEquals(
        folder + ": expected one file that ends with -train.conllu, got 0",
        assertThrows(IllegalArgumentException.class, () -> Treebank.in(folder)).getMessage());
  }
}
