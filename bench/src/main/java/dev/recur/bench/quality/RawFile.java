package dev.recur.bench.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The results of finished draws, in memory and, if it is given, in a file with a line for each.
/// Files can be concatenated; of equal draws the first counts.
final class RawFile {
  private final Optional<Path> file;
  private final Map<Draw.Key, Result> results = new LinkedHashMap<>();

  /// Reads the file, if there is one. A last line that was cut off by an interruption is removed.
  ///
  /// @throws IllegalArgumentException if a line is not a result
  RawFile(Optional<Path> file) throws IOException {
    this.file = file;
    if (file.isPresent() && Files.exists(file.get())) {
      read(file.get());
    }
  }

  private void read(Path path) throws IOException {
    String text = Files.readString(path);
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length()) {
      Files.writeString(path, text.substring(0, end));
    }
    int number = 0;
    for (Iterator<String> lines = text.substring(0, end).lines().iterator(); lines.hasNext(); ) {
      number++;
      try {
        Result result = Result.of(lines.next());
        results.putIfAbsent(result.key(), result);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %s: %s".formatted(path, number, e.getMessage()), e);
      }
    }
  }

  /// Whether there is a result of this draw.
  synchronized boolean has(Draw.Key key) {
    return results.containsKey(key);
  }

  /// Adds a result, and a line to the file.
  synchronized void add(Result result) {
    results.put(result.key(), result);
    try {
      if (file.isPresent()) {
        Files.writeString(
            file.get(),
            result.toJson() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All results.
  synchronized Collection<Result> results() {
    return List.copyOf(results.values());
  }
}
