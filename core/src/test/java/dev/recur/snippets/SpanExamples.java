package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.span.Scheme;
import dev.recur.span.Span;
import dev.recur.span.SpanCounts;
import java.util.List;

/// What the documentation of [dev.recur.span] shows.
final class SpanExamples {
  private SpanExamples() {}

  static void scheme() {
    // @start region="scheme"
    List<String> tags = List.of("B-PER", "I-PER", "O", "B-LOC"); // Ada Lovelace in London
    Scheme scheme = Scheme.detect(List.of(tags)).scheme(); // BIO
    List<Span> spans = scheme.spans(tags); // a PER from 0 to 2, a LOC from 3 to 4
    List<String> marked = scheme.convert(tags, Scheme.BIOES); // B-PER E-PER O S-LOC
    // @end
    assertEquals(Scheme.BIO, scheme);
    assertEquals(List.of(new Span(0, 2, "PER"), new Span(3, 4, "LOC")), spans);
    assertEquals(List.of("B-PER", "E-PER", "O", "S-LOC"), marked);
  }

  static void counts() {
    // @start region="counts"
    List<Span> gold = List.of(new Span(0, 2, "PER"), new Span(3, 4, "LOC"));
    List<Span> found = List.of(new Span(1, 2, "PER"), new Span(3, 4, "LOC"));
    SpanCounts counts = SpanCounts.of(gold, found); // the person is only half found
    double f1 = counts.f1(); // 0.5
    // @end
    assertEquals(0.5, f1);
  }
}
