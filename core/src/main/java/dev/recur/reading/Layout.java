package dev.recur.reading;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

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
  /// CoNLL-U: a word with its ten columns on each line, separated by tabs, and an empty line after
  /// each sentence, which is a row. Comments, ranges of words (`3-4`) and empty nodes (`8.1`) are
  /// carried along. The columns are `id`, `form`, `lemma`, `upos`, `xpos`, `feats`, `head`,
  /// `deprel`, `deps` and `misc`, or those that a line `# global.columns =` names.
  CONLLU,
  /// A word with its columns on each line, separated by tabs or else by spaces, and a line that is
  /// empty or blank after each sentence, which is a row: the format of CoNLL-2003. The columns are
  /// called `1`, `2` and so on. A line `-DOCSTART-` begins a document and is no sentence.
  CONLL,
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

  /// Whether a row is a sentence whose words stand on lines of their own.
  public boolean isSentences() {
    return this == CONLLU || this == CONLL;
  }

  /// The layout of sentences that the name of a file to be written asks for, `.conllu` or `.conll`;
  /// empty if it asks for none.
  public static Optional<Layout> ofSentences(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".conllu")
        ? Optional.of(CONLLU)
        : name.endsWith(".conll") ? Optional.of(CONLL) : Optional.empty();
  }

  /// What is expected, for the error message when the path is a folder.
  String expected() {
    return switch (this) {
      case TABLE -> "a file with a table";
      case JSONL -> "a file with one JSON object per line";
      case CONLLU, CONLL -> "a file with one word per line";
      default -> "a file with one text per line";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
