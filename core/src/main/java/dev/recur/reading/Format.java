package dev.recur.reading;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The format of a table in a text file: separator, quotation mark, header and encoding.
///
/// {@snippet class="ReadingExamples" region="format"}
///
/// @param separator the character between two cells
/// @param quote the quotation mark. A cell that begins with it ends with one, and may contain
///   separators, line breaks and, doubled, the mark itself. If it is empty, no cell is quoted, and
///   `"` is an ordinary character
/// @param names the names of the columns, if the first line of the file is not a header; an empty
///   list numbers them `1`, `2` and so on
/// @param charset the encoding; bytes that do not fit it are an error and are never replaced
public record Format(
    char separator, Optional<Character> quote, Optional<List<String>> names, Charset charset) {

  /// Copies the names, and refuses the same character as separator and quotation mark.
  public Format {
    names = names.map(List::copyOf);
    if (quote.isPresent() && quote.get() == separator) {
      throw new IllegalArgumentException(
          "the separator and the quotation mark must differ, got '%c' for both"
              .formatted(separator));
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

  /// A copy with another separator.
  public Format separatedBy(char other) {
    return new Format(other, quote, names, charset);
  }

  /// A copy with another quotation mark.
  public Format quotedBy(char mark) {
    return new Format(separator, Optional.of(mark), names, charset);
  }

  /// A copy for files without a header.
  ///
  /// @param columnNames the names of the columns, in the order of the file; if there are none, the
  ///   columns are called `1`, `2` and so on
  public Format withoutHeader(String... columnNames) {
    return new Format(separator, quote, Optional.of(List.of(columnNames)), charset);
  }

  /// A copy in which quotation marks are ordinary characters.
  public Format withoutQuotes() {
    return new Format(separator, Optional.empty(), names, charset);
  }

  /// A copy with another encoding.
  public Format in(Charset other) {
    return new Format(separator, quote, names, other);
  }

  /// The usual name of the encoding, such as `UTF-8` or `cp949`.
  public String encoding() {
    return Encodings.usualName(charset);
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
