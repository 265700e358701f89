package dev.recur.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Tags to spans and back, and which tag may stand where.
class SchemeTest {
  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      names = {"BIO", "IOB1", "BIOES"})
  void tags_of_any_spans_are_legal_and_give_the_spans_back(Scheme scheme) {
    for (int round = 0; round < 500; round++) {
      Seed seed = Seed.of(round);
      int length = 1 + (int) (8 * seed.uniform(0));
      List<Span> spans = new ArrayList<>();
      for (int from = 0, i = 1; from < length; i += 3) {
        int to = Math.min(length, from + 1 + (int) (3 * seed.uniform(i)));
        if (seed.uniform(i + 1) < 0.7) {
          spans.add(new Span(from, to, seed.uniform(i + 2) < 0.5 ? "a" : "b-c"));
        }
        from = to;
      }
      List<String> tags = scheme.tags(spans, length);

      assertEquals(spans, scheme.spans(tags), () -> "seed " + seed + ": " + tags);
      assertEquals(spans, scheme.strictSpans(tags), () -> "seed " + seed + ": " + tags);
      assertEquals(0, scheme.illegal(tags), () -> "seed " + seed + ": " + tags);
      for (Scheme other : List.of(Scheme.BIO, Scheme.IOB1, Scheme.BIOES)) {
        assertEquals(tags, other.convert(scheme.convert(tags, other), scheme));
      }
    }
  }

  @Test
  void every_scheme_spells_two_neighbours_of_one_type_in_its_way() {
    List<Span> spans = List.of(new Span(0, 2, "x"), new Span(2, 3, "x"));
    assertEquals(words("B-x I-x B-x O"), Scheme.BIO.tags(spans, 4));
    assertEquals(words("I-x I-x B-x O"), Scheme.IOB1.tags(spans, 4));
    assertEquals(words("B-x E-x S-x O"), Scheme.BIOES.tags(spans, 4));
  }

  @Test
  void l_and_u_are_read_as_e_and_s() {
    List<String> bilou = words("B-x I-x L-x U-y O");
    assertEquals(List.of(new Span(0, 3, "x"), new Span(3, 4, "y")), Scheme.BIOES.spans(bilou));
    assertEquals(words("B-x I-x E-x S-y O"), Scheme.BIOES.convert(bilou, Scheme.BIOES));
    assertEquals(0, Scheme.BIOES.illegal(bilou));
  }

  @Test
  void only_the_first_hyphen_ends_the_letter_and_a_letter_alone_has_no_type() {
    assertEquals(
        List.of(new Span(0, 2, "creative-work")),
        Scheme.BIO.spans(words("B-creative-work I-creative-work")));
    assertEquals(
        List.of(new Span(0, 2, ""), new Span(3, 4, "")), Scheme.BIO.spans(words("B I O B")));
    assertEquals(words("B I O B"), Scheme.BIO.tags(Scheme.BIO.spans(words("B I O B")), 4));
  }

  @Test
  void tags_of_another_form_are_outside() {
    List<String> odd = List.of("X", "", "B_PER", "Inner-x", "NNG+JKS", "B-", "o");
    assertEquals(List.of(new Span(5, 6, "")), Scheme.BIO.spans(odd));
    assertEquals(0, Scheme.BIO.illegal(odd));
  }

  @Test
  void a_scheme_without_spans_has_none_and_forbids_nothing() {
    List<String> tags = words("I-x E-x B");
    assertEquals(List.of(), Scheme.NONE.spans(tags));
    assertEquals(List.of(), Scheme.NONE.strictSpans(tags));
    assertEquals(0, Scheme.NONE.illegal(tags));
    assertEquals(tags, Scheme.NONE.convert(tags, Scheme.BIO));
    assertEquals(tags, Scheme.BIO.convert(tags, Scheme.NONE));
    assertThrows(UnsupportedOperationException.class, () -> Scheme.NONE.tags(List.of(), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "BIO, O O, 0",
    "BIO, I-x, 1",
    "BIO, O I-x I-x, 1",
    "BIO, B-x I-y I-y, 1",
    "BIO, B-x I-x B-x B-y, 0",
    "BIO, B-x E-x, 1",
    "BIO, S-x, 1",
    "IOB1, I-x I-y B-y, 0",
    "IOB1, B-x I-x, 1",
    "IOB1, O B-x, 1",
    "IOB1, I-x B-y, 1",
    "BIOES, B-x E-x S-y, 0",
    "BIOES, B-x, 1",
    "BIOES, B-x I-x O, 1",
    "BIOES, I-x E-x, 1",
    "BIOES, B-x E-y, 1",
    "BIOES, B-x S-x B-x, 2",
    "BIOES, S-x E-x, 1",
    "BIOES, E-x I-x, 3"
  })
  void illegal_tags_are_counted(Scheme scheme, String tags, int illegal) {
    assertEquals(illegal, scheme.illegal(words(tags)));
  }

  @Test
  void what_may_begin_end_and_follow_is_what_is_legal() {
    assertFalse(Scheme.BIO.begins("I-x"));
    assertTrue(Scheme.IOB1.begins("I-x"));
    assertTrue(Scheme.BIO.ends("B-x"));
    assertFalse(Scheme.BIOES.ends("B-x"));
    assertTrue(Scheme.BIOES.ends("L-x"));
    assertTrue(Scheme.BIO.follows("B-x", "I-x"));
    assertFalse(Scheme.BIO.follows("B-x", "I-y"));
    assertFalse(Scheme.BIO.follows("B", "I-y"));
  }

  @Test
  void no_tokens_and_ten_thousand_tokens_are_sentences_too() {
    assertEquals(List.of(), Scheme.BIOES.spans(List.of()));
    assertEquals(0, Scheme.BIOES.illegal(List.of()));
    List<String> inside = Collections.nCopies(10_000, "I-x");
    assertEquals(List.of(new Span(0, 10_000, "x")), Scheme.IOB1.spans(inside));
    assertEquals(inside, Scheme.IOB1.tags(Scheme.IOB1.spans(inside), 10_000));
    List<String> single = Collections.nCopies(10_000, "S-x");
    assertEquals(10_000, Scheme.BIOES.strictSpans(single).size());
  }

  @Test
  void spans_that_overlap_or_do_not_fit_are_refused() {
    List<Span> overlapping = List.of(new Span(2, 4, "x"), new Span(0, 3, "y"));
    assertEquals(
        "expected spans that do not overlap, within 5 tokens, got Span[from=2, to=4, type=x]"
            + " after one that ends at 3",
        assertThrows(IllegalArgumentException.class, () -> Scheme.BIO.tags(overlapping, 5))
            .getMessage());
    List<Span> tooLong = List.of(new Span(0, 3, "x"));
    assertThrows(IllegalArgumentException.class, () -> Scheme.BIO.tags(tooLong, 2));
    assertThrows(IllegalArgumentException.class, () -> new Span(2, 2, "x"));
  }

  @Test
  void bilou_is_bioes_with_two_other_letters() {
    List<String> tags = List.of("B-x", "I-x", "L-x", "O", "U-y");
    assertEquals(List.of(new Span(0, 3, "x"), new Span(4, 5, "y")), Scheme.BILOU.strictSpans(tags));
    assertEquals(tags, Scheme.BILOU.convert(tags, Scheme.BILOU));
    assertEquals(
        List.of("B-x", "I-x", "E-x", "O", "S-y"), Scheme.BILOU.convert(tags, Scheme.BIOES));
    assertEquals(0, Scheme.BILOU.illegal(tags));
    assertEquals(3, Scheme.BILOU.illegal(List.of("I-x", "B-x"))); // I, B after I, and B at the end
  }
}
