package dev.recur.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a line of a file with one word per line is cut into cells.
///
/// @param layout [Layout#CONLLU] or [Layout#CONLL]
/// @param names the names of the columns
/// @param separated whether tabs separate the cells; otherwise runs of spaces do
record SentenceLines(Layout layout, List<String> names, boolean separated) {
  private static final Pattern DOCUMENT = Pattern.compile("\\s*-DOCSTART-(\\s|$)");
  private static final String GLOBAL = "# global.columns";
  private static final List<String> CONLLU =
      List.of("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc");
  private static final Pattern WORD = Pattern.compile("\\d+");
  private static final Pattern OTHER = Pattern.compile("\\d+[-.]\\d+"); // a range, an empty node

  /// Looks at the first lines of a file.
  ///
  /// @param first its lines up to the end of its first sentence
  static SentenceLines of(Layout layout, List<String> first) {
    if (layout == Layout.CONLLU) {
      return new SentenceLines(
          layout,
          first.stream()
              .filter(line -> line.startsWith(GLOBAL))
              .findFirst()
              .map(SentenceLines::global)
              .orElse(CONLLU),
          true);
    }
    String word = first.stream().filter(SentenceLines::mayBeWord).findFirst().orElse("");
    SentenceLines unnamed = new SentenceLines(layout, List.of(), word.indexOf('\t') >= 0);
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= unnamed.cells(word).size(); i++) {
      names.add(Integer.toString(i));
    }
    return new SentenceLines(layout, List.copyOf(names), unnamed.separated());
  }

  private static List<String> global(String line) {
    String names = line.substring(line.indexOf('=') + 1).strip().toLowerCase(Locale.ROOT);
    return List.of(names.split("\\s+"));
  }

  /// The place of a column of CoNLL-U by its name; negative if it has none of this name.
  static int usualPlace(String name) {
    return CONLLU.indexOf(name);
  }

  /// The cells of a line.
  List<String> cells(String line) {
    return separated
        ? Arrays.stream(line.split("\t", -1)).map(Blank::strip).toList()
        : List.of(Blank.strip(line).split("\\s+"));
  }

  /// What a line is.
  enum Kind {
    /// A word with its columns.
    WORD,
    /// Something else between words, which is carried along: a comment, a range, an empty node.
    OTHER
  }

  /// What this line is, given its cells.
  Kind kind(String line, List<String> cells) {
    if (layout == Layout.CONLLU) {
      boolean between = isNumbered() && OTHER.matcher(cells.getFirst()).matches();
      return between || line.startsWith("#") ? Kind.OTHER : Kind.WORD;
    }
    return isComment(line) && cells.size() != names.size() ? Kind.OTHER : Kind.WORD;
  }

  /// Whether a line of columns may be a comment: `#` and a blank. Other words begin with `#`, too.
  private static boolean isComment(String line) {
    return line.startsWith("#") && (line.length() == 1 || Blank.is(line.charAt(1)));
  }

  /// Whether a line of columns may be a word, as far as can be said without knowing their number.
  static boolean mayBeWord(String line) {
    return !Blank.is(line) && !isComment(line) && !isDocument(line);
  }

  private boolean isNumbered() {
    return layout == Layout.CONLLU && names.getFirst().equals("id");
  }

  /// The position of the words themselves.
  int word() {
    return Math.max(0, names.indexOf("form"));
  }

  /// Whether these are the cells of a word; the sentence otherwise says what is expected.
  String refusal(List<String> cells) {
    if (cells.size() != names.size()) {
      return "expected %s, separated by %s, got %s"
          .formatted(
              names.size() == 1 ? "1 column" : names.size() + " columns",
              separated ? "tabs" : "spaces",
              cells.size());
    }
    return !isNumbered() || WORD.matcher(cells.getFirst()).matches()
        ? ""
        : "expected a word number, a range such as 3-4 or an empty node such as 8.1, got \"%s\""
            .formatted(Shown.shortened(cells.getFirst(), 20));
  }

  /// The position of a column, by its name in any case, or by its number from 1; negative if there
  /// is none.
  int position(String name) {
    int named = names.indexOf(name.toLowerCase(Locale.ROOT));
    boolean number =
        named < 0 && name.matches("[1-9]\\d?") && Integer.parseInt(name) <= names.size();
    return number ? Integer.parseInt(name) - 1 : named;
  }

  /// The lines of a sentence with a tag for each word. The ten columns of CoNLL-U are fixed, so
  /// there the tags replace a column, or follow `Tag=` in the last one; otherwise they are a new
  /// column.
  ///
  /// @param column the name of the column to replace
  String tagged(String written, List<String> tags, String column) {
    int position = layout == Layout.CONLLU ? names.indexOf(column) : -1;
    int misc = layout == Layout.CONLLU ? names.indexOf("misc") : -1;
    List<String> lines = new ArrayList<>();
    int word = 0;
    for (String line : written.split("\n", -1)) {
      List<String> cells = cells(line);
      if (Blank.is(line) || kind(line, cells) != Kind.WORD || (word == 0 && isDocument(line))) {
        lines.add(line);
      } else if (position < 0 && misc < 0) {
        lines.add(line + (separated || names.size() == 1 ? "\t" : " ") + tags.get(word++));
      } else {
        List<String> changed = new ArrayList<>(cells);
        String tag = tags.get(word++);
        if (position >= 0) {
          changed.set(position, tag);
        } else {
          String others = cells.get(misc).equals("_") ? "" : cells.get(misc) + "|";
          changed.set(misc, others + "Tag=" + tag);
        }
        lines.add(String.join("\t", changed));
      }
    }
    if (word != tags.size()) {
      throw new IllegalArgumentException(
          "expected a tag for each of %s words, got %s".formatted(word, tags.size()));
    }
    return String.join("\n", lines);
  }

  /// Whether a line only says that a document begins.
  static boolean isDocument(String line) {
    return DOCUMENT.matcher(line).lookingAt();
  }

  /// The tokens of each column.
  List<String> columns(List<List<String>> words) {
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      columns.add(TokenCell.of(words.stream().map(cells -> cells.get(column)).toList()));
    }
    return Collections.unmodifiableList(columns);
  }
}
