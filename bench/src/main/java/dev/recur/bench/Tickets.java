package dev.recur.bench;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Writes a table of made-up tickets: three languages, unbalanced labels, lengths spread around a
/// median, word frequencies after Zipf's law, and one text of a megabyte. A single-file program
/// that `bench/tickets` runs.
public final class Tickets {
  private static final String[] LABELS = {"billing", "login", "delivery", "bug", "praise"};
  private static final double[] UP_TO = {0.55, 0.75, 0.90, 0.97, 1};
  private static final int WORDS = 60_000; // per language
  private static final int TELLING = 40; // words that only a label has
  private static final int LETTERS_OF_A_MEGABYTE = 1 << 20;

  private static final String[] ENGLISH = {
    "re", "ti", "on", "er", "al", "st", "en", "mo", "la", "sh", "con", "pre", "ing", "ba", "cu"
  };
  private static final String[] GERMAN = {
    "ge", "ver", "schl", "ung", "keit", "an", "über", "er", "ste", "ßen", "mü", "tra", "aus", "ab"
  };
  private static final String[] KOREAN = {
    "가", "나", "다", "라", "문", "제", "배", "송", "결", "로", "그", "인", "오", "류", "이", "는", "을", "요"
  };
  private static final String[][] SYLLABLES = {ENGLISH, GERMAN, KOREAN};

  private final SplittableRandom random = new SplittableRandom(1);

  private Tickets() {}

  /// `ROWS MEDIAN`, the number of tickets and the median of their words.
  public static void main(String[] args) throws IOException {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int median = args.length > 1 ? Integer.parseInt(args[1]) : 120;
    try (PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20),
            false,
            StandardCharsets.UTF_8)) {
      new Tickets().write(rows, median, out);
    }
  }

  private void write(int rows, int median, PrintStream out) {
    out.println("text,label");
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      int label = label();
      text.setLength(0);
      // Log-normal: half are longer than the median, one in 200 is six times as long.
      int words = (int) Math.clamp(Math.round(median * Math.exp(0.7 * normal())), 1, 100L * median);
      fill(text, words, label);
      if (row == rows / 2) {
        stackTrace(text);
      }
      out.append('"').append(text).append("\",").println(LABELS[label]);
    }
  }

  private double normal() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private int label() {
    double draw = random.nextDouble();
    int label = 0;
    while (draw >= UP_TO[label]) {
      label++;
    }
    return label;
  }

  private void fill(StringBuilder text, int words, int label) {
    int language = random.nextInt(SYLLABLES.length);
    for (int w = 0; w < words; w++) {
      int rank = (int) Math.pow(WORDS, random.nextDouble()); // 1/rank
      boolean telling = random.nextInt(12) == 0;
      int number = telling ? WORDS + label * TELLING + rank % TELLING : rank;
      word(text, SYLLABLES[language], number);
      text.append(w + 1 == words ? "." : random.nextInt(12) == 0 ? ", " : " ");
    }
  }

  /// The word with a number: its digits in syllables, so that frequent words are short.
  private static void word(StringBuilder text, String[] syllables, int number) {
    int rest = number;
    do {
      text.append(syllables[rest % syllables.length]);
      rest /= syllables.length;
    } while (rest > 0);
  }

  private void stackTrace(StringBuilder text) {
    while (text.length() < LETTERS_OF_A_MEGABYTE) {
      text.append("\n\tat com.example.shop.Order")
          .append(random.nextInt(1000))
          .append(".run(Order.java:")
          .append(random.nextInt(1000))
          .append(')');
    }
  }
}
