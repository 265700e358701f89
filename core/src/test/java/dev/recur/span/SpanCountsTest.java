package dev.recur.span;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What counts as a span found, by `conlleval` and by the strict mode of seqeval.
class SpanCountsTest {
  private static SpanCounts conlleval(Scheme scheme, String gold, String predicted) {
    return SpanCounts.of(
        scheme.spans(List.of(gold.split(" "))), scheme.spans(List.of(predicted.split(" "))));
  }

  private static SpanCounts strict(Scheme scheme, String gold, String predicted) {
    return SpanCounts.of(
        scheme.strictSpans(List.of(gold.split(" "))),
        scheme.strictSpans(List.of(predicted.split(" "))));
  }

  @Test
  void the_pair_in_the_readme_of_seqeval_has_half() {
    String gold = "O O O B-MISC I-MISC I-MISC O";
    String predicted = "O O B-MISC I-MISC I-MISC I-MISC O";
    SpanCounts person = conlleval(Scheme.BIO, "B-PER I-PER O", "B-PER I-PER O");

    assertEquals(0.5, conlleval(Scheme.BIO, gold, predicted).plus(person).f1());
    assertEquals(0.5, strict(Scheme.BIO, gold, predicted).plus(person).f1());
  }

  @Test
  void an_i_without_its_b_is_a_span_for_conlleval_but_not_strictly() {
    assertEquals(1, conlleval(Scheme.BIO, "B I O", "I I O").f1());
    assertEquals(new SpanCounts(0, 0, 1), strict(Scheme.BIO, "B I O", "I I O"));
    assertEquals(0, strict(Scheme.BIO, "B I O", "I I O").f1());
  }

  @Test
  void a_span_ends_where_the_type_changes() {
    assertEquals(new SpanCounts(0, 2, 1), conlleval(Scheme.BIO, "B-a I-a I-a", "B-b I-a I-a"));
    assertEquals(new SpanCounts(0, 1, 2), conlleval(Scheme.BIO, "B-b I-a I-a", "B-a I-a I-a"));
    assertEquals(new SpanCounts(0, 1, 1), strict(Scheme.BIO, "B-a I-a I-a", "B-b I-a I-a"));
  }

  @Test
  void e_and_s_end_a_span_whatever_follows() {
    List<String> tags = List.of("B-x", "E-x", "I-x", "S-x", "E-x", "B-x", "I-x");
    assertEquals(
        List.of(
            new Span(0, 2, "x"),
            new Span(2, 3, "x"),
            new Span(3, 4, "x"),
            new Span(4, 5, "x"),
            new Span(5, 7, "x")),
        Scheme.BIOES.spans(tags));
    assertEquals(List.of(new Span(0, 2, "x"), new Span(3, 4, "x")), Scheme.BIOES.strictSpans(tags));
  }

  @Test
  void strictly_a_b_of_iob1_stands_only_after_its_type() {
    List<String> tags = List.of("B-x", "O", "I-x", "B-x", "B-y");
    assertEquals(4, Scheme.IOB1.spans(tags).size());
    assertEquals(List.of(new Span(2, 3, "x"), new Span(3, 4, "x")), Scheme.IOB1.strictSpans(tags));
  }

  @Test
  void where_nothing_is_found_or_nothing_is_there_the_figures_are_zero() {
    SpanCounts nothing = conlleval(Scheme.BIO, "O O O", "O O O");
    assertEquals(SpanCounts.ZERO, nothing);
    assertEquals(0, nothing.f1());
    assertEquals(0, nothing.precision());
    assertEquals(0, conlleval(Scheme.BIO, "O", "B-x").recall());
    assertEquals(0, conlleval(Scheme.BIO, "B-x", "O").f1());
  }

  @Test
  void a_type_of_only_one_side_is_counted_there() {
    List<Span> gold = List.of(new Span(0, 1, "a"), new Span(2, 3, "b"));
    List<Span> predicted = List.of(new Span(0, 1, "a"), new Span(2, 3, "c"));
    assertEquals(
        Map.of(
            "a", new SpanCounts(1, 1, 1),
            "b", new SpanCounts(0, 0, 1),
            "c", new SpanCounts(0, 1, 0)),
        SpanCounts.byType(gold, predicted));
  }

  @Test
  void a_sentence_of_ten_thousand_tokens_is_counted() {
    List<String> gold = Collections.nCopies(10_000, "B-x");
    List<String> predicted = Collections.nCopies(10_000, "S-x");
    SpanCounts counts = SpanCounts.of(Scheme.BIO.spans(gold), Scheme.BIOES.spans(predicted));
    assertEquals(new SpanCounts(10_000, 10_000, 10_000), counts);
    assertEquals(1, counts.f1());
  }
}
