package dev.recur.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.recur.reading.Blank;
import dev.recur.reading.MalformedTextException;
import dev.recur.reading.OpenFile;
import dev.recur.reading.TextReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rows of a table whose cells may stand between quotation marks.
///
/// The parser ends an open mark at the end of the file without a word. So it is given one more line
/// ([MarkedEnd]), and the row that it gives last must be that line alone: by its place, whatever
/// rows before it hold.
final class QuotedRecords implements Records {
  private static final int LONGEST = 1 << 27; // characters of a row, so that memory has a bound
  private static final int MOST = 1 << 20; // cells of a row
  private static final String LETTERS =
      "(are they plain letters? then --quote none, or withoutQuotes in Java)";

  private final OpenFile file;
  private final char quote;
  private final MarkedEnd text;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private @Nullable CsvRecord following;
  private long line = 1; // on which the following row must begin
  private long rows;

  QuotedRecords(OpenFile file, Format format) throws IOException {
    this.file = file;
    this.quote = format.quote().orElseThrow();
    this.text = new MarkedEnd(new TextReader(file, format.charset()), format.separator(), quote);
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .quoteCharacter(quote)
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .allowExtraFields(true) // so that we, not the parser, say what is wrong
            .allowMissingFields(true)
            .maxBufferSize(LONGEST)
            .build(
                CsvRecordHandler.of(
                    h -> h.maxFields(MOST).maxFieldSize(LONGEST).maxRecordSize(LONGEST)),
                text);
    this.records = reader.iterator();
  }

  @Override
  public Optional<Cells> next() throws IOException {
    CsvRecord record = following == null ? parsed() : following;
    if (record == null) {
      return Optional.empty();
    }
    following = parsed();
    if (following == null) {
      checkEnd(record);
      return Optional.empty();
    }
    checkPlace(record);
    rows += record.getFieldCount() == 1 && Blank.is(record.getField(0)) ? 0 : 1;
    return Optional.of(new Cells(record.getStartingLineNumber(), record.getFields()));
  }

  /// The next row as the parser gives it, our own line at the end among them.
  private @Nullable CsvRecord parsed() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException | CsvParseException | MalformedTextException e) {
      throw refused(e);
    }
  }

  /// Every line belongs to a row: one that the parser passed over would be a row lost.
  private void checkPlace(CsvRecord record) {
    if (record.getStartingLineNumber() != line) {
      throw new IllegalStateException(
          "%s: a row begins on line %s, and the one before it ends before line %s"
              .formatted(file.name(), record.getStartingLineNumber(), line));
    }
    line++;
    for (int i = 0; i < record.getFieldCount(); i++) {
      line += breaks(record.getField(i), record.getField(i).length());
    }
  }

  private static long breaks(String text, int length) {
    long breaks = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      breaks += (c == '\n' || c == '\r') && !pair ? 1 : 0;
    }
    return breaks;
  }

  /// The last row is our own line, or a mark was open when it came.
  private void checkEnd(CsvRecord record) {
    boolean alone = record.getFieldCount() == 1 && record.getField(0).equals(MarkedEnd.LINE);
    if (!alone && !file.isCut()) {
      long opened = record.getStartingLineNumber(); // cells before it may hold line breaks
      for (int i = 0; i < record.getFieldCount() - 1; i++) {
        opened += breaks(record.getField(i), record.getField(i).length());
      }
      throw neverClosed(", line " + opened);
    }
  }

  private IllegalArgumentException neverClosed(String where) {
    return new IllegalArgumentException(
        "%s%s: a quotation mark is opened here and never closed %s"
            .formatted(file.name(), where, LETTERS));
  }

  /// An exception for what went wrong inside the parser, in our reader or by the parser's rules.
  private IOException refused(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MalformedTextException malformed) {
        throw malformed;
      }
      if (cause instanceof IOException io) {
        return new IOException("%s cannot be read: %s".formatted(file.name(), io.getMessage()), io);
      }
    }
    throw syntax(error);
  }

  /// The parser's complaint: more text after a closing quotation mark, or a cell without an end.
  private IllegalArgumentException syntax(Throwable error) {
    Matcher number = Pattern.compile("line (\\d+)").matcher(String.valueOf(error.getMessage()));
    String where = number.find() ? ", line " + number.group(1) : "";
    Throwable cause = error.getCause();
    String detail = String.valueOf((cause == null ? error : cause).getMessage());
    if (detail.contains("buffer") || detail.contains("max field size")) {
      return new IllegalArgumentException(
          "%s%s: a cell of more than %s million characters begins here, the most that is read; %s"
              .formatted(
                  file.name(),
                  where,
                  LONGEST / 1_000_000,
                  "was a quotation mark never closed? " + LETTERS));
    }
    if (text.hasBackslashes() && detail.contains("closing quote")) {
      String both = "%1$s%1$s".formatted(quote);
      return new IllegalArgumentException(
          "%s%s: a quotation mark in a cell is escaped by a backslash, and only doubled ones are read"
                  .formatted(file.name(), where)
              + " (sed 's/\\\\%c/%s/g' makes %s of them)".formatted(quote, both, both));
    }
    return new IllegalArgumentException(
        "%s%s: %s %s".formatted(file.name(), where, detail, LETTERS), error);
  }

  @Override
  public Optional<Long> rowsWithoutMarks() {
    return text.rowsWithoutMarks().filter(all -> all != rows);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
