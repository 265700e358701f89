package dev.recur.task.tag;

import dev.recur.check.Finding;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Counts;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.task.Context;
import dev.recur.task.Examination;
import dev.recur.task.Parts;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is wrong with tagged sentences.
///
/// @param parts the rows
/// @param settings with the scheme known
record TagChecks(Parts parts, TagSettings settings) {
  private static final int OFTEN = 10; // occurrences of a word with its usual tag
  private static final int NOTABLE = 100; // one sentence in this many is worth a warning
  private static final int LONGEST = 40; // characters of a sentence in a message

  private Scheme scheme() {
    return settings.tags().scheme().scheme().orElse(Scheme.NONE);
  }

  Examination examination(Context context) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Object> details = new LinkedHashMap<>();
    Sentences train = Sentences.of(parts.train());
    List<Sentences> others =
        Stream.of(parts.valid(), parts.test())
            .map(part -> Sentences.of(part, train.areUnits()))
            .toList();
    List<Sentences> all = new ArrayList<>(others);
    all.addFirst(train);
    illegal(all, findings);
    contradictions(all, findings);
    odd(train, findings);
    unknown(train, others, context, details, findings);
    details.put("scheme", scheme().name().toLowerCase(Locale.ROOT));
    return new Examination(findings, List.of(), details);
  }

  private void add(List<Finding> findings, String kind, List<Row> rows, String one, String many) {
    if (!rows.isEmpty()) {
      String where = rows.getFirst().where();
      dev.recur.settings.Sentence sentence =
          rows.size() == 1
              ? dev.recur.settings.Sentence.of(one, where)
              : dev.recur.settings.Sentence.of(many, rows.size(), where);
      findings.add(Finding.of(kind, severity(rows), sentence, rows));
    }
  }

  private Finding.Severity severity(List<Row> rows) {
    long all = (long) parts.train().size() + parts.valid().size() + parts.test().size();
    return (long) rows.size() * NOTABLE >= all ? Finding.Severity.WARNING : Finding.Severity.NOTE;
  }

  private void illegal(List<Sentences> all, List<Finding> findings) {
    List<Row> rows = new ArrayList<>();
    for (Sentences part : all) {
      for (int i = 0; i < part.all().size(); i++) {
        if (scheme().illegal(part.all().get(i).tags()) > 0) {
          rows.add(part.rows().get(i));
        }
      }
    }
    add(
        findings,
        "illegal-tags",
        rows,
        "a sentence has tags that are illegal in " + scheme() + " where they stand: %s",
        "%,d sentences have tags that are illegal in "
            + scheme()
            + " where they stand (the first: %s)");
  }

  /// Sentences that occur again with other tags.
  private void contradictions(List<Sentences> all, List<Finding> findings) {
    Map<List<String>, List<String>> first = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (Sentences part : all) {
      for (int i = 0; i < part.all().size(); i++) {
        Sentence sentence = part.all().get(i);
        List<String> before = first.putIfAbsent(sentence.words(), sentence.tags());
        if (before != null && !before.equals(sentence.tags())) {
          rows.add(part.rows().get(i));
        }
      }
    }
    add(
        findings,
        "contradicting-tags",
        rows,
        "a sentence occurs again with different tags: %s",
        "%,d sentences occur again with different tags (the first: %s)");
  }

  /// Words that have one tag at all but one of many places.
  private void odd(Sentences train, List<Finding> findings) {
    Map<String, Map<String, Integer>> counts = counts(train);
    List<Row> rows = new ArrayList<>();
    String example = "";
    for (int s = 0; s < train.all().size(); s++) {
      Optional<String> odd = odd(train.all().get(s), counts);
      if (odd.isPresent()) {
        example = rows.isEmpty() ? odd.get() : example;
        rows.add(train.rows().get(s));
      }
    }
    if (!rows.isEmpty()) {
      String shown = Shown.shortened(example, LONGEST);
      String where = rows.getFirst().where();
      dev.recur.settings.Sentence sentence =
          rows.size() == 1
              ? dev.recur.settings.Sentence.of(
                  "1 sentence has a word with a tag that it has nowhere else, though it occurs more"
                      + " than %s times (%s, %s)",
                  OFTEN, shown, where)
              : dev.recur.settings.Sentence.of(
                  "%,d sentences have a word with a tag that it has nowhere else, though it occurs"
                      + " more than %s times (the first: %s, %s)",
                  rows.size(), OFTEN, shown, where);
      findings.add(Finding.of("odd-tags", Finding.Severity.NOTE, sentence, rows));
    }
  }

  /// How often each word has each tag.
  private static Map<String, Map<String, Integer>> counts(Sentences train) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (Sentence sentence : train.all()) {
      for (int i = 0; i < sentence.words().size(); i++) {
        counts
            .computeIfAbsent(sentence.words().get(i), w -> new HashMap<>())
            .merge(sentence.tags().get(i), 1, Integer::sum);
      }
    }
    return counts;
  }

  /// The first such word of a sentence, with its tag.
  private static Optional<String> odd(Sentence sentence, Map<String, Map<String, Integer>> counts) {
    for (int i = 0; i < sentence.words().size(); i++) {
      String word = sentence.words().get(i);
      String tag = sentence.tags().get(i);
      Map<String, Integer> tags = counts.getOrDefault(word, Map.of());
      int all = tags.values().stream().mapToInt(n -> n).sum();
      if (tags.size() == 2 && tags.getOrDefault(tag, 0) == 1 && all > OFTEN) {
        return Optional.of(word + " as " + tag);
      }
    }
    return Optional.empty();
  }

  private void unknown(
      Sentences train,
      List<Sentences> others,
      Context context,
      Map<String, Object> details,
      List<Finding> findings) {
    Set<String> words = new HashSet<>();
    Set<String> tags = new HashSet<>();
    train.words().forEach(words::addAll);
    train.tags().forEach(tags::addAll);
    long all = 0;
    long unknown = 0;
    List<Row> rows = new ArrayList<>();
    for (Sentences part : others) {
      for (int i = 0; i < part.all().size(); i++) {
        Sentence sentence = part.all().get(i);
        all += sentence.words().size();
        unknown += sentence.words().stream().filter(word -> !words.contains(word)).count();
        if (!tags.containsAll(sentence.tags())) {
          rows.add(part.rows().get(i));
        }
      }
    }
    double share = all == 0 ? 0 : (double) unknown / all;
    details.put("words", words.size());
    details.put("tags", tags.size());
    details.put("unknownShare", share);
    context.report(
        new TrainingEvent.Noted(
            "unknown",
            Settings.percent(share)
                + " of the words in validation and test do not occur in training (upper and lower"
                + " case differ), which has "
                + Counts.of(words.size())
                + " distinct words"));
    add(
        findings,
        "unseen-tags",
        rows,
        "a validation or test sentence has a tag that does not occur in training: %s",
        "%,d validation or test sentences have a tag that does not occur in training (the first:"
            + " %s)");
  }
}
