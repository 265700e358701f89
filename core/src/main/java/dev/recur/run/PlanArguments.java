package dev.recur.run;

import dev.recur.settings.Mention;
import dev.recur.settings.Settings;
import java.util.List;
import java.util.Map;

/// Words by the names of settings, as arguments of the command line.
final class PlanArguments {
  private PlanArguments() {}

  /// An argument for each word.
  ///
  /// @param entries the settings among the names, which know of switches; others are columns
  static List<String> of(Map<String, String> words, List<Settings.Entry> entries) {
    return words.entrySet().stream()
        .map(
            word ->
                entries.stream()
                    .filter(entry -> entry.name().equals(word.getKey()))
                    .findFirst()
                    .map(entry -> entry.argument(word.getValue()))
                    .orElseGet(() -> Mention.of(word.getKey()).flag() + "=" + word.getValue()))
        .toList();
  }
}
