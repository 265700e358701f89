package dev.recur.cli;

import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.OpenFile;
import dev.recur.reading.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
  private static final String FORMATS = "csv, tsv, jsonl, fasttext, folders, files";
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
          "csv, tsv, jsonl (a JSON object a line), fasttext (a label and a text on each line), folders (a"
              + " folder a class, a file a text) or files (a file a class, a line a text)."
              + " (default: guessed)")
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

  /// Opens a file or folder, `-` for standard input, with the format that was said or is obvious.
  ///
  /// @param guessed takes the options that were guessed
  /// @throws IllegalArgumentException for an option that cannot be meant
  Opened open(Path path, List<String> guessed) throws IOException {
    if (header && noHeader) {
      throw new IllegalArgumentException("--header and --no-header cannot both be meant");
    }
    Optional<OpenFile> file = Opened.open(path);
    try {
      Charset charset = charset(file, guessed);
      Format base = Format.csv().in(charset);
      FormatGuess.Said said = said();
      if (file.isEmpty()) {
        Source source = new Source(path, folder(path, guessed), base);
        return new Opened(source, file);
      }
      Path name = Opened.named(path);
      FormatGuess guess = new FormatGuess(file.get(), name, columnsSaid(), guessed);
      Layout layout = layout(guess, charset, guessed);
      Format read = layout == Layout.TABLE ? guess.of(base, said) : base;
      return new Opened(new Source(name, layout, read), file);
    } catch (IOException | RuntimeException e) {
      if (file.isPresent()) {
        file.get().close();
      }
      throw e;
    }
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

  /// The encoding that was said, or that a byte-order mark says, or UTF-8.
  Charset charset(OpenFile file) throws IOException {
    return charset(Optional.of(file), new ArrayList<>());
  }

  private Charset charset(Optional<OpenFile> file, List<String> guessed) throws IOException {
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
    Optional<Charset> mark = file.isPresent() ? file.get().mark() : Optional.empty();
    mark.filter(charset -> !charset.equals(StandardCharsets.UTF_8))
        .ifPresent(charset -> guessed.add("--encoding=" + charset));
    return mark.orElse(StandardCharsets.UTF_8);
  }

  private Optional<Layout> layoutSaid() {
    return switch (format) {
      case null -> Optional.empty();
      case "csv", "tsv" -> Optional.of(Layout.TABLE);
      case "jsonl" -> Optional.of(Layout.JSONL);
      case "fasttext" -> Optional.of(Layout.FASTTEXT);
      case "folders" -> Optional.of(Layout.FOLDERS);
      case "files" -> Optional.of(Layout.FILES);
      default ->
          throw new IllegalArgumentException(
              "--format must be one of %s, got \"%s\"".formatted(FORMATS, format));
    };
  }

  private Layout layout(FormatGuess guess, Charset charset, List<String> guessed)
      throws IOException {
    Optional<Layout> said = layoutSaid();
    if (said.isPresent()) {
      return said.get();
    }
    Layout layout = guess.layout(charset, said());
    boolean named = layout == Layout.JSONL && FormatGuess.isNamedJson(guess.path());
    if (layout != Layout.TABLE && !named) {
      guessed.add("--format=" + layout);
    }
    return layout;
  }

  private Layout folder(Path path, List<String> guessed) throws IOException {
    Optional<Layout> said = layoutSaid();
    if (said.isPresent()) {
      return said.get();
    }
    Layout layout = FolderGuess.layout(path);
    guessed.add("--format=" + layout);
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
