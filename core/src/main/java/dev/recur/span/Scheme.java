package dev.recur.span;

import dev.recur.span.SpanTag.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// How tags encode spans: a letter for the place in the span, a hyphen, and the type of the span,
/// which may itself have hyphens; `O` for tokens in no span.
///
/// {@snippet class="SpanExamples" region="scheme"}
///
/// Whatever the scheme, L is read as E and U as S. Without a type, a tag is the letter alone. A tag
/// of another form counts as `O`. A hyphen, not an underscore, separates the letter from the type.
///
/// Source: Ramshaw & Marcus 1995, *Text Chunking using Transformation-Based Learning* (IOB1); Tjong
/// Kim Sang & Veenstra 1999, *Representing Text Chunks* (BIO, there IOB2); Ratinov & Roth 2009,
/// *Design Challenges and Misconceptions in Named Entity Recognition* (BILOU, which is BIOES with
/// other letters).
public enum Scheme {
  /// Tags that say something of single tokens, such as parts of speech.
  NONE,
  /// B begins every span, I continues it. Also called IOB2.
  BIO,
  /// I begins and continues spans; B begins one that comes right after another of its type.
  IOB1,
  /// B begins a span, I continues it, E ends it; S is a span of one token. Also called IOBES.
  BIOES,
  /// [#BIOES] with the letters L and U for E and S. Also called BILUO.
  BILOU;

  /// The spans of a sentence, in order, as `conlleval` counts them: whatever the scheme, a span
  /// begins with B or S, or wherever a token of a type follows `O`, another type, or the end of a
  /// span; it ends after E or S, and before `O` or the next span. So every tag but `O` is in a
  /// span, even if the scheme does not allow it there.
  ///
  /// Source: the CoNLL-2000 shared task's `conlleval`, whose rules for B, I and `O` are extended to
  /// E and S.
  public List<Span> spans(List<String> tags) {
    List<Span> spans = new ArrayList<>();
    if (this == NONE) {
      return spans;
    }
    SpanTag first = SpanTag.OUTSIDE; // of the open span; O if none is open
    int from = 0;
    for (int i = 0; i < tags.size(); i++) {
      SpanTag tag = SpanTag.of(tags.get(i));
      if (!tag.sharesTypeWith(first) || tag.place() == Place.BEGIN || tag.place() == Place.SINGLE) {
        add(spans, from, i, first);
        first = tag;
        from = i;
      }
      if (tag.place() == Place.END || tag.place() == Place.SINGLE) {
        add(spans, from, i + 1, first);
        first = SpanTag.OUTSIDE;
      }
    }
    add(spans, from, tags.size(), first);
    return spans;
  }

  private static void add(List<Span> spans, int from, int to, SpanTag first) {
    if (!first.isOutside()) {
      spans.add(new Span(from, to, first.type()));
    }
  }

  /// The spans of a sentence that are encoded as the scheme demands, in order. An I without its B
  /// is no span in BIO; neither is, in BIOES, a B without its E.
  ///
  /// Source: the `strict` mode of seqeval; but where a B of IOB1 stands in a wrong place, seqeval
  /// still counts what follows it as a span.
  public List<Span> strictSpans(List<String> tags) {
    List<Span> spans = new ArrayList<>(spans(tags));
    spans.removeIf(span -> !isSpelt(span, tags));
    return spans;
  }

  private boolean isSpelt(Span span, List<String> tags) {
    boolean touches =
        span.from() > 0
            && SpanTag.of(tags.get(span.from() - 1))
                .sharesTypeWith(SpanTag.of(tags.get(span.from())));
    for (int i = span.from(); i < span.to(); i++) {
      if (SpanTag.of(tags.get(i)).place() != place(span, i, touches)) {
        return false;
      }
    }
    return true;
  }

  /// The place of token i in a span.
  ///
  /// @param touches whether the token before the span is in a span of the same type
  private Place place(Span span, int i, boolean touches) {
    boolean first = i == span.from();
    boolean last = i == span.to() - 1;
    return switch (this) {
      case NONE -> Place.OUTSIDE;
      case BIO -> first ? Place.BEGIN : Place.INSIDE;
      case IOB1 -> first && touches ? Place.BEGIN : Place.INSIDE;
      case BIOES, BILOU ->
          first && last ? Place.SINGLE : first ? Place.BEGIN : last ? Place.END : Place.INSIDE;
    };
  }

  /// The tags of a sentence with these spans.
  ///
  /// @param spans in any order
  /// @param length the number of tokens of the sentence
  /// @throws IllegalArgumentException if spans overlap or go beyond the sentence
  /// @throws UnsupportedOperationException for [#NONE], which encodes no spans
  public List<String> tags(List<Span> spans, int length) {
    if (this == NONE) {
      throw new UnsupportedOperationException("the scheme NONE has no tags for spans");
    }
    List<String> tags = new ArrayList<>(Collections.nCopies(length, Place.OUTSIDE.tag("")));
    List<Span> inOrder = spans.stream().sorted(Comparator.comparingInt(Span::from)).toList();
    int end = 0; // of the span before
    String type = ""; // of the span before
    for (Span span : inOrder) {
      if (span.from() < end || span.to() > length) {
        throw new IllegalArgumentException(
            "expected spans that do not overlap, within %s tokens, got %s after one that ends at %s"
                .formatted(length, span, end));
      }
      boolean touches = end > 0 && span.from() == end && span.type().equals(type);
      for (int i = span.from(); i < span.to(); i++) {
        tags.set(i, spelt(place(span, i, touches).tag(span.type())));
      }
      end = span.to();
      type = span.type();
    }
    return tags;
  }

  private String spelt(String tag) {
    char letter = tag.charAt(0);
    return this != BILOU || (letter != 'E' && letter != 'S')
        ? tag
        : (letter == 'E' ? 'L' : 'U') + tag.substring(1);
  }

  /// The tags of a sentence of this scheme, in another one, with the same [#spans]; so what was
  /// illegal is legal afterwards, even in the same scheme. Unchanged if either is [#NONE].
  public List<String> convert(List<String> tags, Scheme to) {
    return this == NONE || to == NONE ? tags : to.tags(spans(tags), tags.size());
  }

  /// The number of tags of a sentence that the scheme does not allow after the tag before them, or
  /// at the beginning; and one more if the sentence may not end with its last tag.
  public int illegal(List<String> tags) {
    int illegal = 0;
    for (int i = 0; i < tags.size(); i++) {
      boolean legal = i == 0 ? begins(tags.get(i)) : follows(tags.get(i - 1), tags.get(i));
      illegal += legal ? 0 : 1;
    }
    return illegal + (tags.isEmpty() || ends(tags.getLast()) ? 0 : 1);
  }

  /// Whether a sentence may begin with this tag.
  public boolean begins(String tag) {
    return follows("O", tag);
  }

  /// Whether a sentence may end with this tag.
  public boolean ends(String tag) {
    return !marksEnds() || !SpanTag.of(tag).place().isOpen();
  }

  /// Whether a tag may come right after another.
  public boolean follows(String before, String after) {
    SpanTag one = SpanTag.of(before);
    SpanTag next = SpanTag.of(after);
    if (!isUsed(next.place())) {
      return false;
    }
    return switch (this) {
      case NONE -> true;
      case BIO -> next.place() != Place.INSIDE || next.sharesTypeWith(one);
      case IOB1 -> next.place() != Place.BEGIN || next.sharesTypeWith(one);
      case BIOES, BILOU -> {
        boolean goesOn = next.place() == Place.INSIDE || next.place() == Place.END;
        yield goesOn == one.place().isOpen() && (!goesOn || next.sharesTypeWith(one));
      }
    };
  }

  private boolean marksEnds() {
    return this == BIOES || this == BILOU;
  }

  /// Whether the scheme has a letter for this place.
  private boolean isUsed(Place place) {
    return this == NONE || marksEnds() || (place != Place.END && place != Place.SINGLE);
  }

  /// A scheme, and what shows it.
  ///
  /// @param scheme the scheme
  /// @param reason what shows it, in words, such as `every span begins with B`
  public record Detected(Scheme scheme, String reason) {}

  /// The scheme of the tags of a data set: [#NONE] unless all tags are of the form of a scheme.
  /// Where spans begin in both ways, the more frequent one decides between BIO and IOB1.
  ///
  /// @param sentences the tags of each sentence
  public static Detected detect(List<List<String>> sentences) {
    return new SchemeGuess(sentences).detected();
  }
}
