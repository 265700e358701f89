package dev.recur.cli;

import dev.recur.reading.Blank;
import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which columns hold the texts and the labels, where their names or their values make it obvious.
///
/// @param source the file
/// @param columns its columns
/// @param rows its first rows
record ColumnGuess(Source source, List<String> columns, List<RawRow> rows) {
  private static final Set<String> TEXTS =
      Set.of(
          "text",
          "texts",
          "review",
          "reviews",
          "document",
          "documents",
          "message",
          "messages",
          "sentence",
          "content",
          "body",
          "comment",
          "description",
          "tweet",
          "question",
          "utterance",
          "abstract",
          "post",
          "텍스트",
          "본문",
          "내용",
          "문장",
          "리뷰",
          "댓글");
  private static final Set<String> LABELS =
      Set.of(
          "label",
          "labels",
          "class",
          "category",
          "target",
          "sentiment",
          "stars",
          "rating",
          "intent",
          "topic",
          "tag",
          "라벨",
          "레이블",
          "분류",
          "범주",
          "감정");
  private static final int LONGEST_LABEL = 40; // letters
  private static final int FEWEST_ROWS = 4;
  private static final int NAMED = 20; // columns in a sentence
  private static final int LONGEST_CELL = 20; // letters

  /// What is asked for, where it is not obvious.
  private enum Question {
    TEXT("which column holds the texts? Its columns are %s: --text names it"),
    LABEL("which column holds the labels? Its columns are %s: --label names it"),
    BOTH(
        "which column holds the texts, and which the labels? Its columns are %s: --text and"
            + " --label name them");

    private final String words;

    Question(String words) {
      this.words = words;
    }
  }

  /// Whether this is how people call columns of texts or of labels.
  static boolean isUsualName(String name) {
    return isText(name) || isLabel(name);
  }

  private static boolean isText(String name) {
    return TEXTS.contains(Blank.strip(name).toLowerCase(Locale.ROOT));
  }

  private static boolean isLabel(String name) {
    return LABELS.contains(Blank.strip(name).toLowerCase(Locale.ROOT));
  }

  /// The column of texts, where no label is asked for.
  String text() {
    return only(ColumnGuess::isText)
        .or(() -> only(name -> true))
        .orElseThrow(() -> ask(Question.TEXT));
  }

  /// The column of texts beside a known column of labels.
  String textBeside(String label) {
    return only(name -> isText(name) && !name.equals(label))
        .or(() -> only(name -> !name.equals(label)))
        .orElseThrow(() -> ask(Question.TEXT));
  }

  /// The column of labels beside known columns of texts.
  String labelBeside(String text) {
    Set<String> texts = new HashSet<>(List.of(text.split(",", -1)));
    texts.add(text);
    return only(name -> isLabel(name) && !texts.contains(name))
        .or(() -> only(name -> !texts.contains(name)))
        .or(() -> only(name -> !texts.contains(name) && hasFewValues(name)))
        .or(() -> only(name -> !texts.contains(name) && hasFewWords(name)))
        .orElseThrow(() -> ask(Question.LABEL));
  }

  /// The columns of texts and of labels.
  List<String> both() {
    Optional<String> text = only(ColumnGuess::isText);
    Optional<String> label = only(ColumnGuess::isLabel);
    if (text.isEmpty() && label.isEmpty()) {
      label =
          named().size() == 2 ? only(this::hasFewValues).or(() -> only(this::hasFewWords)) : label;
      if (label.isEmpty()) {
        throw ask(Question.BOTH);
      }
    }
    if (text.isPresent()) {
      return List.of(text.get(), label.orElseGet(() -> labelBeside(text.get())));
    }
    return List.of(textBeside(label.get()), label.get());
  }

  /// Excel leaves columns without a name at the end.
  private List<String> named() {
    return columns.stream().filter(name -> !Blank.is(name)).toList();
  }

  private Optional<String> only(Predicate<String> wanted) {
    List<String> found = named().stream().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// Whether the first rows have few different values here, all short.
  private boolean hasFewValues(String name) {
    int column = columns.indexOf(name);
    Set<String> values = new HashSet<>();
    rows.forEach(row -> values.add(row.cells().get(column)));
    return rows.size() >= FEWEST_ROWS
        && values.size() > 1
        && values.size() <= rows.size() / 2
        && values.stream().allMatch(value -> value.length() <= LONGEST_LABEL);
  }

  /// Whether these few values are single words; texts that come again and again are not.
  private boolean hasFewWords(String name) {
    int column = columns.indexOf(name);
    return hasFewValues(name)
        && rows.stream().noneMatch(row -> row.cells().get(column).strip().indexOf(' ') >= 0);
  }

  private IllegalArgumentException ask(Question question) {
    List<String> named = named();
    if (named.size() == 1) {
      return new IllegalArgumentException(
          "%s: expected a column of texts and one of labels, got one column, \"%s\" (is something"
                  .formatted(source.path(), named.getFirst())
              + " else between the cells? --delimiter names it; or is it a label and a text on each"
              + " line? --format fasttext)");
    }
    String names =
        named.stream().limit(NAMED).map(this::shown).collect(Collectors.joining(", "))
            + (named.size() > NAMED ? ", …" : "");
    return new IllegalArgumentException(
        "%s: %s%s".formatted(source.path(), question.words.formatted(names), split()));
  }

  /// A column without a name is shown with its first cell.
  private String shown(String name) {
    boolean numbered = source.layout() == Layout.TABLE && source.format().names().isPresent();
    if (!numbered || rows.isEmpty()) {
      return name;
    }
    String cell = rows.getFirst().cells().get(columns.indexOf(name));
    return "%s (\"%s\")".formatted(name, Screen.shortened(cell, LONGEST_CELL));
  }

  /// What made columns of lines that have no header, and may have been meant as whole.
  private String split() {
    boolean table = source.layout() == Layout.TABLE && source.format().names().isPresent();
    String name = table ? TableOptions.name(source.format().separator()) : "";
    return table
        ? " (each line was split at every %s, and the first was read as data; use --header if it"
                .formatted(name)
            + " names the columns)"
        : "";
  }
}
