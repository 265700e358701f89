package dev.recur.source;

import dev.recur.reading.OpenFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Resolves the names of data in a plan. The caller decides what they mean: a command reads files,
/// a server reads only uploads, so that a plan from outside can name no other data.
///
/// {@snippet class="SourceExamples" region="sources"}
///
/// A run asks for each name of its data once, in the thread that prepares it, and for the files
/// that settings name ([#path]) when it needs them.
public interface Sources {
  /// Finds and opens the data of this name, ready to be read once. The run closes it.
  ///
  /// @throws IOException if there is no such data, or it cannot be read
  Found find(String name) throws IOException;

  /// Checks that no two names of a run mean the same data that can be read only once, such as
  /// standard input.
  ///
  /// @throws IllegalArgumentException if two do
  default void refuseTwice(List<String> names) {}

  /// Returns the path of a file that a setting names, such as pretrained vectors. By default it
  /// throws, so that a plan from outside cannot read the server's files.
  ///
  /// @throws IllegalArgumentException if there is no such file for settings
  default Path path(String name) {
    throw new IllegalArgumentException("%s: settings cannot name files here".formatted(name));
  }

  /// The data that a name means.
  sealed interface Found {
    /// An open file or stream; messages use its own name.
    ///
    /// @param file from which nothing has been read
    record Opened(OpenFile file) implements Found {}

    /// A folder of texts.
    ///
    /// @param path the folder
    record Folder(Path path) implements Found {}

    /// Rows with a name instead of a file.
    ///
    /// @param rows the rows, not yet opened
    record Known(NamedRows rows) implements Found {}
  }

  /// Returns sources that take names as paths of files and folders; `-` is standard input.
  static Sources files() {
    return files(Path.of(""));
  }

  /// Returns sources that take names as paths of files and folders, relative to a folder; `-` is
  /// standard input.
  static Sources files(Path folder) {
    return new FileSources(folder);
  }

  /// Returns sources that read files in memory, compressed with gzip or not. Other names are
  /// refused, and settings such as `vectors` cannot name files. The arrays are not copied.
  ///
  /// @param uploads the content of each file, by name
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

  /// Returns the sources of [NamedRows], such as `wordnet`. Settings name files by their paths.
  static Sources named() {
    return named(Path.of(""));
  }

  /// Returns the sources of [NamedRows], such as `wordnet`. Settings name files by their paths,
  /// relative to a folder.
  static Sources named(Path folder) {
    return new NamedSources(folder);
  }
}
