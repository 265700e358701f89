package dev.recur.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Quotes words for a shell, so that a command that is printed can be copied.
final class ShellWords {
  private ShellWords() {}

  static String of(String word) {
    if (word.matches("[\\w@%+=:,./\\\\~-]+")) {
      return word;
    }
    return word.matches("[^\"$`\\\\!]*")
        ? '"' + word + '"'
        : "'" + word.replace("'", "'\\''") + "'";
  }

  static String of(List<String> words) {
    return words.stream().map(ShellWords::of).collect(Collectors.joining(" "));
  }
}
