package dev.recur.reading;

import java.util.Locale;

/// How rows lie in a file or a folder.
public enum Layout {
  /// Cells between separators, one row after another, as a [Format] says: CSV and TSV.
  TABLE,
  /// One JSON object a line; its keys are the columns.
  JSONL,
  /// A label and a text on each line, with a blank between them, as fastText reads them:
  /// `__label__sport the match was over`, or without `__label__`. The columns are `text` and
  /// `label`.
  FASTTEXT,
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

  /// What a file should be, for the one who named a folder.
  String expected() {
    return switch (this) {
      case TABLE -> "a file with a table";
      case JSONL -> "a file with a JSON object a line";
      default -> "a file with a text a line";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
