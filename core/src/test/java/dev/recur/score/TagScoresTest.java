package dev.recur.score;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.span.Scheme;
import dev.recur.span.SpanCounts;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Figures of a few tagged sentences, worked out by hand.
class TagScoresTest {
  private static final List<String> BIO = List.of("O", "B-x", "I-x", "B-y");

  private static void add(TagScores.Builder builder, String gold, String answered, String words) {
    boolean[] unknown = new boolean[words.length()];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = words.charAt(i) == '?';
    }
    builder.add(
        List.of(gold.split(" ")),
        List.of(answered.split(" ")),
        unknown,
        0.5 * unknown.length,
        unknown.length);
  }

  /// Three sentences, of nine tokens.
  private static TagScores names() {
    var builder = new TagScores.Builder(Scheme.BIO, BIO);
    add(builder, "B-x I-x O", "B-x I-x O", "..?"); // all right
    add(builder, "B-x I-x O B-y", "O I-x O B-x", "?..?"); // the y is taken for an x
    add(builder, "B-x O", "I-x O", ".."); // right for conlleval only
    return builder.build();
  }

  @Test
  void sentences_with_a_wrong_tag_are_mistakes_those_with_the_highest_loss_first() {
    TagScores scores = names(); // losses 1.5, 2 and 1
    assertEquals(List.of(1, 2), scores.mistakes(5));
    assertEquals(List.of(1), scores.mistakes(1));
    assertEquals("{0}", scores.correct().orElseThrow().toString());
  }

  private static double value(TagScores scores, String figure) {
    return scores.figure(figure).value();
  }

  @Test
  void spans_come_first_and_each_way_of_counting_has_its_figure() {
    TagScores scores = names();

    assertEquals(
        List.of(
            "loss",
            "f1",
            "precision",
            "recall",
            "strictF1",
            "accuracy",
            "unknownAccuracy",
            "sentenceAccuracy"),
        List.copyOf(scores.figures().keySet()));
    assertEquals("f1", scores.headline());
    assertEquals(0.5, scores.loss(), 1e-12);
    assertEquals(2.0 / 4, value(scores, "precision")); // x, I-x alone, x for y, I-x alone
    assertEquals(2.0 / 4, value(scores, "recall"));
    assertEquals(2.0 * 1 / (2 + 4), value(scores, "strictF1")); // found: x, and x for y
    assertEquals(6.0 / 9, value(scores, "accuracy"));
    assertEquals(1.0 / 3, value(scores, "unknownAccuracy"));
    assertEquals(1.0 / 3, value(scores, "sentenceAccuracy"));
    assertEquals(
        Map.of("x", new SpanCounts(2, 4, 3), "y", new SpanCounts(0, 0, 1)), scores.types());
    assertEquals(2, scores.illegalAnswered());
    assertEquals(0, scores.illegalGold());
  }

  @Test
  void tags_without_spans_have_accuracies_only() {
    var builder = new TagScores.Builder(Scheme.NONE, List.of("NOUN", "VERB"));
    add(builder, "NOUN VERB", "NOUN NOUN", "..");
    TagScores scores = builder.build();

    assertEquals("accuracy", scores.headline());
    assertEquals(
        List.of("loss", "accuracy", "unknownAccuracy", "sentenceAccuracy"),
        List.copyOf(scores.figures().keySet()));
    assertEquals(0.5, value(scores, "accuracy"));
    assertEquals(0, value(scores, "sentenceAccuracy"));
    assertTrue(Double.isNaN(value(scores, "unknownAccuracy")), "all words are known");
    assertTrue(scores.types().isEmpty());
  }

  @Test
  void a_sentence_counts_as_often_as_it_is_drawn() {
    TagScores scores = names();
    var twice = new TagScores.Builder(Scheme.BIO, BIO);
    add(twice, "B-x I-x O", "B-x I-x O", "..?");
    add(twice, "B-x O", "I-x O", "..");
    add(twice, "B-x O", "I-x O", "..");

    assertEquals(twice.build().figures(), scores.figures(1, 0, 2));
    var at95 = Bootstrap.of(scores, Seed.of(1), Workers.single());
    assertEquals(List.copyOf(scores.figures().keySet()).subList(1, 8), List.copyOf(at95.keySet()));
    try (Workers three = new Workers(3)) {
      assertEquals(at95, Bootstrap.of(scores, Seed.of(1), three));
    }
  }

  @Test
  void a_tag_that_only_the_test_has_is_wrong_and_reported_and_has_no_loss() {
    var builder = new TagScores.Builder(Scheme.NONE, List.of("A", "B"));
    builder.add(List.of("A", "C"), List.of("A", "B"), new boolean[2], 0.3, 1);
    TagScores scores = builder.build();

    assertEquals(0.3, scores.loss());
    assertEquals(0.5, value(scores, "accuracy"));
    assertEquals(List.of("C"), List.copyOf(scores.newTags()));
    assertEquals(
        List.of("1 tag of the test does not occur in training: \"C\"."),
        ((Block.Lines) scores.brief().getLast()).lines());
    builder.add(List.of("C"), List.of("B"), new boolean[1], 0, 0);
    Figure second = requireNonNull(builder.build().figures(0, 1).get("loss"));
    assertTrue(Double.isNaN(second.value()), "no token has a loss");
  }

  @Test
  void where_all_is_outside_f1_is_zero() {
    var builder = new TagScores.Builder(Scheme.BIOES, List.of("O"));
    add(builder, "O O O", "O O O", "..?");
    for (String name : List.of("f1", "precision", "recall", "strictF1")) {
      assertEquals(0, value(builder.build(), name), name);
    }
    assertEquals(1, value(builder.build(), "accuracy"));
  }

  @Test
  void no_sentences_one_token_and_ten_thousand_tokens_have_figures() {
    var builder = new TagScores.Builder(Scheme.BIO, BIO);
    assertEquals(0, value(builder.build(), "f1"));
    assertEquals(0, builder.build().loss());
    add(builder, "B-x", "B-x", ".");
    assertEquals(1, value(builder.build(), "f1"));
    List<String> gold = Collections.nCopies(10_000, "B-x");
    builder.add(gold, Collections.nCopies(10_000, "I-x"), new boolean[10_000], 1, 10_000);
    assertEquals(1.0 / 10_001, value(builder.build(), "accuracy"));
    assertEquals(2.0 / (10_001 + 2), value(builder.build(), "f1"), 1e-12);
  }

  @Test
  void a_built_score_does_not_change_when_more_is_added() {
    var builder = new TagScores.Builder(Scheme.BIO, BIO);
    add(builder, "B-x", "B-x", ".");
    TagScores scores = builder.build();
    add(builder, "B-x", "O", ".");
    assertEquals(1, scores.rows());
    assertEquals(1, value(scores, "f1"));
    assertEquals(new SpanCounts(1, 1, 1), scores.types().get("x"));
  }

  @Test
  void the_blocks_show_types_tags_confusions_and_what_is_odd() {
    List<Block> blocks = names().blocks();

    var figures = (Block.Figures) blocks.getFirst();
    assertEquals("loss", figures.lines().getLast().name());
    var types = (Block.Table) blocks.get(1);
    assertEquals(List.of("x", 3, 4, 0.5, 2.0 / 3, 4.0 / 7), types.rows().getFirst());
    assertEquals(List.of("y", 1, 0, 0.0, 0.0, 0.0), types.rows().getLast());
    var tags = (Block.Table) blocks.get(2);
    assertEquals(
        List.of("O", "B-x", "I-x", "B-y"),
        tags.rows().stream().map(row -> row.getFirst()).toList());
    var confusions = (Block.Lines) blocks.get(3);
    assertEquals("\"B-x\" was taken for \"O\" in 1 of 3 tokens.", confusions.lines().getFirst());
    assertEquals(
        List.of("2 tags of the answers are illegal in BIO, given the tag before."),
        ((Block.Lines) blocks.get(4)).lines());
    assertEquals(blocks.get(1), names().brief().getFirst());
  }

  @Test
  void only_the_most_frequent_tags_are_shown_but_programs_get_all() {
    var builder = new TagScores.Builder(Scheme.NONE, List.of());
    for (int i = 0; i < 23; i++) {
      for (int n = 0; n <= i; n++) {
        add(builder, "T" + i, "T" + i, ".");
      }
    }
    TagScores scores = builder.build();
    var table = (Block.Table) scores.brief().getFirst();
    assertEquals(20, table.rows().size());
    assertEquals("T22", table.rows().getFirst().getFirst());
    assertEquals("and 3 rarer tags", table.more());
    assertEquals(23, ((List<?>) requireNonNull(scores.details(Map.of()).get("tags"))).size());
  }

  @Test
  void programs_get_everything() {
    var details = names().details(Map.of("f1", new Interval(0.1, 0.9, 1000)));
    assertEquals(
        List.of(
            "intervals",
            "scheme",
            "tokens",
            "unknownTokens",
            "spans",
            "strictSpans",
            "types",
            "illegalAnswered",
            "illegalGold",
            "tags",
            "newTags",
            "confusions"),
        new ArrayList<>(details.keySet()));
    assertEquals(Map.of("f1", List.of(0.1, 0.9)), details.get("intervals"));
    assertEquals("BIO", details.get("scheme"));
    assertEquals(9L, details.get("tokens"));
  }

  @Test
  void a_sentence_with_an_answer_too_few_is_refused() {
    var builder = new TagScores.Builder(Scheme.BIO, BIO);
    assertEquals(
        "a sentence of 2 tags needs as many answers and words, got 1 and 2",
        assertThrows(IllegalArgumentException.class, () -> add(builder, "O O", "O", ".."))
            .getMessage());
  }
}
