package dev.recur.cli;

import dev.recur.data.Format;
import dev.recur.data.Layout;
import dev.recur.data.RawRow;
import dev.recur.data.RowReader;
import dev.recur.data.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How a file is written, as far as its beginning, and of quotation marks all of it, make obvious.
///
/// @param path the file
/// @param columns the columns that were named
/// @param guessed takes the options that were guessed
record FormatGuess(Path path, List<String> columns, List<String> guessed) {
  private static final int SAMPLE = 1000; // rows
  private static final int HEAD = 1 << 16; // bytes
  private static final int LONGEST_NAME = 60;
  private static final int MOST_WORDS = 4; // of a column's name
  private static final int STRAY = 10; // one row in so many, at most, has a mark by accident
  private static final List<Character> SEPARATORS = List.of('\t', ',', ';', '|');

  /// What the user said; of the quotation mark, the inner one is missing where it is none.
  record Said(
      Optional<Character> separator,
      Optional<Optional<Character>> quote,
      Optional<Boolean> header) {}

  /// Whether a file's name says that it holds JSON.
  static boolean isNamedJson(String lowerCaseName) {
    return lowerCaseName.matches(".*\\.(jsonl|ndjson|json)");
  }

  /// A folder that holds folders has one for each class; one that does not, a file for each.
  static Layout layout(Path path, Charset charset) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        return inside.anyMatch(p -> Files.isDirectory(p) && !isHidden(p))
            ? Layout.FOLDERS
            : Layout.FILES;
      }
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (isNamedJson(name)) {
      return Layout.JSONL;
    }
    String first = firstLine(path, charset).strip();
    return first.startsWith("{\"") && first.endsWith("}") ? Layout.JSONL : Layout.TABLE;
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static byte[] head(Path path, int most) throws IOException {
    if (Files.isDirectory(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    }
  }

  private static String firstLine(Path path, Charset charset) throws IOException {
    String start = new String(head(path, HEAD), charset).replaceFirst("^\uFEFF", "");
    return start.lines().findFirst().orElse("");
  }

  /// The whole format.
  Format of(Format base, Said said) throws IOException {
    Format format = base.separatedBy(',');
    char separator = said.separator.isPresent() ? said.separator.get() : separator(base, said);
    if (said.separator.isEmpty() && separator != (isNamedTsv() ? '\t' : ',')) {
      guessed.add("--delimiter=" + TableOptions.name(separator));
    }
    format = format.separatedBy(separator);
    if (said.quote.isPresent()) {
      format = said.quote.get().map(format::quotedBy).orElse(format.withoutQuotes());
    } else if (quotesAreLetters(format)) {
      guessed.add("--quote=none");
      format = format.withoutQuotes();
    }
    if (said.header.isPresent()) {
      return said.header.get() ? format : format.withoutHeader();
    }
    if (!hasHeader(sample(format.withoutHeader()))) {
      guessed.add("--no-header");
      return format.withoutHeader();
    }
    return format;
  }

  /// The first separator that gives all rows of the sample equally many cells, more than one; where
  /// none does, the one that the first line has most of.
  private char separator(Format base, Said said) throws IOException {
    if (isNamedTsv()) {
      return '\t';
    }
    for (char candidate : SEPARATORS) {
      Format format = base.separatedBy(candidate).withoutHeader();
      Format marked = said.quote.flatMap(mark -> mark).map(format::quotedBy).orElse(format);
      if (isTable(marked) || isTable(format.withoutQuotes())) {
        return candidate;
      }
    }
    String first = firstLine(path, base.charset());
    char most = ',';
    for (char candidate : SEPARATORS) {
      most = count(first, candidate) > count(first, most) ? candidate : most;
    }
    return most;
  }

  private boolean isNamedTsv() {
    return path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(tsv|tab)");
  }

  /// The sentence about a table of which more rows come through where its quotation mark is a
  /// letter; nothing where that is not so.
  static Optional<String> swallowed(Source source) throws IOException {
    Format format = source.format();
    if (source.layout() != Layout.TABLE || format.quote().isEmpty()) {
      return Optional.empty();
    }
    FormatGuess guess = new FormatGuess(source.path(), List.of(), new ArrayList<>());
    Optional<Reading> plain = guess.asLetters(format);
    long quoted = guess.read(format).map(Reading::rows).orElse(0L);
    return plain
        .filter(reading -> reading.rows != quoted)
        .map(
            reading ->
                Figures.text(
                    "%s has %,d lines, and %,d rows by its quotation marks: some texts hold others"
                        + " (are the marks plain letters? then --quote none)",
                    source.path(), reading.rows, quoted));
  }

  private static long count(String line, char letter) {
    return line.chars().filter(c -> c == letter).count();
  }

  private boolean isTable(Format format) throws IOException {
    List<RawRow> rows = sample(format);
    return rows.size() > 1 && rows.getFirst().cells().size() > 1;
  }

  /// The first rows; none where one of them is not as the first.
  private List<RawRow> sample(Format format) throws IOException {
    try (RowReader reader = RowReader.open(Source.of(path, format))) {
      return sample(reader);
    } catch (IllegalArgumentException e) {
      return List.of(); // whoever reads it tells
    }
  }

  /// The first rows of a reader.
  static List<RawRow> sample(RowReader reader) throws IOException {
    List<RawRow> rows = new ArrayList<>();
    for (Optional<RawRow> row = reader.next();
        row.isPresent() && rows.size() < SAMPLE;
        row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  /// Whether each line has as many cells as the first where `"` is a letter, and not as many rows
  /// come through where it is not: then a text has swallowed others, or is not a text at all.
  ///
  /// @throws IllegalArgumentException where so many cells begin with one that neither is obvious
  private boolean quotesAreLetters(Format format) throws IOException {
    Optional<Reading> plain = asLetters(format);
    if (plain.isEmpty()) {
      return false;
    }
    Optional<Reading> quoted = read(format);
    if (quoted.isEmpty()) {
      return true;
    }
    if (quoted.get().rows == plain.get().rows) {
      return false;
    }
    if (plain.get().marked * STRAY > plain.get().rows) {
      throw new IllegalArgumentException(
          Figures.text(
              "%s: are its quotation marks letters? Then it has %,d rows (--quote none), and"
                  + " otherwise %,d (--quote '\"')",
              path, plain.get().rows, quoted.get().rows));
    }
    return true;
  }

  /// What a file holds when it is read in one way.
  ///
  /// @param rows how many rows
  /// @param marked in how many of them a cell begins with `"`
  /// @param lone whether there is one column, so that each line is a row
  private record Reading(long rows, long marked, boolean lone) {}

  /// The reading with `"` as a letter; nothing where there is none, or it makes no difference.
  private Optional<Reading> asLetters(Format format) throws IOException {
    return read(format.withoutQuotes()).filter(r -> !r.lone && r.marked > 0);
  }

  /// The whole file; nothing where it cannot be read so.
  private Optional<Reading> read(Format format) throws IOException {
    long rows = 0;
    long marked = 0;
    try (RowReader reader = RowReader.open(Source.of(path, format.withoutHeader()))) {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows++;
        marked += row.get().cells().stream().anyMatch(cell -> cell.startsWith("\"")) ? 1 : 0;
      }
      return Optional.of(new Reading(rows, marked, reader.columns().size() == 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether the first row looks like names: the columns' that were said, or else short, different
  /// from each other, no number, and never seen again in their column.
  private boolean hasHeader(List<RawRow> rows) {
    if (rows.isEmpty()) {
      return true;
    }
    List<String> first = rows.getFirst().cells();
    if (!columns.isEmpty()) {
      boolean named = Input.has(first, columns);
      boolean numbered = columns.stream().allMatch(name -> name.matches("\\d+(,\\d+)*"));
      if (named || !numbered) {
        return named || looksLikeNames(first, rows);
      }
      return false;
    }
    return looksLikeNames(first, rows);
  }

  private static boolean looksLikeNames(List<String> first, List<RawRow> rows) {
    if (first.stream().anyMatch(ColumnGuess::isUsualName)) {
      return true;
    }
    int[] filled = // Excel leaves empty columns at the end
        IntStream.range(0, first.size())
            .filter(i -> rows.stream().anyMatch(row -> !row.cells().get(i).isBlank()))
            .toArray();
    long different = IntStream.of(filled).mapToObj(first::get).distinct().count();
    return different == filled.length
        && IntStream.of(filled).allMatch(i -> looksLikeName(first.get(i).strip(), i, rows));
  }

  private static boolean looksLikeName(String name, int column, List<RawRow> rows) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.split("\\s+").length <= MOST_WORDS
        && !name.matches("[-+]?[\\d.,]+")
        && rows.stream().skip(1).noneMatch(row -> row.cells().get(column).equals(name));
  }
}
