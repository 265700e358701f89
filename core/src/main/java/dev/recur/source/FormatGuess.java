package dev.recur.source;

import dev.recur.reading.Blank;
import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.OpenFile;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Detects the format of a file from its beginning.
///
/// @param file the file, from which nothing has been read
/// @param path the file's name in messages
/// @param settings what the user set
/// @param columns the columns that the user named
/// @param words whether words are needed, which a file may have on lines of their own
/// @param detected receives the settings that were detected
record FormatGuess(
    OpenFile file,
    Path path,
    SourceSettings settings,
    List<String> columns,
    boolean words,
    Map<String, String> detected) {
  private static final int SAMPLE = 1000; // rows
  private static final int HEAD = 1 << 16; // bytes
  private static final int STRAY =
      10; // at most one row in this many begins with a mark by accident
  private static final Pattern CONLLU = // the first word, after any comments
      Pattern.compile("\\A(#[^\n]*\r?\n|\r?\n)*+1(-\\d+)?\t([^\t\n]*\t){8}[^\t\n]*(\n|\\z)");
  private static final String FASTTEXT = "__label__";
  private static final List<Character> SEPARATORS = List.of('\t', ',', ';', '|');

  /// Whether a file has the name of a JSON Lines file.
  static boolean isNamedJson(Path path) {
    return name(path).matches(".*\\.(jsonl|ndjson|json)");
  }

  private static String name(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
  }

  /// Returns the layout: a table, JSON Lines, one word per line, or lines with labels marked as in
  /// fastText.
  Layout layout(Charset charset) throws IOException {
    if (isNamedJson(path)) {
      return Layout.JSONL;
    }
    if (name(path).endsWith(".conllu")) {
      return Layout.CONLLU;
    }
    if (words && settings.leavesTable()) {
      Optional<Layout> sentences = sentences(charset);
      if (sentences.isPresent()) {
        return sentences.get();
      }
    }
    List<String> lines = lines(charset);
    String first = lines.isEmpty() ? "" : Blank.strip(lines.getFirst());
    if (first.startsWith("{\"") && first.endsWith("}")) {
      return Layout.JSONL;
    }
    boolean open = settings.leavesTable() && columns.isEmpty() && !isNamedTable();
    if (open && !lines.isEmpty() && lines.stream().allMatch(FormatGuess::hasLabel)) {
      return Layout.FASTTEXT;
    }
    return Layout.TABLE;
  }

  /// The layout of a file with one word per line, if it is one by its name or its first lines.
  private Optional<Layout> sentences(Charset charset) throws IOException {
    String head = new String(file.head(HEAD), charset).replaceFirst("^\uFEFF", "");
    if (CONLLU.matcher(head).find() || head.lines().anyMatch(FormatGuess::isPlus)) {
      return Optional.of(Layout.CONLLU);
    }
    boolean named = name(path).matches(".*\\.(conll|conll03|iob|iob2|bio|bioes|bilou)");
    return named || isOneWordPerLine(head) ? Optional.of(Layout.CONLL) : Optional.empty();
  }

  /// Whether there are blank lines, and the others, but for comments and -DOCSTART-, have as many
  /// columns as the first, at least two.
  private static boolean isOneWordPerLine(String head) {
    List<String> lines = head.lines().limit(SAMPLE).toList();
    if (lines.size() == SAMPLE || !head.endsWith("\n")) { // the last may be incomplete
      lines = lines.subList(0, Math.max(0, lines.size() - 1));
    }
    List<String> words =
        lines.stream()
            .filter(line -> !Blank.is(line) && !line.matches("(#\\s|-DOCSTART-).*"))
            .toList();
    if (words.isEmpty() || lines.stream().noneMatch(Blank::is)) {
      return false;
    }
    boolean tabs = words.getFirst().indexOf('\t') >= 0;
    int columns = cells(words.getFirst(), tabs);
    return columns > 1 && words.stream().allMatch(line -> cells(line, tabs) == columns);
  }

  /// Whether a line names the columns of CoNLL-U Plus.
  private static boolean isPlus(String line) {
    return line.startsWith("# global.columns =");
  }

  private static int cells(String line, boolean tabs) {
    return tabs ? line.split("\t", -1).length : Blank.strip(line).split("\\s+").length;
  }

  private static boolean hasLabel(String line) {
    int at = line.indexOf(FASTTEXT);
    return at == 0 || (at > 0 && Blank.is(line.charAt(at - 1)));
  }

  private boolean isNamedTable() {
    return name(path).matches(".*\\.(csv|tsv|tab)");
  }

  /// The first lines that are not blank; the last may be incomplete.
  private List<String> lines(Charset charset) throws IOException {
    return new String(file.head(HEAD), charset)
        .replaceFirst("^\uFEFF", "")
        .lines()
        .filter(line -> !Blank.is(line))
        .limit(SAMPLE)
        .toList();
  }

  /// Whether a file called `.txt` has one text per line, with any commas in it: its first line has
  /// no tab, does not begin with a quotation mark, and no part of it is the name of a column.
  ///
  /// @param known the columns that a model was trained on
  boolean isLines(Charset charset, List<String> known) throws IOException {
    boolean open = settings.separator().isEmpty() && settings.mark().isEmpty();
    boolean numbered = known.stream().anyMatch(column -> column.matches("[2-9]|\\d{2,}"));
    List<String> lines = lines(charset);
    if (!open
        || settings.firstLineNames().orElse(false)
        || !columns.isEmpty()
        || numbered // from a table without a header, as this file may be
        || !name(path).endsWith(".txt")
        || lines.isEmpty()) {
      return false;
    }
    String first = lines.getFirst();
    return first.indexOf('\t') < 0
        && first.charAt(0) != '"'
        && Stream.of(first.split("[,;|]", -1))
            .map(Blank::strip)
            .noneMatch(
                cell -> Kinds.isUsualName(cell) || (!cell.equals("1") && known.contains(cell)));
  }

  /// The format of a file with one text per line.
  Format ofLines(Format base) {
    detected.put("delimiter", SourceSettings.name('\t'));
    detected.put("quote", "none");
    detected.put("header", "false");
    return base.separatedBy('\t').withoutQuotes().withoutHeader();
  }

  /// Detects the format of a table.
  ///
  /// @param base has the encoding
  Format of(Format base) throws IOException {
    char separator =
        settings.separator().isPresent() ? settings.separator().get() : separator(base);
    if (settings.separator().isEmpty() && separator != (isNamedTsv() ? '\t' : ',')) {
      detected.put("delimiter", SourceSettings.name(separator));
    }
    Format format = base.separatedBy(separator);
    Optional<TableBeginning> reading;
    if (settings.mark().isPresent()) {
      format = settings.mark().get().map(format::quotedBy).orElse(format.withoutQuotes());
      reading = read(format);
    } else {
      reading = read(format);
      Optional<TableBeginning> plain = read(format.withoutQuotes());
      if (plain.isPresent() && areLetters(plain.get(), reading)) {
        detected.put("quote", "none");
        format = format.withoutQuotes();
        reading = plain;
      } else if (plain.isPresent() && isPlain(plain.get(), format.charset())) {
        format = format.withoutQuotes();
      }
    }
    if (settings.firstLineNames().isPresent()) {
      return settings.firstLineNames().get() ? format : format.withoutHeader();
    }
    if (reading.isPresent() && !hasHeader(reading.get())) {
      detected.put("header", "false");
      return format.withoutHeader();
    }
    return format;
  }

  /// The first separator with which all rows of the sample have the same number of cells, more than
  /// one; if there is none, the one that occurs most often in the first line.
  private char separator(Format base) throws IOException {
    List<String> lines = lines(base.charset());
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (first.matches("\"?sep=.\"?")) { // Excel's own hint
      return first.replace("\"", "").charAt(4);
    }
    if (isNamedTsv()) {
      return '\t';
    }
    for (char candidate : SEPARATORS) {
      Format format = base.separatedBy(candidate).withoutHeader();
      Format marked = settings.mark().flatMap(mark -> mark).map(format::quotedBy).orElse(format);
      if (isTable(marked) || isTable(format.withoutQuotes())) {
        return candidate;
      }
    }
    char most = ',';
    for (char candidate : SEPARATORS) {
      most = count(first, candidate) > count(first, most) ? candidate : most;
    }
    return most;
  }

  private boolean isNamedTsv() {
    return name(path).matches(".*\\.(tsv|tab)");
  }

  private static long count(String line, char letter) {
    return line.chars().filter(c -> c == letter).count();
  }

  private boolean isTable(Format format) throws IOException {
    int[] rows = new int[1];
    return look(format, row -> ++rows[0] < SAMPLE)
        .filter(columns -> columns.size() > 1 && rows[0] > 1)
        .isPresent();
  }

  /// Collects the first rows; returns whether more are needed.
  static boolean sample(List<RawRow> rows, RawRow row) {
    rows.add(row);
    return rows.size() < SAMPLE;
  }

  /// Whether `"` is an ordinary character: taken as one, every line has as many cells as the first;
  /// taken as a quotation mark, there are fewer rows, because some swallow others, or the file
  /// cannot be read at all.
  ///
  /// @throws IllegalArgumentException if so many cells begin with one that neither reading is clear
  private boolean areLetters(TableBeginning plain, Optional<TableBeginning> quoted) {
    if (plain.first().size() == 1 || plain.marked() == 0) {
      return false;
    }
    if (quoted.isEmpty()) {
      return true;
    }
    if (quoted.get().rows() == plain.rows()) {
      return false;
    }
    if (plain.marked() * STRAY > plain.rows()) {
      throw SettingException.of(
          "%s: is \" an ordinary character or a quotation mark? As a character it makes %,d rows"
              + " (%s), as a quotation mark %,d (%s)",
          path,
          plain.rows(),
          Mention.of("quote", "none"),
          quoted.get().rows(),
          Mention.of("quote", "'\"'"));
    }
    return true;
  }

  /// Whether the file is known to have one text per line and no quotation mark anywhere: then lines
  /// end as in any text, not as in CSV.
  private boolean isPlain(TableBeginning plain, Charset charset) throws IOException {
    return plain.first().size() == 1 && plain.marked() == 0 && !file.beginning(charset).isCut();
  }

  /// The beginning of the file, read in this format; empty if it cannot be.
  private Optional<TableBeginning> read(Format format) throws IOException {
    TableBeginning reading = new TableBeginning();
    return look(format.withoutHeader(), reading).map(names -> reading);
  }

  private Optional<List<String>> look(Format format, Predicate<RawRow> more) throws IOException {
    try {
      return Optional.of(RowReader.look(file, Source.of(path, format), more));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // its reader reports why
    }
  }

  /// Whether the first row holds the names of the columns: those that the user named, or any that
  /// look like names.
  private boolean hasHeader(TableBeginning reading) {
    boolean named = !columns.isEmpty() && ColumnGuess.has(reading.first(), columns);
    boolean numbered =
        !columns.isEmpty() && columns.stream().allMatch(name -> name.matches("\\d+(,\\d+)*"));
    return named || (!numbered && reading.hasNames());
  }
}
