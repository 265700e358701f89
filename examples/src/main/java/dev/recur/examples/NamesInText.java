package dev.recur.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.Tag;
import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.score.Figure;
import dev.recur.source.Sources;
import dev.recur.task.tag.Tagged;
import dev.recur.task.tag.Tagger;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds the people, places and days in a message, with their offsets: a tagger learns from
/// messages in which they are marked, as annotation tools export them, and then reads one with
/// names that it has never seen.
public final class NamesInText {
  private static final int MESSAGES = 400;
  private static final List<String> PATTERNS =
      List.of(
          "<PERSON> arrives in <PLACE> on <DAY>.",
          "Please send 3 boxes to <PERSON> in <PLACE>.",
          "Can <PERSON> call <PERSON> before <DAY>?",
          "The office in <PLACE> is closed on <DAY>.",
          "We met <PERSON> and 12 others on the way to <PLACE>.",
          "I will ask <PERSON> to book the train from <PLACE> to <PLACE>.",
          "There is no meeting this week.",
          "On <DAY> the boxes leave <PLACE>, says <PERSON>.");
  private static final List<String> FIRST =
      list(
          "Ada, Boris, Celia, Daniel, Emma, Farid, Grace, Hugo, Ines, Jonas, Karin, "
              + "Liam, Mina, Noah, Olga, Paul, Rosa, Samir, Tara, Victor");
  private static final List<String> LAST =
      list(
          "Adams, Becker, Cohen, Dubois, Evans, Fischer, Garcia, Hansen, Ivanov, Jensen, "
              + "Kowalski, Lee, Moreau, Novak, Okafor, Park, Rossi, Silva");
  private static final List<String> PLACES =
      list(
          "Athens, Berlin, Cairo, Dublin, Essen, Florence, Geneva, Hamburg, Izmir, "
              + "Jakarta, Kyoto, Lisbon, Madrid, Nairobi, Oslo, Porto, Riga, Seoul, Turin, "
              + "Vienna, New York, San Diego, Hong Kong, Cape Town");
  private static final List<String> WEEKDAYS = list("Monday, Tuesday, Wednesday, Thursday, Friday");
  private static final List<String> MONTHS = list("January, March, May, July, October");

  private NamesInText() {}

  public static void main(String[] args) throws IOException {
    Tagger tagger = train();
    String text = "Can Clara Weber call Pieter before she leaves Rotterdam on Friday?";
    List<String> found = new ArrayList<>();
    for (Tagged.Entity span : tagger.tag(text).spans()) {
      System.out.printf(
          "%2d to %2d  %-6s  %5.1f %%  %s%n",
          span.start(),
          span.end(),
          span.type(),
          100 * span.probability(),
          text.substring(span.start(), span.end()));
      found.add(span.type() + " " + span.text());
    }
    List<String> right =
        List.of("PERSON Clara Weber", "PERSON Pieter", "PLACE Rotterdam", "DAY Friday");
    if (!found.equals(right)) {
      throw new AssertionError("expected " + right + ", got " + found);
    }
  }

  /// What `recur train tag messages.jsonl --words text --tags labels` does, with a smaller network,
  /// and messages that need no file.
  private static Tagger train() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i < MESSAGES; i++) {
      messages.append(message(Seed.of(1).split(i))).append('\n');
    }
    RunPlan plan =
        Tag.plan(
            "messages.jsonl",
            s ->
                s.words("text")
                    .tags("labels")
                    .valid(0.15)
                    .test(0.15)
                    .hidden(32)
                    .embedding(32)
                    .charEmbedding(16)
                    .charHidden(16)
                    .lr(0.01)
                    .batchSize(16)
                    .epochs(10));
    Sources memory = Sources.of(Map.of(plan.file(), messages.toString().getBytes(UTF_8)));
    Finished<Tagger> run = Tag.run(plan, memory, List.of(), event -> {});
    Figure f1 = run.report().test().figure("f1");
    System.out.printf("F1 of the test messages: %s%n", f1.text());
    if (f1.value() < 0.9) {
      throw new AssertionError("expected an F1 of at least 0.9");
    }
    return run.model();
  }

  /// A message with the places and types of what is to be found: `{"text": "Ada is in Oslo.",
  /// "labels": [[0, 3, "PERSON"], [10, 14, "PLACE"]]}`.
  private static String message(Seed seed) {
    String[] parts = one(PATTERNS, seed, 0).split("[<>]", -1); // texts and types in turn
    StringBuilder text = new StringBuilder(parts[0]);
    List<String> labels = new ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      int start = text.length();
      text.append(name(parts[i], seed.split(i)));
      labels.add("[%s, %s, \"%s\"]".formatted(start, text.length(), parts[i]));
      text.append(parts[i + 1]);
    }
    return "{\"text\": \"%s\", \"labels\": %s}".formatted(text, labels);
  }

  private static String name(String type, Seed seed) {
    boolean two = seed.uniform(0) < 0.5;
    return switch (type) {
      case "PERSON" -> one(FIRST, seed, 1) + (two ? " " + one(LAST, seed, 2) : "");
      case "PLACE" -> one(PLACES, seed, 1);
      default ->
          two
              ? 1 + (int) (28 * seed.uniform(1)) + " " + one(MONTHS, seed, 2)
              : one(WEEKDAYS, seed, 1);
    };
  }

  private static List<String> list(String names) {
    return List.of(names.split(", "));
  }

  private static String one(List<String> some, Seed seed, long i) {
    return some.get((int) (seed.uniform(i) * some.size()));
  }
}
