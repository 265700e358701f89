package dev.recur.source;

import dev.recur.reading.OpenFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the names of data in a plan mean. The caller decides: a command reads files, a server only
/// what was uploaded, so a plan from outside can name no other data.
///
///     Sources.files(); // paths, - for standard input
///     Sources.of(Map.of("reviews.csv", bytes)); // uploads in memory
///     Sources own = name -> new Sources.Found.Opened(OpenFile.of(name, bucket.open(name)));
///
/// A run asks for each name of its data once, in the thread that prepares it, and for the files that
/// settings name ([#path]) where it needs them.
public interface Sources {
  /// What a name means, opened and ready to be read once. The run closes it.
  ///
  /// @throws IOException if there is nothing of this name, or it cannot be read
  Found find(String name) throws IOException;

  /// Refuses the names of one run if two of them mean something that can be read only once, such as
  /// standard input.
  ///
  /// @throws IllegalArgumentException if so
  default void refuseTwice(List<String> names) {}

  /// The path of a file that a setting names, such as one of pretrained vectors. By default there
  /// are none, so that a plan from outside cannot read the server's files.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  default Path path(String name) {
    throw new IllegalArgumentException("%s: a setting can name no file here".formatted(name));
  }

  /// What a name means.
  sealed interface Found {
    /// A file or stream that is open; messages use its own name.
    record Opened(OpenFile file) implements Found {}

    /// A folder of texts.
    record Folder(Path path) implements Found {}

    /// Rows that have a name instead of a file.
    record Known(NamedRows rows) implements Found {}
  }

  /// Files and folders by their paths; `-` is standard input.
  static Sources files() {
    return new FileSources();
  }

  /// Files in memory by name, compressed by gzip or not. Other names are refused, and settings such
  /// as `vectors` can name no file. The arrays are not copied.
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

  /// Rows that have a name instead of a file, such as `wordnet`: [NamedRows]. Settings name files
  /// by their paths.
  static Sources named() {
    return new NamedSources();
  }
}
