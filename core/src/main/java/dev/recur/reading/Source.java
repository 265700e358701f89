package dev.recur.reading;

import java.nio.file.Path;

/// A file or a folder of rows, and how to read it.
///
/// {@snippet class="ReadingExamples" region="layout"}
///
/// @param path the file or folder
/// @param layout how its rows are laid out
/// @param format the format of a table; for other layouts only its encoding is used for reading
public record Source(Path path, Layout layout, Format format) {

  /// A table.
  public static Source of(Path path, Format format) {
    return new Source(path, Layout.TABLE, format);
  }
}
