package dev.recur.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Generated labelled texts, always the same: sentences of a label's words, of neutral words, and
/// now and then of another label's words, so that no network is always right.
final class OwnTexts {
  private static final List<String> TOPICS = List.of("garden", "kitchen", "weather");
  private static final List<List<String>> ABOUT =
      List.of(
          List.of(
              "rose", "spade", "hedge", "seed", "weeds", "lawn", "pruned", "planted", "beetles"),
          List.of("oven", "soup", "kettle", "flour", "peeled", "boiled", "spoon", "salt", "dough"),
          List.of(
              "storm", "cloud", "drizzle", "thaw", "frost", "gusts", "cleared", "froze", "sky"));
  private static final List<String> BETWEEN =
      List.of("the", "a", "and", "was", "very", "old", "today", "in", "Mrs.", "7", "quite", "it's");

  private static final List<String> MOODS = List.of("praise", "complaint");
  private static final List<List<String>> FELT =
      List.of(
          List.of("lovely", "bright", "kind", "quick", "thank", "glad", "again", "perfect"),
          List.of("broken", "late", "rude", "never", "refund", "cold", "lost", "worse"));

  private static final List<String> MATTERS = List.of("날씨", "음식");
  private static final List<List<String>> OF_MATTERS =
      List.of(
          List.of("비가", "눈이", "바람이", "하늘이", "맑다", "춥다", "흐리다", "구름이"),
          List.of("밥이", "국이", "김치가", "떡이", "맛있다", "짜다", "달다", "반찬이"));
  private static final List<String> FILLERS =
      List.of("오늘", "정말", "아주", "어제", "조금", "그리고", "내일은", "참");

  private OwnTexts() {}

  /// A text and its label.
  record Row(String text, String label) {}

  /// Texts on three matters, about as many of each.
  static List<Row> topics(int count, int words) {
    return rows(count, words, TOPICS, ABOUT, BETWEEN, 3);
  }

  /// Texts of two moods, of which one is rare.
  static List<Row> moods(int count, int words) {
    return rows(count, words, MOODS, FELT, BETWEEN, 5);
  }

  /// Texts in Korean on two matters.
  static List<Row> korean(int count, int words) {
    return rows(count, words, MATTERS, OF_MATTERS, FILLERS, 2);
  }

  // Where one label is drawn more often than there are labels, the surplus is the first one's.
  private static List<Row> rows(
      int count,
      int words,
      List<String> labels,
      List<List<String>> theirs,
      List<String> common,
      int draws) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int drawn = random.nextInt(draws);
      int label = drawn < labels.size() ? drawn : 0;
      int length = 1 + random.nextInt(words);
      List<String> text = new ArrayList<>();
      for (int w = 0; w < length; w++) {
        boolean astray = random.nextInt(5) == 0;
        int of = astray ? random.nextInt(labels.size()) : label;
        List<String> from = random.nextInt(2) == 0 ? common : theirs.get(of);
        text.add(from.get(random.nextInt(from.size())));
      }
      rows.add(new Row(sentence(String.join(" ", text), random.nextInt(4)), labels.get(label)));
    }
    return rows;
  }

  private static String sentence(String text, int end) {
    String beginning = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return switch (end) {
      case 0 -> beginning + ".";
      case 1 -> beginning + "!";
      case 2 -> text + ", " + text.length();
      default -> text;
    };
  }

  /// A vector for each word that indicates a label, in the layout of GloVe.
  static List<String> vectors(int size) {
    Random random = new Random(2);
    List<String> lines = new ArrayList<>();
    for (List<String> words : ABOUT) {
      for (String word : words.subList(0, 7)) {
        StringBuilder line = new StringBuilder(word);
        for (int i = 0; i < size; i++) {
          line.append(' ').append((random.nextInt(2001) - 1000) / 1000.0);
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  /// Writes a table with every cell in quotation marks; without a header where `columns` is empty.
  static void table(Path file, List<Row> rows, String columns, char mark, Charset charset)
      throws IOException {
    char delimiter = columns.isEmpty() ? '\t' : columns.replaceAll("\\w", "").charAt(0);
    List<String> lines = new ArrayList<>(columns.isEmpty() ? List.of() : List.of(columns));
    String quote = String.valueOf(mark);
    for (Row row : rows) {
      lines.add(
          quote
              + row.text().replace(quote, quote + quote)
              + quote
              + delimiter
              + quote
              + row.label()
              + quote);
    }
    Files.write(file, (String.join("\n", lines) + "\n").getBytes(charset));
  }

  /// Writes a JSON object per line.
  static void json(Path file, List<Row> rows) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Row row : rows) {
      all.append("{\"text\":\"%s\",\"label\":\"%s\"}\n".formatted(row.text(), row.label()));
    }
    Files.writeString(file, all);
  }

  /// Writes lines in the layout of fastText.
  static void fastText(Path file, List<Row> rows) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Row row : rows) {
      all.append("__label__%s %s\n".formatted(row.label(), row.text()));
    }
    Files.writeString(file, all);
  }
}
