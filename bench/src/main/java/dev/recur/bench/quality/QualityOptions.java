package dev.recur.bench.quality;

import dev.recur.run.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What is compared, and how.
///
/// @param folder the folder of the sets; empty to show only what the file of results holds
/// @param sets the sets
/// @param rows the sizes of the draws
/// @param draws how many draws there are; empty for the usual number
/// @param tune whether draws are tested on training rows, to choose settings
/// @param settings the settings that are not the defaults, by name
/// @param raw the file of results
/// @param parallel how many draws are computed at the same time
/// @param svg the picture to draw
record QualityOptions(
    Optional<Path> folder,
    List<TextSet> sets,
    List<Rows> rows,
    Optional<Integer> draws,
    boolean tune,
    Map<String, String> settings,
    Optional<Path> raw,
    int parallel,
    Optional<Path> svg) {
  private static final Set<String> GIVEN =
      Set.of("seed", "threads", "test", "folds", "text", "label", "format");
  private static final Pattern FLAG_WORD = Pattern.compile("-(\\w)");

  /// Reads the arguments of the command.
  ///
  /// @throws IllegalArgumentException if one of them is wrong; the message says which
  static QualityOptions parse(List<String> arguments) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> settings = new TreeMap<>();
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--tune" -> values.put(name, "");
        case "--set" -> set(value(arguments, ++i, name), settings);
        case "--sets", "--rows", "--draws", "--raw", "--parallel", "--svg" ->
            values.put(name, value(arguments, ++i, name));
        default -> {
          if (name.startsWith("-")) {
            throw new IllegalArgumentException("there is no option " + name);
          }
          folders.add(name);
        }
      }
    }
    if (folders.size() > 1 || (folders.isEmpty() && !values.containsKey("--raw"))) {
      throw new IllegalArgumentException(
          "expected the folder of the sets, or --raw without one, got " + folders);
    }
    Runs.check(Trial.plan(settings));
    Optional<Integer> draws = optional(values, "--draws").map(n -> number("--draws", n));
    return new QualityOptions(
        folders.stream().findFirst().map(Path::of),
        optional(values, "--sets")
            .map(words -> list(words, TextSet::named))
            .orElse(List.of(TextSet.values())),
        optional(values, "--rows").map(words -> list(words, Rows::parse)).orElse(Rows.ALL),
        draws,
        values.containsKey("--tune"),
        settings,
        optional(values, "--raw").map(Path::of),
        optional(values, "--parallel").map(n -> number("--parallel", n)).orElse(1),
        optional(values, "--svg").map(Path::of));
  }

  private static String value(List<String> arguments, int i, String name) {
    if (i == arguments.size()) {
      throw new IllegalArgumentException(name + ": expected a value after it, got none");
    }
    return arguments.get(i);
  }

  private static Optional<String> optional(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static void set(String word, Map<String, String> settings) {
    int at = word.indexOf('=');
    if (at < 1) {
      throw new IllegalArgumentException("--set: expected NAME=VALUE, got " + word);
    }
    String name = camelCase(word.substring(0, at));
    if (GIVEN.contains(name)) {
      throw new IllegalArgumentException("--set: the protocol determines \"%s\"".formatted(name));
    }
    settings.put(name, word.substring(at + 1));
  }

  /// The name of the setting of a flag: `batch-size` and `batchSize` are both accepted.
  private static String camelCase(String flag) {
    return FLAG_WORD.matcher(flag).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private static int number(String name, String word) {
    if (!word.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException(
          "%s: expected a whole number from 1, got %s".formatted(name, word));
    }
    return Integer.parseInt(word);
  }

  private static <T> List<T> list(String words, Function<String, T> one) {
    return Arrays.stream(words.split(",")).map(one).distinct().sorted().toList();
  }

  /// Whether a draw is among those that are asked for.
  boolean includes(Draw.Key key) {
    return sets.contains(key.set())
        && rows.contains(key.rows())
        && tune == key.tune()
        && settings.equals(key.settings());
  }
}
