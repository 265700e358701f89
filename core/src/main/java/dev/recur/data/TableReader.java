package dev.recur.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.recur.text.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the wanted columns of a CSV or TSV file, and says where a row is not as it should be.
final class TableReader {
  private static final char NO_QUOTE = '\uFFFF'; // which no text may hold

  private final Path path;
  private final Format format;
  private final Columns columns;

  TableReader(Path path, Format format, Columns columns) {
    this.path = path;
    this.format = format;
    this.columns = columns;
  }

  Table read() throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "%s: expected a file with a table, got a folder".formatted(path));
    }
    try (StrictReader reader =
            new StrictReader(Files.newInputStream(path), path, format.charset());
        CsvReader<CsvRecord> records =
            CsvReader.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quoted() ? '"' : NO_QUOTE)
                .commentStrategy(CommentStrategy.NONE)
                .allowExtraFields(true) // so that we, not the parser, say what is wrong
                .allowMissingFields(true)
                .ofCsvRecord(reader)) {
      return rows(records.iterator());
    } catch (NoSuchFileException e) {
      throw (IOException) // with a reason, as the exception alone says no more than the name
          new NoSuchFileException(path.toString(), null, "there is no such file").initCause(e);
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

  /// The parser's complaint, of which there is one: more text after a closing quotation mark.
  private String syntax(Throwable error) {
    Matcher line = Pattern.compile("line (\\d+)").matcher(String.valueOf(error.getMessage()));
    String where = line.find() ? ", line " + line.group(1) : "";
    Throwable cause = error.getCause();
    String detail = (cause == null ? error : cause).getMessage();
    return "%s%s: %s (are quotation marks plain letters here? then say withoutQuotes)"
        .formatted(path, where, detail);
  }

  private Table rows(Iterator<CsvRecord> records) {
    CsvRecord record = records.next();
    List<String> header = format.names().orElse(record.getFields());
    if (isEnd(record) && record.getFieldCount() == 1) {
      throw new IllegalArgumentException("%s is empty".formatted(path));
    }
    int[] positions = positions(header);
    TableBuilder table = new TableBuilder(path.toString(), columns);
    if (format.names().isEmpty()) {
      record = records.next();
    }
    while (!isEnd(record)) {
      if (record.getFieldCount() != header.size()) {
        throw new IllegalArgumentException(ragged(record, header));
      }
      String[] cells = new String[positions.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = record.getField(positions[i]);
      }
      table.add(cells, record.getStartingLineNumber());
      record = records.next();
    }
    if (table.size() == 0) {
      throw new IllegalArgumentException("%s has a header and no rows".formatted(path));
    }
    return table.build();
  }

  /// Whether this is the line that [StrictReader] adds; an error if it was swallowed.
  private boolean isEnd(CsvRecord record) {
    String last = record.getField(record.getFieldCount() - 1);
    if (!last.endsWith(StrictReader.END)) {
      return false;
    }
    if (!last.equals(StrictReader.END)) {
      throw new IllegalArgumentException(
          "%s, line %d: a quotation mark is opened here and never closed (are they plain letters?"
                  .formatted(path, record.getStartingLineNumber())
              + " then say withoutQuotes)");
    }
    return true;
  }

  private int[] positions(List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "%s has two columns called \"%s\"".formatted(path, name));
      }
    }
    List<String> wanted = columns.names();
    int[] positions = new int[wanted.size()];
    Arrays.setAll(positions, i -> header.indexOf(wanted.get(i)));
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0) {
        throw new IllegalArgumentException(
            Names.unknown(path.toString(), wanted.get(i), header) + otherSeparator(header));
      }
    }
    return positions;
  }

  private String otherSeparator(List<String> header) {
    if (header.size() > 1) {
      return "";
    }
    String only = header.getFirst();
    return only.indexOf('\t') >= 0
        ? " (is it a TSV file?)"
        : only.indexOf(',') >= 0
            ? " (is it a CSV file?)"
            : only.indexOf(';') >= 0 ? " (are its cells parted by semicolons?)" : "";
  }

  private String ragged(CsvRecord record, List<String> header) {
    String text =
        header.stream()
            .filter(name -> columns.names().contains(name))
            .filter(name -> columns.recipe(name) instanceof Field)
            .findFirst()
            .orElse(header.getFirst());
    boolean tooMany = record.getFieldCount() > header.size();
    boolean lines = record.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0);
    String cause =
        lines
            ? "a quotation mark in \"%s\" that is not closed?"
            : tooMany
                ? "an unquoted " + format.separatorName() + " in \"%s\"?"
                : "an unquoted line break in \"%s\"?";
    return "%s, line %d: expected %d columns, got %d (%s)"
        .formatted(
            path,
            record.getStartingLineNumber(),
            header.size(),
            record.getFieldCount(),
            cause.formatted(text));
  }
}
