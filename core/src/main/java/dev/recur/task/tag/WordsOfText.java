package dev.recur.task.tag;

import dev.recur.reading.TokenCell;
import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.Tokenizer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The sentences and words of a cell, each word with its place in the text.
///
/// @param text the text; of a cell of words, these with a space between them
/// @param sentences the words of each sentence
record WordsOfText(String text, List<List<Span>> sentences) {
  private static final BreakIterator SENTENCES = BreakIterator.getSentenceInstance(Locale.ROOT);

  /// Reads a cell: the words of a sentence, or a text.
  ///
  /// @param cut whether a text is cut into sentences
  static WordsOfText of(String cell, boolean cut) {
    if (TokenCell.is(cell)) {
      return ofWords(TokenCell.tokens(cell));
    }
    List<List<Span>> sentences = new ArrayList<>();
    if (!cut) {
      sentences.add(Tokenizer.words().spans(cell));
    } else {
      BreakIterator borders = (BreakIterator) SENTENCES.clone();
      borders.setText(cell);
      int start = borders.first();
      for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
        int from = start;
        sentences.add(
            Tokenizer.words().spans(cell.substring(start, end)).stream()
                .map(word -> word.moved(from))
                .toList());
        start = end;
      }
    }
    sentences.removeIf(List::isEmpty);
    return new WordsOfText(cell, sentences);
  }

  /// A sentence whose words are known.
  static WordsOfText ofWords(List<String> words) {
    List<Span> spans = new ArrayList<>();
    int at = 0;
    for (String word : words) {
      spans.add(new Span(word, at, at + word.length()));
      at += word.length() + 1;
    }
    return new WordsOfText(String.join(" ", words), spans.isEmpty() ? List.of() : List.of(spans));
  }

  /// The words of all sentences.
  List<Span> words() {
    return sentences.stream().flatMap(List::stream).toList();
  }
}
