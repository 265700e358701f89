package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands with the job `tag`, on each of the formats that it reads.
class TagCommandTest {
  private static final String SMALL =
      " --hidden=8 --embedding=8 --char-embedding=4 --char-hidden=4 --epochs=4 --lr=0.03"
          + " --batch-size=8 --dropout=0.1 --word-dropout=0.05 --threads=1 --checkpoint-every=none";
  private static final List<String> NAMES = List.of("Anna", "Boris", "Celia", "Dora");
  private static final List<String> VERBS = List.of("sees", "finds", "likes");

  @TempDir static Path folder;

  @BeforeAll
  static void write_the_data_and_train() throws IOException {
    StringBuilder conll = new StringBuilder();
    StringBuilder conllu = new StringBuilder();
    StringBuilder tokens = new StringBuilder();
    StringBuilder spans = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      String name = NAMES.get(i * 7 % 4);
      String verb = VERBS.get(i * 5 % 3);
      conll.append(
          "%s\tB-PER\n%s\tO\ndog%d\tO\n%s\n".formatted(name, verb, i % 9, i % 2 == 0 ? "" : "\t"));
      conllu.append(
          """
          # sent_id = %d
          1\t%s\t_\tPROPN\t_\t_\t_\t_\t_\t_
          2-3\t%ses\t_\t_\t_\t_\t_\t_\t_\t_
          2\t%s\t_\tVERB\t_\t_\t_\t_\t_\t_
          3\tdogs\t_\tNOUN\t_\t_\t_\t_\t_\t_

          """
              .formatted(i, name, verb, verb));
      tokens.append(
          "{\"tokens\":[\"%s\",\"%s\",\"dog%d\"],\"tags\":[\"B-PER\",\"O\",\"O\"]}\n"
              .formatted(name, verb, i % 9));
      spans.append(
          "{\"text\":\"%s %s dog%d.\",\"label\":[[0,%d,\"PER\"]]}\n"
              .formatted(name, verb, i % 9, name.length()));
    }
    Files.writeString(folder.resolve("names.conll"), conll);
    Files.writeString(folder.resolve("speech.conllu"), conllu);
    Files.writeString(folder.resolve("tokens.jsonl"), tokens);
    Files.writeString(folder.resolve("spans.jsonl"), spans);
    for (String file : List.of("names.conll", "speech.conllu", "tokens.jsonl", "spans.jsonl")) {
      String model = file.replaceFirst("\\..*", ".recur");
      typed("train tag DIR/" + file + SMALL + " --out DIR/" + model);
    }
  }

  private static Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names.conll   | --format=conll --words=1 --tags=2   | BIO, as every span begins with B",
        "speech.conllu | --words=form --tags=upos            | none, as the 3 tags have no prefix",
        "tokens.jsonl  | --words=tokens --tags=tags          | BIO, as every span begins with B",
        "spans.jsonl   | --words=text --tags=label           | BIO, as every span begins with B",
      })
  void format_columns_and_scheme_are_detected_and_reported(
      String file, String detected, String scheme) {
    Typed typed = typed("train tag DIR/" + file + SMALL + " --out DIR/again.recur --force");
    assertTrue(typed.err().contains("DIR/" + file + ": detected " + detected + "\n"), typed.err());
    assertTrue(typed.out().contains("\nscheme    " + scheme), typed.out());
    assertTrue(typed.out().contains("\nmemory    about 120 MB\n"), typed.out());
    assertTrue(typed.out().contains("\n  most frequent tag"), typed.out());
    assertTrue(typed.out().contains("\n  averaged perceptron"), typed.out());
    assertFalse(typed.out().contains("\\u001F"), typed.out());
  }

  @Test
  void a_network_that_no_machine_has_the_memory_for_is_refused_at_once() {
    Typed typed =
        Typed.run(
            folder, "train tag DIR/names.conll --layers=1000000 --out DIR/never.recur --threads=1");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("recur: training needs about "), typed::err);
    assertTrue(typed.err().contains("not even --batch-size 1 would fit"), typed::err);
    assertFalse(typed.out().contains("\nweights "), typed::out);
  }

  @Test
  void json_ends_with_accuracy_and_with_f1_for_spans() {
    String spans =
        typed("train tag DIR/names.conll" + SMALL + " --json --out DIR/again.recur --force").out();
    assertTrue(
        last(spans).matches("\\{.*\"test\":\\{[^}]*\"f1\":1\\.0.*\"accuracy\":1\\.0.*}"), spans);
    String speech =
        typed("train tag DIR/speech.conllu" + SMALL + " --json --out DIR/again.recur --force")
            .out();
    assertTrue(last(speech).matches("\\{.*\"test\":\\{[^}]*\"accuracy\":1\\.0.*}"), speech);
    assertFalse(last(speech).matches(".*\"test\":\\{[^}]*\"f1\".*"), speech);
    assertFalse(last(speech).contains("\"spans\""), speech);
  }

  private static String last(String out) {
    return out.lines().toList().getLast();
  }

  @Test
  void texts_are_answered_with_their_spans_or_their_tags() {
    assertEquals(
        "[Boris PER] finds dog1.\n", typed("predict DIR/names.recur Boris_finds_dog1.").out());
    assertEquals(
        "Anna/PROPN sees/VERB dogs/NOUN\n", typed("predict DIR/speech.recur Anna_sees_dogs").out());
    assertEquals(
        "[Anna's PER] likes dog1\n",
        typed("predict DIR/names.recur --tokenized Anna's_likes_dog1").out());
    String best = typed("predict DIR/names.recur --nbest=2 Boris_finds_dog1").out();
    assertTrue(best.matches("\\[Boris PER] finds dog1 \\| B-PER O O [\\d.]+ %, .*\n"), best);
  }

  @Test
  void a_file_of_sentences_keeps_its_columns_and_comments() throws IOException {
    typed("predict DIR/speech.recur --in DIR/speech.conllu --out DIR/a.conllu --force");
    assertEquals(
        Files.readString(folder.resolve("speech.conllu")),
        Files.readString(folder.resolve("a.conllu"))); // as every tag is right
    typed("predict DIR/names.recur --in DIR/names.conll --out DIR/a.conll --force");
    assertEquals(
        "Anna\tB-PER\tB-PER",
        Files.readString(folder.resolve("a.conll")).lines().findFirst().orElse(""));
  }

  @Test
  void json_lines_have_places_types_and_probabilities() throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), "{\"id\":7,\"text\":\"Anna𝒦 sees dog1.\"}\n");
    typed("predict DIR/spans.recur --in DIR/in.jsonl --out DIR/a.jsonl --force");
    String line = Files.readString(folder.resolve("a.jsonl"));
    assertTrue(line.startsWith("{\"id\":7,\"text\":\"Anna𝒦 sees dog1.\",\"tags\":["), line);
    assertTrue(
        line.matches(
            "(?s).*\"spans\":\\[\\{\"start\":0,\"end\":5,\"type\":\"PER\",\"text\":\"Anna𝒦\","
                + "\"probability\":0\\.\\d+}]}\n"),
        line);
  }

  @Test
  void lines_of_text_become_sentences_with_one_word_per_line() throws IOException {
    Files.writeString(
        folder.resolve("plain.txt"), "Anna sees dogs. Boris finds dogs.\n\nDora likes\n");
    typed("predict DIR/speech.recur --in DIR/plain.txt --out DIR/b.conllu --force");
    String written = Files.readString(folder.resolve("b.conllu"));
    assertEquals(3, written.split("\n\n", -1).length - 1, written);
    assertTrue(written.startsWith("1\tAnna\t_\tPROPN\t_"), written);
    assertTrue(written.contains("3\tdogs\t_\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t."), written);
    typed("predict DIR/names.recur --in DIR/plain.txt --out DIR/b.conll --force");
    assertTrue(Files.readString(folder.resolve("b.conll")).startsWith("Anna\tB-PER\nsees\tO\n"));
  }

  @Test
  void a_model_is_evaluated_on_another_format() {
    String json = typed("evaluate DIR/names.recur DIR/tokens.jsonl --json").out();
    assertTrue(json.contains("\"f1\":1.0,\"precision\":1.0,\"recall\":1.0,\"strictF1\":1.0"), json);
    String screen = typed("evaluate DIR/speech.recur DIR/speech.conllu").out();
    assertTrue(screen.contains("120 sentences"), screen);
    assertTrue(typed("info DIR/names.recur").out().contains("B-PER"));
  }

  @Test
  void a_check_finds_illegal_and_contradicting_tags() throws IOException {
    StringBuilder odd = new StringBuilder(Files.readString(folder.resolve("names.conll")));
    odd.append("He\tO\nsees\tI-PER\n\nHe\tO\nsees\tO\n\n");
    Files.writeString(folder.resolve("odd.conll"), odd);
    String found = typed("check tag DIR/odd.conll --json").out();
    assertTrue(found.contains("\"kind\":\"illegal-tags\",\"severity\":\"note\""), found);
    assertTrue(found.contains("\"kind\":\"contradicting-tags\""), found);
    assertTrue(found.contains("\"scheme\":\"bio\""), found);
  }

  @Test
  void a_run_that_was_stopped_goes_on_to_the_same_bytes() throws IOException {
    Path model = folder.resolve("whole.recur");
    String saving = SMALL.replace("every=none", "every=5") + " --keep-checkpoints";
    typed("train tag DIR/names.conll" + saving + " --out DIR/whole.recur");
    byte[] whole = Files.readAllBytes(model);
    Files.delete(model);
    Path checkpoint;
    try (Stream<Path> files = Files.list(folder)) {
      checkpoint =
          files
              .filter(file -> file.toString().contains("whole.checkpoint-"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    typed("train --resume " + checkpoint);
    assertArrayEquals(whole, Files.readAllBytes(model));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\\tO;b\\t;;     | , line 2: column \"2\" is empty (was the word \"b\" not annotated?)",
        "a\\tO;;b\\tB-x,B-y;; | , line 3: expected one tag, got \"B-x,B-y\" (did annotators disagree?"
            + " keep one of them)",
        "a\\tO;b\\tO\\tO;;   | , line 2: expected 2 columns, separated by tabs, got 3",
        "a;b;;            | : expected words with their tags, separated by tabs or spaces, got one"
            + " column (no tags?)",
      })
  void wrong_sentences_are_refused_with_their_line(String text, String message) throws IOException {
    Files.writeString(folder.resolve("wrong.conll"), text.replace(';', '\n').replace("\\t", "\t"));
    Typed typed = Typed.run(folder, "train tag DIR/wrong.conll --format=conll --out DIR/no.recur");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/wrong.conll" + message + "\n", typed.err().replaceFirst(".*detected.*\n", ""));
    assertFalse(Files.exists(folder.resolve("no.recur")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--in DIR/names.conll --out DIR/x.conll",
        "--in DIR/spans.jsonl --out DIR/x.conllu"
      })
  void a_file_with_one_word_per_line_has_one_answer(String files) {
    Typed typed = Typed.run(folder, "predict DIR/names.recur --nbest=2 " + files);
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("recur: --nbest cannot be given for DIR/x."), typed::err);
    assertFalse(Files.exists(folder.resolve("x.conll")));
  }

  @Test
  void rows_without_words_are_not_scored() throws IOException {
    String rows = Files.readString(folder.resolve("spans.jsonl"));
    Files.writeString(
        folder.resolve("gaps.jsonl"),
        "{\"text\":\"\",\"label\":[]}\n{\"text\":\"  \",\"label\":[]}\n" + rows);
    assertEquals(
        typed("evaluate DIR/spans.recur DIR/spans.jsonl --json").out(),
        typed("evaluate DIR/spans.recur DIR/gaps.jsonl --json").out().replace("gaps", "spans"));
  }

  @Test
  void the_arguments_of_a_run_repeat_it_to_the_bit() throws IOException {
    typed("train tag DIR/names.conll" + SMALL + " --out DIR/once.recur");
    List<String> arguments = Files.readAllLines(folder.resolve("once.run.args"));
    assertFalse(arguments.contains("--no-crf"), arguments::toString); // the tags decide
    typed("train @DIR/once.run.args --out DIR/twice.recur");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("once.recur")),
        Files.readAllBytes(folder.resolve("twice.recur")));
  }

  @Test
  void words_in_json_are_answered_in_json() throws IOException {
    typed("predict DIR/tokens.recur --in DIR/tokens.jsonl --out DIR/answered.jsonl");
    String first = Files.readAllLines(folder.resolve("answered.jsonl")).getFirst();
    assertTrue(first.startsWith("{\"tokens\":[\""), first);
    assertTrue(first.contains("\"tags_2\":[\"B-PER\",\"O\",\"O\"]"), first);
  }

  @Test
  void lines_of_text_are_answered_in_json() throws IOException {
    Files.writeString(
        folder.resolve("plain.txt"), "Anna sees dog1, Boris finds dog2.\nBoris likes dog3.\n");
    typed("predict DIR/spans.recur --in DIR/plain.txt --out DIR/plain.jsonl");
    List<String> lines = Files.readAllLines(folder.resolve("plain.jsonl"));
    assertEquals(2, lines.size());
    assertTrue(
        lines.getFirst().startsWith("{\"1\":\"Anna sees dog1, Boris finds dog2.\""),
        lines::toString);
    assertTrue(
        lines.getFirst().contains("\"start\":16,\"end\":21,\"type\":\"PER\""), lines::toString);
  }

  @Test
  void probes_work_for_sentences_of_every_format() {
    for (String file : List.of("names.conll", "speech.conllu", "tokens.jsonl", "spans.jsonl")) {
      String small = SMALL.replaceAll(" --(epochs|checkpoint-every)=\\S+", "");
      assertTrue(
          typed("train tag DIR/" + file + small + " --overfit=10").out().contains("by heart"),
          file);
      assertTrue(
          typed("train tag DIR/" + file + small + " --dry-run").out().contains("epoch"), file);
    }
  }

  @Test
  void a_column_by_its_number_is_the_column_by_its_name() throws IOException {
    typed("train tag DIR/speech.conllu --tags=4" + SMALL + " --out DIR/four.recur");
    typed("predict DIR/four.recur --in DIR/speech.conllu --out DIR/four.conllu");
    assertEquals(
        Files.readString(folder.resolve("speech.conllu")).replaceAll("(?m)^# .*\n", ""),
        Files.readString(folder.resolve("four.conllu")).replaceAll("(?m)^# .*\n", ""));
  }

  @Test
  void columns_of_conllu_plus_are_known_by_their_names() throws IOException {
    String plus =
        "# global.columns = ID FORM NER\n"
            + "1\tAnna\tB-PER\n2\tsees\tO\n\n1\tBoris\tB-PER\n2\tfinds\tO\n\n".repeat(20);
    Files.writeString(folder.resolve("plus.conllup"), plus);
    typed("train tag DIR/plus.conllup --tags=NER" + SMALL + " --out DIR/plus.recur");
    typed("predict DIR/plus.recur --in DIR/plus.conllup --out DIR/plus.conllu");
    assertEquals(plus, Files.readString(folder.resolve("plus.conllu")));
  }

  @Test
  void a_missing_tag_of_json_is_refused() throws IOException {
    String rows = Files.readString(folder.resolve("tokens.jsonl"));
    Files.writeString(folder.resolve("null.jsonl"), rows.replaceFirst("\"O\",\"O\"", "\"O\",null"));
    Typed typed = Typed.run(folder, "train tag DIR/null.jsonl --out DIR/no.recur");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/null.jsonl, line 1: word 3: the tag is empty",
        typed.err().lines().toList().getLast());
  }

  @Test
  void a_search_finds_a_tagger() {
    String small = SMALL.replaceAll(" --(epochs|hidden|lr|batch-size|checkpoint-every)=\\S+", "");
    String found =
        typed(
                "tune tag DIR/names.conll"
                    + small
                    + " --hidden=4..8 --epochs=1 --trials=2 --json --out DIR/found.recur")
            .out();
    assertTrue(last(found).contains("\"f1\":"), found);
    assertTrue(Files.exists(folder.resolve("found.recur")));
  }

  @Test
  void words_start_from_vectors() throws IOException {
    Files.writeString(folder.resolve("vectors.txt"), "anna 1 0 0 0\nsees 0 1 0 0\n");
    String screen =
        typed(
                "train tag DIR/names.conll"
                    + SMALL.replaceAll(" --embedding=\\S+", "")
                    + " --vectors=DIR/vectors.txt --out DIR/v.recur")
            .out();
    assertTrue(screen.contains("vectors "), screen);
    assertTrue(typed("info DIR/v.recur").out().contains("embedding 4"), screen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check tag", "tune tag"})
  void the_job_has_no_data_of_its_own(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(2, typed.code());
    assertEquals("recur: the job tag needs a FILE: it has no data of its own\n", typed.err());
    assertFalse(Typed.run(folder, line + " --help").out().contains("WordNet"));
  }

  @Test
  void no_answer_at_all_cannot_be_asked_for() {
    Typed typed = Typed.run(folder, "predict DIR/names.recur --nbest=0 a");
    assertEquals(2, typed.code());
    assertEquals("recur: --nbest must be at least 1, got 0\n", typed.err());
  }

  @Test
  void a_classifier_has_one_answer_and_no_words() throws IOException {
    assertEquals(
        "recur: only taggers have several answers to a row, got a model of the task \"classify\"\n",
        refused("predict DIR/labels.recur --nbest=2 a"));
    assertEquals(
        "recur: --tokenized is for taggers, got a model of the task \"classify\"\n",
        refused("predict DIR/labels.recur --tokenized a"));
  }

  private static String refused(String line) throws IOException {
    Path model = folder.resolve("labels.recur");
    if (!Files.exists(model)) {
      StringBuilder rows = new StringBuilder("text,label\n");
      for (int i = 0; i < 40; i++) {
        rows.append("%s day %d,%s\n".formatted(i % 2 == 0 ? "good" : "bad", i, i % 2));
      }
      Files.writeString(folder.resolve("labels.csv"), rows);
      typed(
          "train classify DIR/labels.csv --hidden=2 --embedding=2 --epochs=1 --out DIR/labels.recur");
    }
    Typed typed = Typed.run(folder, line);
    assertEquals(2, typed.code());
    return typed.err();
  }
}
