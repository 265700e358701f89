package dev.recur.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Words as one types them to a shell, so that a command that is shown can be copied.
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
