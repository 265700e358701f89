package dev.recur.reading;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// How a table is written in a file.
///
/// @param separator what stands between two cells
/// @param quote the quotation mark: a cell that begins with it ends with one, and may hold
///   separators, line ends and, doubled, the mark itself; without it there is none, and `"` is a
///   letter like any other
/// @param names the columns' names, where the file's first line is not a header; an empty list
///   numbers them, `1`, `2` and so on
/// @param charset the encoding; bytes that do not fit it are an error, never replaced
public record Format(
    char separator, Optional<Character> quote, Optional<List<String>> names, Charset charset) {

  /// Keeps a copy of the names; refuses one character in two parts.
  public Format {
    names = names.map(List::copyOf);
    if (quote.isPresent() && quote.get() == separator) {
      throw new IllegalArgumentException(
          "the separator and the quotation mark cannot both be '%c'".formatted(separator));
    }
  }

  /// Commas between cells, a header, quotation marks, UTF-8.
  public static Format csv() {
    return new Format(',', Optional.of('"'), Optional.empty(), StandardCharsets.UTF_8);
  }

  /// Tabs between cells, a header, quotation marks, UTF-8.
  public static Format tsv() {
    return new Format('\t', Optional.of('"'), Optional.empty(), StandardCharsets.UTF_8);
  }

  /// The same with another character between cells.
  public Format separatedBy(char other) {
    return new Format(other, quote, names, charset);
  }

  /// The same with another quotation mark.
  public Format quotedBy(char mark) {
    return new Format(separator, Optional.of(mark), names, charset);
  }

  /// The same without a header: these are the columns, in the file's order; where none is named,
  /// they are called `1`, `2` and so on.
  public Format withoutHeader(String... columnNames) {
    return new Format(separator, quote, Optional.of(List.of(columnNames)), charset);
  }

  /// The same with quotation marks as plain letters.
  public Format withoutQuotes() {
    return new Format(separator, Optional.empty(), names, charset);
  }

  /// The same in another encoding.
  public Format in(Charset other) {
    return new Format(separator, quote, names, other);
  }

  /// The separator in words.
  String separatorName() {
    return switch (separator) {
      case ',' -> "comma";
      case '\t' -> "tab";
      case ';' -> "semicolon";
      default -> "'" + separator + "'";
    };
  }
}
