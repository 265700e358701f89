package dev.recur.data;

import java.util.Locale;

/// How rows lie in a file or a folder.
public enum Layout {
  /// Cells between separators, one row after another, as a [Format] says: CSV and TSV.
  TABLE,
  /// One JSON object a line; its keys are the columns.
  JSONL,
  /// A folder for each class with a file for each text, as the IMDB reviews have it. The columns
  /// are `text` and `label`.
  FOLDERS,
  /// A file for each class with a text on each line. The columns are `text` and `label`, the file's
  /// name without its extension; or the extension, where the names are equal without it.
  FILES;

  /// Whether it is a folder that is read.
  public boolean isFolder() {
    return this == FOLDERS || this == FILES;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
