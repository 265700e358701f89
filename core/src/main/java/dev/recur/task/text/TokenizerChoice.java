package dev.recur.task.text;

import dev.recur.settings.Settings;
import dev.recur.text.Field;
import dev.recur.tokenizer.Pieces;
import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokenizer that suits the texts, and the reason. The first rule that holds decides:
///
/// 1. Half of the texts have at most [#FEW_WORDS] words: characters. Names and codes differ in
///    their letters.
/// 2. More than [#UNSPACED] of the letters are of scripts that put no space between words:
///    characters.
/// 3. More than [#MANY_UNKNOWN] of the words in a held-out tenth are unknown, that is, occur less
///    than twice in the other nine tenths: pieces. This is the case if words are inflected and
///    compounded freely, as in Korean, or if there are few texts.
/// 4. Otherwise: words.
///
/// At most [#SAMPLE] texts are looked at, evenly spaced.
///
/// @param tokenizer its name
/// @param reason the figure that decided, as a clause
record TokenizerChoice(String tokenizer, String reason) {
  static final int SAMPLE = 50_000;
  static final int FEW_WORDS = 2;
  static final double UNSPACED = 0.5;
  static final double MANY_UNKNOWN = 0.15;

  private static final int HELD_OUT = 10; // every tenth text
  private static final int MOST = 512; // words of a text
  private static final Field WORDS =
      Field.text().tokenize(Tokenizer.words()).lower(true).normalize(true).maxLength(MOST).build();

  static TokenizerChoice of(List<String> texts) {
    List<List<String>> words = new ArrayList<>();
    int step = Math.ceilDiv(texts.size(), SAMPLE);
    for (int i = 0; i < texts.size(); i += Math.max(step, 1)) {
      words.add(WORDS.preprocess(texts.get(i)));
    }
    int median = median(words);
    if (median <= FEW_WORDS) {
      return new TokenizerChoice(
          "characters",
          "as half of the texts have no more than %s"
              .formatted(median == 1 ? "1 word" : median + " words"));
    }
    double unspaced = unspaced(words);
    if (unspaced > UNSPACED) {
      return new TokenizerChoice(
          "characters",
          "as %s of the letters are of scripts without spaces between words"
              .formatted(Settings.percent(unspaced)));
    }
    double unknown = unknown(words);
    return new TokenizerChoice(
        unknown > MANY_UNKNOWN ? Pieces.NAME : "words",
        "as %s of the words in a tenth of the texts are unknown to the others"
            .formatted(Settings.percent(unknown)));
  }

  private static int median(List<List<String>> texts) {
    int[] lengths = texts.stream().mapToInt(List::size).sorted().toArray();
    return lengths.length == 0 ? 0 : lengths[lengths.length / 2];
  }

  /// The fraction of held-out words that occur less than twice elsewhere.
  static double unknown(List<List<String>> texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      if (i % HELD_OUT != 0) {
        texts.get(i).forEach(word -> counts.merge(word, 1, Integer::sum));
      }
    }
    long all = 0;
    long unknown = 0;
    for (int i = 0; i < texts.size(); i += HELD_OUT) {
      for (String word : texts.get(i)) {
        all++;
        unknown += counts.getOrDefault(word, 0) < 2 ? 1 : 0;
      }
    }
    return all == 0 ? 0 : (double) unknown / all;
  }

  private static double unspaced(List<List<String>> texts) {
    long[] letters = new long[2];
    for (List<String> text : texts) {
      for (String word : text) {
        word.codePoints()
            .filter(Character::isLetter)
            .forEach(point -> letters[isUnspaced(point) ? 1 : 0]++);
      }
    }
    long all = Arrays.stream(letters).sum();
    return all == 0 ? 0 : (double) letters[1] / all;
  }

  private static boolean isUnspaced(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }
}
