package dev.recur.cli;

import dev.recur.data.Format;
import dev.recur.data.Layout;
import dev.recur.data.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how a file of texts is read; what is not said is guessed, where it is
/// obvious.
class TableOptions {
  private static final String FORMATS = "csv, tsv, jsonl, folders, files";
  private static final Map<String, Character> DELIMITERS =
      Map.of("tab", '\t', "comma", ',', "semicolon", ';', "pipe", '|', "space", ' ');

  @Option(
      names = "--text",
      paramLabel = "COL[,COL...]",
      description = "The column of texts; several are joined by a line break. (default: guessed)")
  @Nullable String text;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "csv, tsv, jsonl (a JSON object a line), folders (a folder a class, a file a text) or"
              + " files (a file a class, a line a text). (default: guessed)")
  @Nullable String format;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description =
          "What stands between cells: a character, or tab, comma, semicolon, pipe, space."
              + " (default: guessed)")
  @Nullable String delimiter;

  @Option(
      names = "--quote",
      paramLabel = "C",
      description = "The quotation mark, or none where it is a letter. (default: guessed)")
  @Nullable String quote;

  @Option(names = "--header", description = "The first line names the columns.")
  boolean header;

  @Option(
      names = "--no-header",
      description = "It does not, and the columns are called 1, 2 and so on. (default: guessed)")
  boolean noHeader;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Such as ISO-8859-1 or cp949. (default: UTF-8, or what a byte-order mark says)")
  @Nullable String encoding;

  /// How a file or folder is read, as far as it was said and is obvious.
  ///
  /// @param guessed takes the options that were guessed
  /// @throws IllegalArgumentException for an option that cannot be meant
  Source source(Path path, List<String> guessed) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is no such file");
    }
    if (header && noHeader) {
      throw new IllegalArgumentException("--header and --no-header cannot both be meant");
    }
    Charset charset = charset(path, guessed);
    Layout layout = layout(path, charset, guessed);
    Format base = Format.csv().in(charset);
    return layout == Layout.TABLE
        ? Source.of(path, new FormatGuess(path, columnsSaid(), guessed).of(base, said()))
        : new Source(path, layout, base);
  }

  /// The columns that were named.
  List<String> columnsSaid() {
    return text == null ? List.of() : List.of(text);
  }

  private FormatGuess.Said said() {
    return new FormatGuess.Said(
        delimiter == null && "tsv".equals(format) ? Optional.of('\t') : separator(),
        quote == null ? Optional.empty() : Optional.of(mark(quote)),
        header || noHeader ? Optional.of(header) : Optional.empty());
  }

  private Optional<Character> separator() {
    if (delimiter == null) {
      return Optional.empty();
    }
    Character named = DELIMITERS.get(delimiter.toLowerCase(Locale.ROOT));
    if (named == null && delimiter.equals("\\t")) {
      named = '\t';
    }
    if (named == null && delimiter.length() != 1) {
      throw new IllegalArgumentException(
          "--delimiter must be one character, or tab, comma, semicolon, pipe or space, got \"%s\""
              .formatted(delimiter));
    }
    return Optional.of(named == null ? Character.valueOf(delimiter.charAt(0)) : named);
  }

  private static Optional<Character> mark(String word) {
    if (word.equals("none")) {
      return Optional.empty();
    }
    if (word.length() != 1) {
      throw new IllegalArgumentException(
          "--quote must be one character or none, got \"%s\"".formatted(word));
    }
    return Optional.of(word.charAt(0));
  }

  private Charset charset(Path path, List<String> guessed) throws IOException {
    if (encoding != null) {
      String name = encoding.toLowerCase(Locale.ROOT).equals("cp949") ? "x-windows-949" : encoding;
      try {
        return Charset.forName(name); // Java's own cp949 is IBM's, which lacks most syllables
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--encoding: there is no encoding \"%s\" (some are UTF-8, UTF-16, cp949, windows-1252,"
                    .formatted(encoding)
                + " ISO-8859-1)",
            e);
      }
    }
    if (Files.isRegularFile(path) && Format.isUtf16(path)) {
      guessed.add("--encoding=UTF-16");
      return StandardCharsets.UTF_16;
    }
    return StandardCharsets.UTF_8;
  }

  private Layout layout(Path path, Charset charset, List<String> guessed) throws IOException {
    if (format != null) {
      return switch (format) {
        case "csv", "tsv" -> Layout.TABLE;
        case "jsonl" -> Layout.JSONL;
        case "folders" -> Layout.FOLDERS;
        case "files" -> Layout.FILES;
        default ->
            throw new IllegalArgumentException(
                "--format must be one of %s, got \"%s\"".formatted(FORMATS, format));
      };
    }
    Layout layout = FormatGuess.layout(path, charset);
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (layout.isFolder() || (layout == Layout.JSONL && !FormatGuess.isNamedJson(name))) {
      guessed.add("--format=" + layout);
    }
    return layout;
  }

  /// Tells in one line what was guessed.
  static void tell(PrintWriter err, Path path, List<String> guessed) {
    if (!guessed.isEmpty()) {
      err.println(Shown.line(path + ": guessed " + String.join(" ", guessed)));
      err.flush();
    }
  }

  /// The options that say all of it again.
  static List<String> arguments(Source source) {
    List<String> arguments = new ArrayList<>();
    Format format = source.format();
    boolean tabs = format.separator() == '\t';
    if (source.layout() == Layout.TABLE) {
      arguments.add(tabs ? "--format=tsv" : "--format=csv");
      arguments.add("--delimiter=" + name(format.separator()));
      arguments.add("--quote=" + format.quote().map(String::valueOf).orElse("none"));
      arguments.add(format.names().isEmpty() ? "--header" : "--no-header");
    } else {
      arguments.add("--format=" + source.layout());
    }
    arguments.add("--encoding=" + format.charset().name());
    return arguments;
  }

  static String name(char delimiter) {
    return DELIMITERS.entrySet().stream()
        .filter(entry -> entry.getValue() == delimiter)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Character.toString(delimiter));
  }
}
