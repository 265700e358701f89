package dev.recur.reading;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads a CSV or TSV file, and reports the line of a row with a wrong number of cells. Blank lines
/// are skipped, unless there is only one column: then they are rows. A first line such as `sep=;`,
/// which gives Excel the separator, is skipped, too.
final class TableRows extends RowReader {
  private final Format format;
  private final Records records;
  private final List<String> header;
  private final Deque<Records.Cells> ahead = new ArrayDeque<>(); // rows read by the constructor
  private String hint = ""; // the line sep=;

  TableRows(OpenFile file, Source source) throws IOException {
    super(source);
    this.format = source.format();
    try {
      this.records =
          format.quote().isPresent()
              ? new QuotedRecords(file, format)
              : new PlainRecords(file, format);
      this.header = header();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private List<String> header() throws IOException {
    Optional<Records.Cells> first = afterHint(records.next());
    while (first.isPresent() && isBlank(first.get())) {
      ahead.add(first.get());
      first = records.next();
    }
    boolean named = format.names().isEmpty();
    if (first.isEmpty() && (named || ahead.stream().allMatch(Records.Cells::isEmpty))) {
      throw new IllegalArgumentException("%s is empty".formatted(source().path()));
    }
    if (named) {
      ahead.clear();
      return List.copyOf(first.orElseThrow().cells());
    }
    first.ifPresent(ahead::add);
    int columns = ahead.getLast().cells().size();
    List<String> names = new ArrayList<>(format.names().get());
    for (int i = 1; format.names().get().isEmpty() && i <= columns; i++) {
      names.add(Integer.toString(i));
    }
    return List.copyOf(names);
  }

  private Optional<Records.Cells> afterHint(Optional<Records.Cells> first) throws IOException {
    String line =
        first
            .map(row -> String.join(Character.toString(format.separator()), row.cells()))
            .orElse("");
    if (!line.replace("\"", "").equals("sep=" + format.separator())) {
      return first;
    }
    hint = line;
    return records.next();
  }

  @Override
  String hint() {
    return hint;
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  Optional<RawRow> read() throws IOException {
    Optional<Records.Cells> row = taken();
    while (row.isPresent() && header.size() > 1 && isBlank(row.get())) {
      row = taken();
    }
    if (row.isPresent() && row.get().cells().size() != header.size()) {
      throw new IllegalArgumentException(ragged(row.get()));
    }
    return row.map(r -> new RawRow(source().path(), r.line(), r.cells()));
  }

  private Optional<Records.Cells> taken() throws IOException {
    return ahead.isEmpty() ? records.next() : Optional.of(ahead.remove());
  }

  private static boolean isBlank(Records.Cells row) {
    return row.cells().size() == 1 && Blank.is(row.cells().getFirst());
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  @Override
  public List<Sentence> notes() {
    return records
        .rowsWithoutMarks()
        .map(
            lines ->
                List.of(
                    Sentence.of(
                        "%s has %,d lines but %,d rows, because some quoted cells contain line"
                            + " breaks (are quotation marks ordinary characters? then %s)",
                        source().path(),
                        lines,
                        rows() + (format.names().isEmpty() ? 1 : 0),
                        Mention.of("quote", "none"))))
        .orElse(List.of());
  }

  @Override
  Sentence unknownCause() {
    if (header.size() == 1) {
      String only = header.getFirst();
      return Sentence.plain(
          only.indexOf('\t') >= 0
              ? " (is it a TSV file?)"
              : only.indexOf(',') >= 0
                  ? " (is it a CSV file?)"
                  : only.indexOf(';') >= 0 ? " (are its cells separated by semicolons?)" : "");
    }
    boolean sentence = header.stream().anyMatch(name -> name.strip().split("\\s+").length > 4);
    return sentence && format.names().isEmpty()
        ? Sentence.of(" (is there no header? then %s)", Mention.of("header", false))
        : super.unknownCause();
  }

  private String ragged(Records.Cells row) {
    boolean tooMany = row.cells().size() > header.size();
    boolean lines = row.cells().stream().anyMatch(cell -> cell.indexOf('\n') >= 0);
    String cause =
        lines
            ? "an unclosed quotation mark in \"%s\"?"
            : tooMany
                ? "an unquoted " + format.separatorName() + " in \"%s\"?"
                : "an unquoted line break in \"%s\"?";
    return "%s, line %s: expected %s, got %s (%s)"
        .formatted(
            source().path(),
            row.line(),
            header.size() == 1 ? "1 column" : header.size() + " columns",
            row.cells().size(),
            cause.formatted(firstAsked()));
  }
}
