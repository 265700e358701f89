package dev.recur.source;

import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.OpenFile;
import dev.recur.reading.Source;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.settings.Switch;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How data is read. What is `auto` is detected if the data shows it clearly; otherwise an error
/// asks for it.
///
/// @param format how the rows lie in it, a [Layout] or a kind of table
/// @param delimiter what stands between the cells of a table: a character or a name such as `tab`
/// @param quote its quotation mark, or `none`
/// @param header whether its first line names the columns
/// @param encoding of the text; `auto` is UTF-8, or that of a byte-order mark
public record SourceSettings(
    @Setting(
            help =
                "csv, tsv, jsonl (a JSON object a line), fasttext (a label and a text on each"
                    + " line), folders (a folder a class, a file a text) or files (a file a class,"
                    + " a line a text).",
            byDefault = AUTO,
            defaultHelp = "guessed",
            label = "FORMAT")
        String format,
    @Setting(
            help = "What stands between cells: a character, or tab, comma, semicolon, pipe, space.",
            byDefault = AUTO,
            defaultHelp = "guessed",
            label = "C")
        String delimiter,
    @Setting(
            help = "The quotation mark, or none where it is a letter.",
            byDefault = AUTO,
            defaultHelp = "guessed",
            label = "C")
        String quote,
    @Setting(
            help = "The first line names the columns.",
            byDefault = AUTO,
            defaultHelp = "guessed",
            off = "It does not, and the columns are called 1, 2 and so on.")
        Switch header,
    @Setting(
            help = "Such as ISO-8859-1 or cp949.",
            byDefault = AUTO,
            defaultHelp = "UTF-8, or what a byte-order mark says",
            label = "NAME")
        String encoding) {
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String TSV = "tsv";
  private static final String FORMATS = "csv, tsv, jsonl, fasttext, folders, files";
  private static final Map<String, Character> DELIMITERS =
      Map.of("tab", '\t', "comma", ',', "semicolon", ';', "pipe", '|', "space", ' ');

  /// Refuses values that are not possible.
  public SourceSettings {
    layout(format);
    separator(delimiter);
    mark(quote);
  }

  /// Everything is detected.
  public static SourceSettings auto() {
    return Settings.create(SourceSettings.class, Map.of());
  }

  /// The settings that read a source again as it is read, as words.
  static SequencedMap<String, String> words(Source source) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    Format format = source.format();
    if (source.layout() == Layout.TABLE) {
      words.put("format", format.separator() == '\t' ? TSV : "csv");
      words.put("delimiter", name(format.separator()));
      words.put("quote", format.quote().map(String::valueOf).orElse(NONE));
      words.put("header", Boolean.toString(format.names().isEmpty()));
    } else {
      words.put("format", source.layout().toString());
    }
    words.put("encoding", format.charset().name());
    return words;
  }

  /// What a delimiter is called, such as `tab`; others are their own names.
  public static String name(char delimiter) {
    return DELIMITERS.entrySet().stream()
        .filter(entry -> entry.getValue() == delimiter)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Character.toString(delimiter));
  }

  /// The layout that was named.
  Optional<Layout> layout() {
    return layout(format);
  }

  private static Optional<Layout> layout(String format) {
    return switch (format) {
      case AUTO -> Optional.empty();
      case "csv", TSV -> Optional.of(Layout.TABLE);
      case "jsonl" -> Optional.of(Layout.JSONL);
      case "fasttext" -> Optional.of(Layout.FASTTEXT);
      case "folders" -> Optional.of(Layout.FOLDERS);
      case "files" -> Optional.of(Layout.FILES);
      default ->
          throw SettingException.of(
              "%s must be one of %s, got \"%s\"", Mention.of("format"), FORMATS, format);
    };
  }

  /// The separator that was named.
  Optional<Character> separator() {
    return delimiter.equals(AUTO) && format.equals(TSV) ? Optional.of('\t') : separator(delimiter);
  }

  private static Optional<Character> separator(String delimiter) {
    if (delimiter.equals(AUTO)) {
      return Optional.empty();
    }
    Character named = DELIMITERS.get(delimiter.toLowerCase(Locale.ROOT));
    if (named == null && delimiter.equals("\\t")) {
      named = '\t';
    }
    if (named == null && delimiter.length() != 1) {
      throw SettingException.of(
          "%s must be one character, or tab, comma, semicolon, pipe or space, got \"%s\"",
          Mention.of("delimiter"), delimiter);
    }
    return Optional.of(named == null ? Character.valueOf(delimiter.charAt(0)) : named);
  }

  /// The quotation mark that was named; the inner one is missing where it is none.
  Optional<Optional<Character>> mark() {
    return mark(quote);
  }

  private static Optional<Optional<Character>> mark(String quote) {
    if (quote.equals(AUTO)) {
      return Optional.empty();
    }
    if (quote.equals(NONE)) {
      return Optional.of(Optional.empty());
    }
    if (quote.length() != 1) {
      throw SettingException.of(
          "%s must be one character or none, got \"%s\"", Mention.of("quote"), quote);
    }
    return Optional.of(Optional.of(quote.charAt(0)));
  }

  /// Whether the first line is a header; empty if that is to be detected.
  Optional<Boolean> firstLineNames() {
    return header == Switch.AUTO ? Optional.empty() : Optional.of(header == Switch.TRUE);
  }

  /// Whether everything about a table is to be detected.
  boolean leavesTable() {
    return separator().isEmpty() && mark().isEmpty() && header == Switch.AUTO;
  }

  /// The encoding that was named, or that of the file's byte-order mark, or UTF-8.
  ///
  /// @throws IllegalArgumentException if there is no such encoding
  public Charset charset(OpenFile file) throws IOException {
    Optional<Charset> named = named();
    return named.isPresent() ? named.get() : file.mark().orElse(StandardCharsets.UTF_8);
  }

  /// The encoding that was named.
  Optional<Charset> named() {
    if (encoding.equals(AUTO)) {
      return Optional.empty();
    }
    String name = encoding.toLowerCase(Locale.ROOT).equals("cp949") ? "x-windows-949" : encoding;
    try {
      return Optional.of(Charset.forName(name)); // Java's own cp949 is IBM's, with few syllables
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          Sentence.of(
              "%s: there is no encoding \"%s\" (some are UTF-8, UTF-16, cp949, windows-1252,"
                  + " ISO-8859-1)",
              Mention.of("encoding"), encoding),
          e);
    }
  }
}
