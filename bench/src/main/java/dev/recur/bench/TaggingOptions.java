package dev.recur.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `bench/tagging` compares, and for how long.
///
/// @param folder the folder of the treebank
/// @param threads the threads that train
/// @param seconds how long each tagger's speed is measured, after a warm-up
/// @param settings the settings of Recur that are not the defaults, by name
record TaggingOptions(Path folder, int threads, double seconds, Map<String, String> settings) {
  /// Checks that there is something to measure.
  TaggingOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads: expected a number from 1, got " + threads);
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("--seconds: expected more than 0, got " + seconds);
    }
    settings = new TreeMap<>(settings);
  }

  /// Reads the arguments of the command.
  ///
  /// @throws IllegalArgumentException if one of them is wrong; the message says which
  static TaggingOptions parse(List<String> arguments) {
    int threads = Runtime.getRuntime().availableProcessors();
    double seconds = 10;
    Map<String, String> settings = new TreeMap<>();
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      switch (name) {
        case "--threads" -> threads = (int) number(name, value(arguments, ++i, name));
        case "--seconds" -> seconds = number(name, value(arguments, ++i, name));
        case "--set" -> set(value(arguments, ++i, name), settings);
        default -> folders.add(name);
      }
    }
    if (folders.size() != 1 || folders.getFirst().startsWith("-")) {
      throw new IllegalArgumentException(
          "expected the folder of a treebank and options, got " + String.join(" ", arguments));
    }
    return new TaggingOptions(Path.of(folders.getFirst()), threads, seconds, settings);
  }

  private static String value(List<String> arguments, int i, String name) {
    if (i == arguments.size()) {
      throw new IllegalArgumentException(name + ": expected a value after it, got none");
    }
    return arguments.get(i);
  }

  private static double number(String name, String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": expected a number, got " + word, e);
    }
  }

  private static void set(String word, Map<String, String> settings) {
    int at = word.indexOf('=');
    if (at < 1) {
      throw new IllegalArgumentException("--set: expected NAME=VALUE, got " + word);
    }
    settings.put(word.substring(0, at), word.substring(at + 1));
  }
}
