package dev.recur.reading;

import java.util.Locale;

/// How rows are laid out in a file or a folder.
///
/// {@snippet class="ReadingExamples" region="layout"}
public enum Layout {
  /// Rows of cells with separators between them, as described by a [Format]: CSV and TSV.
  TABLE,
  /// One JSON object per line; its keys are the columns.
  JSONL,
  /// Lines of a label, white space and a text, the format of fastText: `__label__sport the match
  /// was over`, or without `__label__`. The columns are `text` and `label`.
  FASTTEXT,
  /// A folder for each class with a file for each text, like the IMDB reviews. The columns are
  /// `text` and `label`.
  FOLDERS,
  /// A file for each class with a text on each line. The columns are `text` and `label`. The label
  /// is the name of the file without its extension, or the extension if the names without it are
  /// not all different.
  FILES;

  /// Whether rows are read from a folder, not a file.
  public boolean isFolder() {
    return this == FOLDERS || this == FILES;
  }

  /// What is expected, for the error message when the path is a folder.
  String expected() {
    return switch (this) {
      case TABLE -> "a file with a table";
      case JSONL -> "a file with one JSON object per line";
      default -> "a file with one text per line";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
