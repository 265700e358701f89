package dev.recur.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rows of a CSV or TSV file; says where a row is not as it should be. Empty lines are passed
/// over, except where there is one column: there they are empty cells.
final class TableRows extends RowReader {
  private static final char NO_QUOTE = '\uFFFF'; // which no text may hold
  private static final String LETTERS =
      "(are they plain letters? then --quote none, or withoutQuotes in Java)";

  private final Path path;
  private final Format format;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;
  private final Deque<CsvRecord> ahead = new ArrayDeque<>(); // what had to be looked at

  TableRows(Source source) throws IOException {
    super(source);
    this.path = source.path();
    this.format = source.format();
    StrictReader characters = StrictReader.open(path, format.charset(), "a file with a table");
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .quoteCharacter(format.quote().orElse(NO_QUOTE))
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .allowExtraFields(true) // so that we, not the parser, say what is wrong
            .allowMissingFields(true)
            .ofCsvRecord(characters);
    this.records = reader.iterator();
    try {
      this.header = header();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private List<String> header() throws IOException {
    CsvRecord first = record();
    while (isEmpty(first)) {
      ahead.add(first);
      first = record();
    }
    if (isEnd(first) && first.getFieldCount() == 1) {
      throw new IllegalArgumentException("%s is empty".formatted(path));
    }
    if (format.names().isEmpty()) {
      ahead.clear();
      return List.copyOf(first.getFields());
    }
    ahead.add(first);
    List<String> names = new ArrayList<>(format.names().get());
    for (int i = 1; format.names().get().isEmpty() && i <= first.getFieldCount(); i++) {
      names.add(Integer.toString(i));
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  public Optional<RawRow> next() throws IOException {
    CsvRecord record = ahead.isEmpty() ? record() : ahead.remove();
    while (isEmpty(record) && isPassedOver()) {
      record = ahead.remove();
    }
    if (isEnd(record)) {
      ahead.addFirst(record);
      return Optional.empty();
    }
    if (record.getFieldCount() != header.size()) {
      throw new IllegalArgumentException(ragged(record));
    }
    return Optional.of(new RawRow(path, record.getStartingLineNumber(), record.getFields(), ""));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static boolean isEmpty(CsvRecord record) {
    return record.getFieldCount() == 1 && record.getField(0).isEmpty();
  }

  /// Whether an empty line that was just read is none of the rows; looks at what comes after it, as
  /// [StrictReader] ends the last line once more.
  private boolean isPassedOver() throws IOException {
    if (ahead.isEmpty()) {
      ahead.add(record());
    }
    return header.size() > 1 || isEnd(ahead.getFirst());
  }

  private CsvRecord record() throws IOException {
    try {
      return records.next();
    } catch (UncheckedIOException | CsvParseException e) {
      throw refused(e);
    }
  }

  /// An exception for what went wrong inside the parser, in our reader or by the parser's rules.
  private IOException refused(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof StrictReader.MalformedTextException malformed) {
        throw new IllegalArgumentException(malformed.getMessage(), malformed);
      }
      if (cause instanceof IOException io) {
        return new IOException("%s cannot be read: %s".formatted(path, io.getMessage()), io);
      }
    }
    throw new IllegalArgumentException(syntax(error), error);
  }

  /// The parser's complaint: more text after a closing quotation mark, or a cell without an end.
  private String syntax(Throwable error) {
    Matcher line = Pattern.compile("line (\\d+)").matcher(String.valueOf(error.getMessage()));
    String where = line.find() ? ", line " + line.group(1) : "";
    Throwable cause = error.getCause();
    String detail = String.valueOf((cause == null ? error : cause).getMessage());
    return detail.contains("buffer") || detail.contains("max field size") // 16 million letters
        ? "%s%s: a quotation mark is opened here and never closed %s"
            .formatted(path, where, LETTERS)
        : "%s%s: %s %s".formatted(path, where, detail, LETTERS);
  }

  /// Whether this is the line that [StrictReader] adds; an error if it was swallowed.
  private boolean isEnd(CsvRecord record) {
    String last = record.getField(record.getFieldCount() - 1);
    if (!last.endsWith(StrictReader.END)) {
      return false;
    }
    if (!last.equals(StrictReader.END)) {
      throw new IllegalArgumentException(
          "%s, line %s: a quotation mark is opened here and never closed %s"
              .formatted(path, opened(record), LETTERS));
    }
    return true;
  }

  /// The line of the mark: cells before it may hold line breaks, too.
  private static long opened(CsvRecord record) {
    long line = record.getStartingLineNumber();
    for (int i = 0; i < record.getFieldCount() - 1; i++) {
      line += record.getField(i).chars().filter(c -> c == '\n').count();
    }
    return line;
  }

  @Override
  String unknownCause() {
    if (header.size() == 1) {
      String only = header.getFirst();
      return only.indexOf('\t') >= 0
          ? " (is it a TSV file?)"
          : only.indexOf(',') >= 0
              ? " (is it a CSV file?)"
              : only.indexOf(';') >= 0 ? " (are its cells parted by semicolons?)" : "";
    }
    boolean sentence = header.stream().anyMatch(name -> name.strip().split("\\s+").length > 4);
    return sentence && format.names().isEmpty() ? " (has it no header? then --no-header)" : "";
  }

  private String ragged(CsvRecord record) {
    boolean tooMany = record.getFieldCount() > header.size();
    boolean lines = record.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0);
    String cause =
        lines
            ? "a quotation mark in \"%s\" that is not closed?"
            : tooMany
                ? "an unquoted " + format.separatorName() + " in \"%s\"?"
                : "an unquoted line break in \"%s\"?";
    return "%s, line %s: expected %s, got %s (%s)"
        .formatted(
            path,
            record.getStartingLineNumber(),
            header.size() == 1 ? "1 column" : header.size() + " columns",
            record.getFieldCount(),
            cause.formatted(firstAsked()));
  }
}
