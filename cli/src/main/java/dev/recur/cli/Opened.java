package dev.recur.cli;

import dev.recur.reading.Format;
import dev.recur.reading.OpenFile;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A file or folder that has been opened and not yet read, and how its rows are to be read.
///
/// @param source where it is, by the name that messages have for it, and how it is read
/// @param file the open file; a folder has none
record Opened(Source source, Optional<OpenFile> file) {
  private static final Path STANDARD_INPUT = Path.of("-");

  /// Whether a name stands for standard input.
  static boolean isStandardInput(Path path) {
    return path.equals(STANDARD_INPUT);
  }

  /// What messages call a file.
  static Path named(Path path) {
    return isStandardInput(path) ? Path.of("standard input") : path;
  }

  /// Opens a file, a pipe or, for `-`, standard input; of a folder nothing.
  static Optional<OpenFile> open(Path path) throws IOException {
    if (isStandardInput(path)) {
      return Optional.of(OpenFile.of(named(path).toString(), System.in));
    }
    if (Files.isDirectory(path)) {
      return Optional.empty();
    }
    return Optional.of(OpenFile.of(path, "a file"));
  }

  /// Another file that is read in the same way, in the encoding that its own byte-order mark says.
  static Opened as(Source source, Path path) throws IOException {
    Optional<OpenFile> file = source.layout().isFolder() ? Optional.empty() : open(path);
    Format format = source.format();
    if (file.isPresent()) {
      format = file.get().mark().map(format::in).orElse(format);
    }
    return new Opened(new Source(named(path), source.layout(), format), file);
  }

  /// Begins to read. A file can be read once.
  RowReader read() throws IOException {
    return file.isPresent() ? RowReader.open(file.get(), source) : RowReader.open(source);
  }

  /// Looks at the rows of the beginning.
  ///
  /// @return the columns
  List<String> look(Predicate<RawRow> more) throws IOException {
    return RowReader.look(file.orElseThrow(), source, more);
  }

  /// The same file as a table of another format.
  Opened with(Format format) {
    return new Opened(new Source(source.path(), source.layout(), format), file);
  }
}
