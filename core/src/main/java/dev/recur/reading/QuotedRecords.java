package dev.recur.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;

/// Reads a table whose cells may be quoted.
final class QuotedRecords implements Records {
  private static final int LONGEST = 1 << 27; // characters of a row, to limit memory
  private static final int MOST = 1 << 20; // cells of a row
  private static final String UNCLOSED = "Unclosed quoted field";
  private static final Sentence LETTERS =
      Sentence.of(
          "(are quotation marks ordinary characters? then %s, or withoutQuotes in Java)",
          Mention.of("quote", "none"));

  private final OpenFile file;
  private final char quote;
  private final MarksAsLetters text;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private long line = 1; // on which the next row begins
  private long rows;

  QuotedRecords(OpenFile file, Format format) throws IOException {
    this.file = file;
    this.quote = format.quote().orElseThrow();
    this.text =
        new MarksAsLetters(new TextReader(file, format.charset()), format.separator(), quote);
    this.reader =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .quoteCharacter(quote)
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // so that we, not the parser, report
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // the error
            .allowUnclosedQuote(false)
            .maxBufferSize(LONGEST)
            .build(
                CsvRecordHandler.of(
                    h -> h.maxFields(MOST).maxFieldSize(LONGEST).maxRecordSize(LONGEST)),
                text);
    this.records = reader.iterator();
  }

  @Override
  public Optional<Cells> next() throws IOException {
    try {
      if (records.hasNext()) {
        return Optional.of(cells(records.next()));
      }
      checkLines();
      return Optional.empty();
    } catch (UncheckedIOException | CsvParseException | MalformedTextException e) {
      if (file.isCut() && detail(e).startsWith(UNCLOSED)) {
        return Optional.empty(); // the rest of it was cut off
      }
      throw refused(e);
    }
  }

  /// Counts lines itself, because the parser takes `\r"\n` for one line end.
  private Cells cells(CsvRecord record) {
    Cells cells = new Cells(line, record.getFields());
    rows += record.getFieldCount() == 1 && Blank.is(record.getField(0)) ? 0 : 1;
    line++;
    for (int i = 0; i < record.getFieldCount(); i++) {
      line += breaks(record.getField(i));
    }
    return cells;
  }

  /// Checks that every line belongs to a row: a line that the parser skipped would be a lost row.
  private void checkLines() {
    if (line - 1 != text.lines()) {
      throw new IllegalStateException(
          "%s has %s lines, and its rows have %s".formatted(file.name(), text.lines(), line - 1));
    }
  }

  private static long breaks(String text) {
    long breaks = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      breaks += (c == '\n' || c == '\r') && !pair ? 1 : 0;
    }
    return breaks;
  }

  /// Converts an exception thrown through the parser: by our reader, or by the parser itself.
  private IOException refused(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MalformedTextException malformed) {
        throw malformed;
      }
      if (cause instanceof IOException io) {
        return new IOException("%s cannot be read: %s".formatted(file.name(), io.getMessage()), io);
      }
    }
    throw new SettingException(
        Sentence.of("%s, line %s: %s", file.name(), line, syntax(detail(error))), error);
  }

  private static String detail(Throwable error) {
    Throwable cause = error.getCause();
    return String.valueOf((cause == null ? error : cause).getMessage());
  }

  /// The parser's complaint in our words: text after a closing quotation mark, or an unclosed cell.
  private Sentence syntax(String detail) {
    if (detail.startsWith(UNCLOSED)) {
      return Sentence.of("a quotation mark is opened here and never closed %s", LETTERS);
    }
    if (detail.contains("buffer") || detail.contains("max field size")) {
      return Sentence.of(
          "a cell longer than the limit of %s million characters begins here; was a quotation mark"
              + " never closed? %s",
          LONGEST / 1_000_000, LETTERS);
    }
    if (text.hasBackslashes() && detail.contains("closing quote")) {
      String both = "%1$s%1$s".formatted(quote);
      return Sentence.of(
          "expected a quotation mark inside a cell to be doubled, got one escaped with a backslash"
              + " (sed 's/\\\\%s/%s/g' replaces them with %s)",
          quote, both, both);
    }
    return Sentence.of("%s %s", detail, LETTERS);
  }

  @Override
  public Optional<Long> rowsWithoutMarks() {
    return text.rows().filter(all -> all != rows);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
