package dev.recur.source;

import dev.recur.reading.OpenFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the names of data in a plan mean. The caller decides: a command reads files, a server only
/// what was uploaded.
public interface Sources {
  /// What a name means, ready to be read once.
  ///
  /// @throws IOException if there is nothing of this name, or it cannot be read
  Found find(String name) throws IOException;

  /// Refuses names of one run of which something could not be read twice, as standard input cannot.
  default void refuseTwice(List<String> names) {}

  /// What a name means.
  sealed interface Found {
    /// A file that is open; its own name is what messages call it.
    record Opened(OpenFile file) implements Found {}

    /// A folder of texts.
    record Folder(Path path) implements Found {}

    /// Rows that there are by name.
    record Known(NamedRows rows) implements Found {}
  }

  /// Files and folders by their paths; `-` is standard input.
  static Sources files() {
    return new FileSources();
  }

  /// Files in memory by their names, packed by gzip or not.
  static Sources of(Map<String, byte[]> uploads) {
    Map<String, byte[]> all = Map.copyOf(uploads);
    return name -> {
      byte[] bytes = all.get(name);
      if (bytes == null) {
        throw new NoSuchFileException(name, null, "there is no such upload");
      }
      return new Found.Opened(OpenFile.of(name, new ByteArrayInputStream(bytes)));
    };
  }

  /// The rows that there are by name: [NamedRows].
  static Sources named() {
    return name ->
        new Found.Known(
            NamedRows.find(name)
                .orElseThrow(
                    () -> new NoSuchFileException(name, null, "there are no rows of this name")));
  }
}
