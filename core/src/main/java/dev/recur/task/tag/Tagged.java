package dev.recur.task.tag;

import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.span.Span;
import dev.recur.task.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/// The answer of a tagger to one text, or to one sentence of known words.
///
/// {@snippet class="TagExamples" region="tagged"}
///
/// Here, offsets are indices of a Java string. In [#cells()], and so in JSON, they count code
/// points, as in Python.
///
/// @param text the text; of known words, these with a space between them
/// @param words the words of all its sentences, in order
/// @param spans the spans, in order; empty if tags do not encode spans
/// @param best for each sentence its likeliest sequences of tags, the answer first
/// @param scheme how the tags encode spans
public record Tagged(
    String text, List<Word> words, List<Entity> spans, List<List<Alternative>> best, Scheme scheme)
    implements Answer {
  private static final int DIGITS = 6;

  /// Copies the lists.
  public Tagged {
    words = List.copyOf(words);
    spans = List.copyOf(spans);
    best = List.copyOf(best);
  }

  /// A word with its tag.
  ///
  /// @param text the word
  /// @param start where it begins in the text
  /// @param end where it ends
  /// @param sentence the number of its sentence, from 1
  /// @param tag its tag
  /// @param probability of the tag, between 0 and 1
  public record Word(
      String text, int start, int end, int sentence, String tag, double probability) {}

  /// A span, such as a name.
  ///
  /// @param text its characters
  /// @param start where it begins in the text
  /// @param end where it ends
  /// @param type what it is
  /// @param probability the smallest probability of its words' tags
  public record Entity(String text, int start, int end, String type, double probability) {}

  /// A sequence of tags for a sentence.
  ///
  /// @param tags a tag for each word
  /// @param probability of the whole sequence, between 0 and 1
  public record Alternative(List<String> tags, double probability) {
    /// Copies the list.
    public Alternative {
      tags = List.copyOf(tags);
    }
  }

  static Tagged of(WordsOfText text, List<Tagger.SentenceAnswer> answers, Scheme scheme, int best) {
    List<Word> words = new ArrayList<>();
    List<Entity> spans = new ArrayList<>();
    for (int s = 0; s < answers.size(); s++) {
      List<dev.recur.tokenizer.Span> places = text.sentences().get(s);
      Tagger.SentenceAnswer answer = answers.get(s);
      List<String> tags = answer.alternatives().getFirst().tags();
      for (int i = 0; i < places.size(); i++) {
        dev.recur.tokenizer.Span place = places.get(i);
        words.add(
            new Word(
                place.token(),
                place.start(),
                place.end(),
                s + 1,
                tags.get(i),
                answer.probabilities().get(i)));
      }
      for (Span span : scheme.spans(tags)) {
        spans.add(entity(text.text(), places, answer.probabilities(), span));
      }
    }
    return new Tagged(
        text.text(),
        words,
        spans,
        best == 1 ? List.of() : answers.stream().map(Tagger.SentenceAnswer::alternatives).toList(),
        scheme);
  }

  private static Entity entity(
      String text, List<dev.recur.tokenizer.Span> places, List<Double> probabilities, Span span) {
    int start = places.get(span.from()).start();
    int end = places.get(span.to() - 1).end();
    double least = 1;
    for (int i = span.from(); i < span.to(); i++) {
      least = Math.min(least, probabilities.get(i));
    }
    return new Entity(text.substring(start, end), start, end, span.type(), least);
  }

  /// The tag of each word.
  public List<String> tags() {
    return words.stream().map(Word::tag).toList();
  }

  static List<String> cells(Scheme scheme, int best) {
    List<String> names = new ArrayList<>(List.of("tags", "tokens"));
    if (scheme != Scheme.NONE) {
      names.add("spans");
    }
    if (best > 1) {
      names.add("nbest");
    }
    return List.copyOf(names);
  }

  /// The `tags` as a list; the `tokens`, each with `start`, `end`, `text`, `probability` and the
  /// number of its `sentence`; the `spans`, each with `start`, `end`, `type`, `text` and
  /// `probability`; and `nbest`, if more than the best answer was asked for: for each sentence its
  /// sequences of `tags`, each with its `probability`. Offsets count code points.
  @Override
  public SequencedMap<String, Object> cells() {
    IntUnaryOperator points = codePoints();
    SequencedMap<String, Object> cells = new LinkedHashMap<>();
    cells.put("tags", tags());
    cells.put(
        "tokens",
        words.stream()
            .map(
                word -> {
                  SequencedMap<String, Object> cell =
                      cell(points, word.start, word.end, "", word.text, word.probability);
                  cell.put("sentence", word.sentence);
                  return cell;
                })
            .toList());
    if (scheme != Scheme.NONE) {
      cells.put(
          "spans",
          spans.stream()
              .map(s -> cell(points, s.start, s.end, s.type, s.text, s.probability))
              .toList());
    }
    if (!best.isEmpty()) {
      cells.put("nbest", best.stream().map(Tagged::alternatives).toList());
    }
    return cells;
  }

  /// From indices of the text to code points; every word asks, so they are counted once.
  private IntUnaryOperator codePoints() {
    int[] points = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      boolean pair = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
      points[i + 1] = points[i] + (pair ? 0 : 1);
    }
    return index -> points[index];
  }

  private static SequencedMap<String, Object> cell(
      IntUnaryOperator points, int start, int end, String type, String of, double probability) {
    SequencedMap<String, Object> cell = new LinkedHashMap<>();
    cell.put("start", points.applyAsInt(start));
    cell.put("end", points.applyAsInt(end));
    if (!type.isEmpty()) {
      cell.put("type", type);
    }
    cell.put("text", of);
    cell.put("probability", rounded(probability));
    return cell;
  }

  private static List<SequencedMap<String, Object>> alternatives(List<Alternative> of) {
    List<SequencedMap<String, Object>> all = new ArrayList<>();
    for (Alternative each : of) {
      SequencedMap<String, Object> cell = new LinkedHashMap<>();
      cell.put("tags", each.tags());
      cell.put("probability", rounded(each.probability()));
      all.add(cell);
    }
    return all;
  }

  private static BigDecimal rounded(double probability) {
    return BigDecimal.valueOf(probability).setScale(DIGITS, RoundingMode.HALF_EVEN);
  }

  /// The words with their tags, `Time/NOUN flies/VERB`, or the text with its spans in brackets,
  /// `[Angela Merkel PER] visited [Paris LOC].` If several were asked for, the most likely tag
  /// sequences of each sentence follow, the best first.
  @Override
  public String line(int top) {
    String answer =
        scheme == Scheme.NONE
            ? words.stream().map(w -> w.text + "/" + w.tag).collect(Collectors.joining(" "))
            : bracketed();
    return best.isEmpty() ? answer : answer + others();
  }

  private String bracketed() {
    StringBuilder line = new StringBuilder();
    int at = 0;
    for (Entity span : spans) {
      line.append(text, at, span.start)
          .append('[')
          .append(span.text)
          .append(' ')
          .append(span.type)
          .append(']');
      at = span.end;
    }
    return line.append(text, at, text.length()).toString();
  }

  private String others() {
    return best.stream()
        .map(
            each ->
                each.stream()
                    .map(a -> String.join(" ", a.tags()) + " " + Settings.percent(a.probability()))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", " | ", ""));
  }
}
