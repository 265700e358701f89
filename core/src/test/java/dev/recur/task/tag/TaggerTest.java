package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.file.ModelFile;
import dev.recur.reading.TokenCell;
import dev.recur.run.Jobs;
import dev.recur.score.TagScores;
import dev.recur.span.Scheme;
import dev.recur.task.Training;
import dev.recur.tensor.Workers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Taggers learn, answer and are scored, on sentences of any length and with tags of any kind.
class TaggerTest {
  private static Tagger speech;
  private static Tagger names;

  @BeforeAll
  static void train() {
    speech = SmallLanguage.tagger(false);
    names = SmallLanguage.tagger(true);
  }

  private static TagScores scored(Tagger tagger, List<Sentence> sentences) {
    return tagger.score(SmallLanguage.rows(sentences), Workers.single());
  }

  private static byte[] bytes(Tagger tagger) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tagger.file().write(out);
    return out.toByteArray();
  }

  @Test
  void a_language_is_learnt() {
    assertTrue(
        scored(speech, SmallLanguage.sentences(50, 3, false)).figure("accuracy").value() > 0.99);
    TagScores spans = scored(names, SmallLanguage.sentences(50, 3, true));
    assertTrue(spans.figure("f1").value() > 0.98, () -> spans.figures().toString());
    assertEquals(0, spans.illegalAnswered());
  }

  @ParameterizedTest
  @CsvSource({"rnn, none, false", "gru, bilstm, true", "lstm, none, true"})
  void every_network_learns_it(String cell, String chars, String crf) {
    Tagger tagger = SmallLanguage.tagger(true, "cell", cell, "chars", chars, "crf", crf);
    assertTrue(scored(tagger, SmallLanguage.sentences(50, 3, true)).figure("f1").value() > 0.95);
  }

  @Test
  void the_truth_is_shown_in_the_form_of_an_answer() {
    String words = TokenCell.of(List.of("Anna", "sees", "Paris"));
    assertEquals(
        "[Anna PER] sees [Paris LOC]",
        names.shown(List.of(words), TokenCell.of(List.of("B-PER", "O", "B-LOC"))));
    assertEquals(
        "Anna/PROPN sees/VERB Paris/PROPN",
        speech.shown(List.of(words), TokenCell.of(List.of("PROPN", "VERB", "PROPN"))));
    assertEquals("VERB", speech.shown(List.of(words), TokenCell.of(List.of("VERB"))));
  }

  @Test
  void an_unknown_word_is_read_by_its_characters() {
    assertEquals(
        List.of("PROPN", "VERB", "DET", "NOUN", "PUNCT"),
        speech.tag(List.of("Annae", "sees", "the", "dog", ".")).tags());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void the_number_of_threads_changes_no_bit(int threads) throws IOException {
    TagSettings settings = SmallLanguage.settings("epochs", "2");
    byte[] one =
        bytes(
            (Tagger)
                Training.train(
                        new TagJob(),
                        SmallLanguage.parts(40, true),
                        settings,
                        SmallLanguage.context(Workers.single()))
                    .model());
    try (Workers workers = new Workers(threads)) {
      Tagger several =
          (Tagger)
              Training.train(
                      new TagJob(),
                      SmallLanguage.parts(40, true),
                      settings,
                      SmallLanguage.context(workers))
                  .model();
      assertArrayEquals(one, bytes(several));
    }
  }

  @Test
  void a_sentence_has_the_same_answer_alone_and_with_others() {
    List<List<String>> rows = new ArrayList<>();
    for (Sentence sentence : SmallLanguage.sentences(20, 4, true)) {
      rows.add(List.of(TokenCell.of(sentence.words())));
    }
    List<Tagged> together = names.answer(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(names.answer(List.of(rows.get(i))).getFirst(), together.get(i));
    }
  }

  @Test
  void a_saved_tagger_gives_the_same_answers() throws IOException {
    for (Tagger tagger : List.of(speech, names)) {
      byte[] bytes = bytes(tagger);
      Tagger read = (Tagger) Jobs.open(new ByteArrayInputStream(bytes));
      assertArrayEquals(bytes, bytes(read));
      assertEquals(tagger.tag("the dog sees Anna Kim."), read.tag("the dog sees Anna Kim."));
      assertEquals(tagger.tags(), read.tags());
    }
  }

  @Test
  void a_damaged_file_is_refused_with_its_reason() throws IOException {
    ModelFile file = speech.file();
    ModelFile other =
        new ModelFile(
            file.metadata(),
            file.arrays().values().stream().filter(a -> !a.name().startsWith("tags")).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    other.write(out);
    IOException e =
        assertThrows(
            IOException.class, () -> Jobs.open(new ByteArrayInputStream(out.toByteArray())));
    assertTrue(String.valueOf(e.getMessage()).contains("tags"), e::getMessage);
  }

  @Test
  void a_sentence_may_have_one_word_or_ten_thousand() {
    assertEquals(1, speech.tag(List.of("dog")).tags().size());
    List<String> words = new ArrayList<>();
    while (words.size() < 10_000) {
      words.addAll(List.of("the", "dog"));
    }
    Tagged tagged = names.tag(words);
    assertEquals(10_000, tagged.tags().size());
    assertEquals("O", tagged.tags().getLast());
    List<String> outside = Collections.nCopies(10_000, "O");
    TagScores scores = scored(names, List.of(new Sentence(words, outside)));
    assertEquals(1, scores.figure("accuracy").value(), 0.01);
    assertTrue(Double.isFinite(scores.loss()));
  }

  @Test
  void sentences_of_several_batches_have_the_answers_that_each_has_alone() {
    List<List<String>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      words.addAll(Collections.nCopies(900, "dog"));
      words.addAll(List.of("sees", "Anna", "."));
      rows.add(List.of(TokenCell.of(words)));
    }
    List<Tagged> together = names.answer(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(names.answer(List.of(rows.get(i))).getFirst(), together.get(i));
    }
  }

  @Test
  void threads_that_share_a_tagger_get_its_answers() throws InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (Sentence sentence : SmallLanguage.sentences(40, 6, true)) {
      rows.add(List.of(TokenCell.of(sentence.words())));
    }
    List<Tagged> expected = names.answer(rows);
    List<List<Tagged>> all = new ArrayList<>(Collections.nCopies(4, List.of()));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < all.size(); t++) {
      int own = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    List<Tagged> answers = new ArrayList<>();
                    rows.forEach(row -> answers.addAll(names.answer(List.of(row))));
                    all.set(own, answers);
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    all.forEach(answers -> assertEquals(expected, answers));
  }

  @Test
  void a_row_without_words_is_not_scored() {
    List<Sentence> sentences = new ArrayList<>(SmallLanguage.sentences(5, 3, true));
    TagScores without = scored(names, sentences);
    sentences.add(2, new Sentence(List.of(), List.of()));
    TagScores with = scored(names, sentences);
    assertEquals(without.figures(), with.figures());
    assertEquals(0, scored(names, List.of(new Sentence(List.of(), List.of()))).rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u001Fb"})
  void what_is_no_word_is_refused(String word) {
    assertTrue(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> names.tag(List.of("the", word)))
                    .getMessage())
            .startsWith("word 2: expected a word, got \""));
  }

  @Test
  void tags_that_mark_ends_are_converted_before_they_are_scored() {
    List<Sentence> bio = SmallLanguage.sentences(50, 3, true);
    TagScores expected = scored(names, bio);
    for (Scheme other : List.of(Scheme.BIOES, Scheme.BILOU)) {
      List<Sentence> converted = bio.stream().map(s -> s.converted(Scheme.BIO, other)).toList();
      assertEquals(expected.figures(), scored(names, converted).figures());
    }
  }

  @Test
  void a_sentence_without_words_has_no_tags() {
    assertEquals(List.of(), names.tag("  ").tags());
    assertEquals(List.of(), names.answer(List.of()));
  }

  @Test
  void a_tag_that_only_the_test_has_is_an_error_and_is_reported() {
    List<Sentence> test = new ArrayList<>(SmallLanguage.sentences(9, 5, true));
    test.add(new Sentence(List.of("Anna", "likes", "Seoul"), List.of("B-PER", "O", "B-LOC")));
    TagScores scores = scored(names, test);
    assertEquals(List.of("B-LOC"), List.copyOf(scores.newTags()));
    assertTrue(scores.figure("accuracy").value() < 1);
    assertTrue(Double.isFinite(scores.loss()));
  }

  @Test
  void such_a_tag_is_an_error_of_validation_too() {
    TagFields fields = names.network().fields();
    List<Sentence> valid =
        List.of(new Sentence(List.of("the", "dog", "."), List.of("O", "B-LOC", "O")));
    TagScores scores =
        names
            .network()
            .evaluate(
                TaggerNetwork.inOrder(fields.encode(valid, Workers.single())).epoch(0),
                Workers.single());
    assertEquals(2.0 / 3, scores.figure("accuracy").value(), 1e-9); // not an O that is right
    assertEquals(1, scores.types().values().iterator().next().gold());
  }

  @Test
  void without_a_span_f1_is_0() {
    List<Sentence> test = List.of(new Sentence(List.of("the", "dog", "."), List.of("O", "O", "O")));
    TagScores scores = scored(names, test);
    assertEquals(0, scores.figure("f1").value());
    assertEquals(1, scores.figure("accuracy").value());
  }

  @Test
  void spans_have_the_places_of_the_text() {
    String text = "Anna𝒦 sees the dog.";
    Tagged tagged = names.tag(text);
    assertEquals(1, tagged.spans().size());
    Tagged.Entity span = tagged.spans().getFirst();
    assertEquals("Anna𝒦", text.substring(span.start(), span.end()));
    assertEquals("PER", span.type());
    assertTrue(span.probability() > 0.5 && span.probability() <= 1);
    String cells = String.valueOf(tagged.cells().get("spans"));
    assertTrue(cells.startsWith("[{start=0, end=5, type=PER, text=Anna𝒦,"), cells); // code points
    assertEquals("[Anna𝒦 PER] sees the dog.", tagged.line(3));
  }

  @Test
  void a_text_is_cut_into_sentences() {
    Tagged tagged = names.tag("Anna sees the dog. Boris leaves.");
    assertEquals(
        List.of(1, 1, 1, 1, 1, 2, 2, 2),
        tagged.words().stream().map(Tagged.Word::sentence).toList());
    assertEquals(
        List.of("Anna", "Boris"), tagged.spans().stream().map(Tagged.Entity::text).toList());
  }

  @Test
  void the_best_answers_come_in_order_and_the_first_is_the_answer() {
    for (Tagger tagger : List.of(speech, names)) {
      Tagged tagged = tagger.withBest(3).tag(List.of("the", "dog", "sees", "Kim"));
      List<Tagged.Alternative> best = tagged.best().getFirst();
      assertEquals(3, best.size());
      assertEquals(tagged.tags(), best.getFirst().tags());
      double sum = best.stream().mapToDouble(Tagged.Alternative::probability).sum();
      assertTrue(sum > 0 && sum <= 1 + 1e-6);
      assertTrue(best.get(0).probability() >= best.get(1).probability());
      assertTrue(best.get(1).probability() >= best.get(2).probability());
      assertEquals(3, best.stream().map(Tagged.Alternative::tags).distinct().count());
    }
    assertThrows(IllegalArgumentException.class, () -> names.withBest(0));
    assertThrows(IllegalArgumentException.class, () -> names.withBest(1001));
  }

  @Test
  void without_a_field_the_answers_differ_and_obey_the_scheme() {
    Tagger tagger = SmallLanguage.tagger(true, "crf", "false", "epochs", "1");
    for (Sentence sentence : SmallLanguage.sentences(30, 7, true)) {
      List<Tagged.Alternative> best = tagger.withBest(5).tag(sentence.words()).best().getFirst();
      assertEquals(5, best.stream().map(Tagged.Alternative::tags).distinct().count());
      best.forEach(each -> assertEquals(0, Scheme.BIO.illegal(each.tags())));
    }
  }

  @Test
  void tags_are_written_in_the_scheme_that_was_read() {
    assertEquals(Scheme.BIO, names.scheme());
    assertEquals(
        List.of("B-PER", "I-PER", "O", "O", "O"),
        names.tag(List.of("Anna", "Kim", "sees", "the", "dog")).tags());
    assertEquals(Set.of("O", "B-PER", "I-PER"), Set.copyOf(names.tags()));
  }

  @Test
  void the_score_of_outside_is_moved_to_where_f1_is_highest() {
    Tagger tagger = SmallLanguage.tagger(true, "epochs", "3");
    TaggerNetwork network = tagger.network();
    List<Sentence> valid = SmallLanguage.sentences(40, 2, true);
    Iterable<Batch> batches =
        TaggerNetwork.inOrder(network.fields().encode(valid, Workers.single())).epoch(0);
    int outside = network.fields().tags().index("O");
    float[] bias = network.bias().toArray();
    bias[outside] += 6;
    network.bias().set(bias);
    TagScores before = network.evaluate(batches, Workers.single());
    OutsideScore.Choice choice =
        new OutsideScore(network, batches, Workers.single()).choose(before).orElseThrow();
    double f1 = choice.scores().figure("f1").value();
    assertTrue(f1 > before.figure("f1").value());
    assertEquals(f1, network.evaluate(batches, Workers.single()).figure("f1").value());
    assertTrue(
        choice.note().sentence().startsWith("the score of the tag O was lowered by "),
        choice.note()::sentence);
    float[] after = network.bias().toArray();
    assertTrue(after[outside] < bias[outside]);
    after[outside] = bias[outside];
    assertArrayEquals(bias, after);
  }

  @Test
  void a_model_of_words_answers_one_cell() {
    assertEquals(
        "row 1 of 1: expected one cell, words or a text, got 2",
        assertThrows(IllegalArgumentException.class, () -> names.answer(List.of(List.of("a", "b"))))
            .getMessage());
  }
}
