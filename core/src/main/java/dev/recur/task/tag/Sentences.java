package dev.recur.task.tag;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Blank;
import dev.recur.reading.TokenCell;
import dev.recur.settings.Counts;
import dev.recur.span.Scheme;
import dev.recur.span.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sentences of some rows. Each has its words and a tag for each of them, or a text and
/// labelled spans of it, which become tags of the scheme BIO. Rows without words are left out.
final class Sentences {
  private final List<Sentence> all = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final boolean texts;
  private final boolean units; // whether offsets are counted in UTF-16 units, not in code points
  private int widened;
  private int trimmed;

  private Sentences(Dataset of, boolean usualUnits) {
    String words = of.columns().names().get(0);
    String tags = of.columns().names().get(1);
    texts = areTexts(of, words, tags);
    units = texts && areUnits(of, words, tags, usualUnits);
    for (int i = 0; i < of.size(); i++) {
      Row row = of.row(i);
      try {
        Sentence sentence = sentence(row.text(words), row.text(tags));
        if (!sentence.words().isEmpty()) {
          all.add(sentence);
          rows.add(row);
        }
      } catch (IllegalArgumentException e) {
        throw refused(row, e);
      }
    }
  }

  private static IllegalArgumentException refused(Row row, IllegalArgumentException e) {
    return new IllegalArgumentException("%s: %s".formatted(row.where(), e.getMessage()), e);
  }

  /// Reads rows of two columns: words or texts, and their tags or labelled spans.
  ///
  /// @throws IllegalArgumentException if a row does not have a tag for each word, or its spans are
  ///   not in its text; the message says where
  static Sentences of(Dataset rows) {
    return of(rows, false);
  }

  /// Like [#of(Dataset)].
  ///
  /// @param usualUnits how offsets are counted if these rows do not show it: in UTF-16 units, or in
  ///   code points
  static Sentences of(Dataset rows, boolean usualUnits) {
    return new Sentences(rows, usualUnits);
  }

  /// The row of each sentence.
  List<Row> rows() {
    return rows;
  }

  /// Whether offsets are counted in UTF-16 units.
  boolean areUnits() {
    return units;
  }

  List<Sentence> all() {
    return all;
  }

  /// Whether the rows are texts with labelled spans, not words with tags.
  boolean areTexts() {
    return texts;
  }

  /// What had to be decided to turn spans into tags; empty if there was nothing.
  Optional<String> note() {
    if (!texts) {
      return Optional.empty();
    }
    String counted =
        "offsets are counted in %s; ".formatted(units ? "UTF-16 code units" : "code points");
    return Optional.of(
        counted
            + "%s to whole words, and white space was trimmed from %s"
                .formatted(
                    Counts.of(widened, "span") + (widened == 1 ? " was" : " were") + " widened",
                    Counts.of(trimmed, "span")));
  }

  private static boolean isSpans(String words, String tags) {
    boolean list = TokenCell.is(tags) && TokenCell.tokens(tags).isEmpty();
    return !TokenCell.is(words) && (list || Blank.strip(tags).startsWith("["));
  }

  private static boolean areTexts(Dataset rows, String words, String tags) {
    for (int i = 0; i < rows.size(); i++) {
      if (isSpans(rows.row(i).text(words), rows.row(i).text(tags))) {
        return true;
      }
    }
    return false;
  }

  private Sentence sentence(String words, String tags) {
    if (isSpans(words, tags)) {
      return ofSpans(words, TokenCell.is(tags) ? List.of() : LabelledSpan.read(tags));
    }
    List<String> cut = tokens(words);
    List<String> each = tokens(tags);
    if (cut.size() != each.size()) {
      throw new IllegalArgumentException(
          "expected a tag for each word, got %s and %s"
              .formatted(Counts.of(cut.size(), "word"), Counts.of(each.size(), "tag")));
    }
    for (int i = 0; i < cut.size(); i++) {
      if (Blank.is(cut.get(i)) || Blank.is(each.get(i))) {
        throw new IllegalArgumentException(
            "word %s: the %s is empty".formatted(i + 1, Blank.is(cut.get(i)) ? "word" : "tag"));
      }
      String refusal = TokenCell.refusal(each.get(i));
      if (!refusal.isEmpty()) {
        throw new IllegalArgumentException("word %s: %s".formatted(i + 1, refusal));
      }
    }
    return new Sentence(cut, each);
  }

  private static List<String> tokens(String cell) {
    if (TokenCell.is(cell)) {
      return TokenCell.tokens(cell);
    }
    return Blank.is(cell) ? List.of() : List.of(Blank.strip(cell).split("\\s+"));
  }

  private Sentence ofSpans(String text, List<LabelledSpan> labelled) {
    List<dev.recur.tokenizer.Span> words = WordsOfText.of(text, false).words();
    List<Span> spans = new ArrayList<>();
    for (LabelledSpan span : labelled) {
      Span aligned = aligned(text, words, span);
      for (int i = 0; i < spans.size(); i++) {
        if (aligned.from() < spans.get(i).to() && spans.get(i).from() < aligned.to()) {
          throw new IllegalArgumentException(
              "the spans %s and %s overlap; a word can be in one span only"
                  .formatted(labelled.get(i), span));
        }
      }
      spans.add(aligned);
    }
    return new Sentence(
        words.stream().map(dev.recur.tokenizer.Span::token).toList(),
        Scheme.BIO.tags(spans, words.size()));
  }

  /// The words that a span of characters is about.
  private Span aligned(String text, List<dev.recur.tokenizer.Span> words, LabelledSpan span) {
    int start = index(text, span.start(), units);
    int end = index(text, span.end(), units);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "the span %s is outside the text, which has %s"
              .formatted(
                  span,
                  units
                      ? Counts.of(text.length(), "UTF-16 code unit")
                      : Counts.of(text.codePointCount(0, text.length()), "code point")));
    }
    int from = start;
    int to = end;
    while (from < to && Blank.is(text.charAt(from))) {
      from++;
    }
    while (to > from && Blank.is(text.charAt(to - 1))) {
      to--;
    }
    trimmed += from > start || to < end ? 1 : 0;
    int first = 0;
    while (first < words.size() && words.get(first).end() <= from) {
      first++;
    }
    int last = first;
    while (last < words.size() && words.get(last).start() < to) {
      last++;
    }
    if (from == to || first == last) {
      throw new IllegalArgumentException("the span %s contains no word".formatted(span));
    }
    boolean inside = words.get(first).start() < from || words.get(last - 1).end() > to;
    widened += inside ? 1 : 0;
    return new Span(first, last, span.type());
  }

  /// The index of an offset in a text; negative if it is not in it.
  private static int index(String text, int offset, boolean units) {
    if (offset > text.length()) {
      return -1;
    }
    if (units) {
      return offset;
    }
    return offset > text.codePointCount(0, text.length()) ? -1 : text.offsetByCodePoints(0, offset);
  }

  /// Whether offsets are at boundaries of words more often if they are counted in UTF-16 units, as
  /// JavaScript and Java do, than in code points, as Python does; the usual if it is the same.
  private static boolean areUnits(Dataset rows, String words, String tags, boolean usual) {
    int asUnits = 0;
    int asPoints = 0;
    for (int i = 0; i < rows.size(); i++) {
      String text = rows.row(i).text(words);
      String cell = rows.row(i).text(tags);
      boolean differ = text.codePointCount(0, text.length()) != text.length();
      if (differ && isSpans(text, cell) && !TokenCell.is(cell)) {
        for (LabelledSpan span : labelled(rows.row(i), cell)) {
          asUnits += fits(text, span, true);
          asPoints += fits(text, span, false);
        }
      }
    }
    return asUnits == asPoints ? usual : asUnits > asPoints;
  }

  private static List<LabelledSpan> labelled(Row row, String cell) {
    try {
      return LabelledSpan.read(cell);
    } catch (IllegalArgumentException e) {
      throw refused(row, e);
    }
  }

  private static int fits(String text, LabelledSpan span, boolean units) {
    int start = index(text, span.start(), units);
    int end = index(text, span.end(), units);
    return start < 0 || end < 0 ? 0 : isBoundary(text, start) + isBoundary(text, end);
  }

  private static int isBoundary(String text, int at) {
    boolean whole =
        at == 0
            || at == text.length()
            || !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    boolean boundary =
        at == 0
            || at == text.length()
            || !Character.isLetterOrDigit(text.codePointBefore(at))
            || !Character.isLetterOrDigit(text.codePointAt(at));
    return whole && boundary ? 1 : 0;
  }

  /// The tags of each sentence.
  List<List<String>> tags() {
    return all.stream().map(Sentence::tags).toList();
  }

  /// The words of each sentence.
  List<List<String>> words() {
    return all.stream().map(Sentence::words).toList();
  }
}
