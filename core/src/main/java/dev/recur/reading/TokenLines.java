package dev.recur.reading;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The answers to texts as lines with one word each: in CoNLL-U with the ten columns and
/// `SpaceAfter=No` where words touch, otherwise with a word and its tag.
///
/// @param layout [Layout#CONLLU] or [Layout#CONLL]
/// @param column the column of CoNLL-U for the tags
/// @param names the names of the answer's cells
record TokenLines(Layout layout, String column, List<String> names) {
  private static final String CELL = "_";

  /// The lines of one text.
  ///
  /// @param cells with the lists `tags` and `tokens`, whose elements have `text`, `start`, `end`
  ///   and `sentence`
  String lines(List<?> cells) {
    List<?> tags = (List<?>) cells.get(names.indexOf("tags"));
    List<?> tokens = (List<?>) cells.get(names.indexOf("tokens"));
    StringBuilder lines = new StringBuilder();
    Object sentence = 0;
    int number = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Map<?, ?> token = (Map<?, ?>) tokens.get(i);
      Object of = Objects.requireNonNull(token.get("sentence"));
      if (i > 0 && !of.equals(sentence)) {
        lines.append('\n');
        number = 0;
      }
      sentence = of;
      boolean touches =
          i + 1 < tokens.size()
              && Objects.equals(((Map<?, ?>) tokens.get(i + 1)).get("start"), token.get("end"));
      lines.append(line(++number, text(token), tags.get(i).toString(), touches)).append('\n');
    }
    return tokens.isEmpty() ? "" : lines.append('\n').toString();
  }

  private static String text(Map<?, ?> token) {
    return Shown.line(String.valueOf(token.get("text")));
  }

  private String line(int number, String word, String tag, boolean touches) {
    if (layout == Layout.CONLL) {
      return word + "\t" + tag;
    }
    String[] cells = {
      Integer.toString(number), word, CELL, CELL, CELL, CELL, CELL, CELL, CELL, CELL
    };
    int place = SentenceLines.usualPlace(column);
    String space = touches ? "SpaceAfter=No" : "";
    String misc = place < 0 ? "Tag=" + tag : "";
    if (place >= 0) {
      cells[place] = tag;
    }
    String both = space.isEmpty() || misc.isEmpty() ? space + misc : space + "|" + misc;
    if (!both.isEmpty() && place != cells.length - 1) {
      cells[cells.length - 1] = both;
    }
    return String.join("\t", cells);
  }
}
