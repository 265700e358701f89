package dev.recur.reading;

import java.nio.file.Path;

/// A file or a folder of rows, and how it is to be read.
///
/// @param path where it is
/// @param layout how its rows lie there
/// @param format of a table, everything; of the others, the encoding alone
public record Source(Path path, Layout layout, Format format) {

  /// A table.
  public static Source of(Path path, Format format) {
    return new Source(path, Layout.TABLE, format);
  }
}
