package dev.recur.span;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scheme that the tags of a data set show.
class SchemeGuessTest {
  private static Scheme.Detected detect(String... sentences) {
    return Scheme.detect(Stream.of(sentences).map(each -> List.of(each.split(" "))).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "BIO, B-x I-x O B-y B-y",
    "BIO, B-x B-x",
    "BIO, O B-creative-work I-creative-work",
    "IOB1, I-x I-x O I-y B-y",
    "IOB1, I-x O I-y",
    "BIOES, B-x E-x O S-y",
    "BILOU, B-x I-x L-x O U-y",
    "BIOES, O S-x",
    "BIO, B I O",
    "BIO, B I I B",
    "BIO, O B",
    "IOB1, O I I",
    "BIOES, B E S S",
    "BILOU, B I L U O"
  })
  void each_scheme_is_known_by_its_letters(Scheme scheme, String tags) {
    assertEquals(scheme, detect(tags).scheme());
  }

  @ParameterizedTest
  @CsvSource({
    "DET NOUN VERB",
    "NNG+JKS NNG I B", // among others, B and I mean something else
    "I",
    "B B",
    "S V O", // subject, verb, object
    "E S",
    "-LRB- NN -RRB-",
    "B-x I-x O X",
    "B-x I-x O I",
    "E-1 S-2"
  })
  void tags_of_another_form_have_no_scheme(String tags) {
    assertEquals(Scheme.NONE, detect(tags).scheme());
  }

  @Test
  void the_reason_says_what_was_found() {
    assertEquals("every span begins with B", detect("B-x I-x", "O").reason());
    assertEquals(
        "spans begin with I, and with B only after another of their type",
        detect("I-x B-x", "O").reason());
    assertEquals("ends of spans are marked with E or S", detect("S-x O").reason());
    assertEquals("ends of spans are marked with L or U", detect("U-x O").reason());
    assertEquals("the 2 tags have no prefix such as B-", detect("NOUN VERB NOUN").reason());
    assertEquals("the only tag is \"O\"", detect("O O", "O").reason());
    assertEquals("there are no tags", detect().reason());
    assertEquals("\"B-x\" has a prefix, but \"misc\" has none", detect("O B-x misc I-x").reason());
    assertEquals("no tag is O or begins with B or I", detect("E-1 S-2").reason());
  }

  @Test
  void where_spans_begin_in_both_ways_the_more_frequent_decides() {
    assertEquals(
        new Scheme.Detected(Scheme.BIO, "spans begin with B 2 times, with I 1 time"),
        detect("B-x O B-y", "I-x"));
    assertEquals(
        new Scheme.Detected(Scheme.IOB1, "spans begin with B 1 time, with I 2 times"),
        detect("I-x O I-y", "B-x"));
  }
}
