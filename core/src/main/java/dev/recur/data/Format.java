package dev.recur.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// How a table is written in a file.
///
/// @param separator what stands between two cells
/// @param quoted whether a cell that begins with `"` ends with one, and may hold separators, line
///   ends and, doubled, quotation marks; if not, they are letters like any other
/// @param names the columns' names, where the file's first line is not a header
/// @param charset the encoding; bytes that do not fit it are an error, never replaced
public record Format(
    char separator, boolean quoted, Optional<List<String>> names, Charset charset) {

  /// Keeps a copy of the names.
  public Format {
    names = names.map(List::copyOf);
  }

  /// Commas between cells, a header, quotation marks, UTF-8.
  public static Format csv() {
    return new Format(',', true, Optional.empty(), StandardCharsets.UTF_8);
  }

  /// Tabs between cells, a header, quotation marks, UTF-8.
  public static Format tsv() {
    return new Format('\t', true, Optional.empty(), StandardCharsets.UTF_8);
  }

  /// The same without a header: these are the columns, in the file's order.
  public Format withoutHeader(String... columnNames) {
    return new Format(separator, quoted, Optional.of(List.of(columnNames)), charset);
  }

  /// The same with quotation marks as plain letters.
  public Format withoutQuotes() {
    return new Format(separator, false, names, charset);
  }

  /// The same in another encoding.
  public Format in(Charset other) {
    return new Format(separator, quoted, names, other);
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
