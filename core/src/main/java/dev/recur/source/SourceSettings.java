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

/// How data is read. A setting that is `auto` is detected if the data shows it clearly; otherwise
/// an error asks for it.
///
/// {@snippet class="SourceExamples" region="settings"}
///
/// @param format the layout of the data, as in [Layout], or `csv` or `tsv`
/// @param delimiter the column separator of a table: a character, or a name such as `tab`
/// @param quote the quotation mark of a table, or `none`
/// @param header whether the first line of a table names the columns
/// @param encoding the encoding of the text; `auto` is UTF-8, or that of a byte-order mark
public record SourceSettings(
    @Setting(
            help =
                "csv, tsv, jsonl (one JSON object per line), conllu or conll (one word with its tags"
                    + " on each line), fasttext (a label and a text on each line), folders (one"
                    + " folder per class, one file per text) or files (one file per class, one text"
                    + " per line).",
            byDefault = AUTO,
            defaultHelp = "detected",
            label = "FORMAT")
        String format,
    @Setting(
            help = "The column separator: a character, or tab, comma, semicolon, pipe, space.",
            byDefault = AUTO,
            defaultHelp = "detected",
            label = "C")
        String delimiter,
    @Setting(
            help = "The quotation mark, or none if \" is an ordinary character.",
            byDefault = AUTO,
            defaultHelp = "detected",
            label = "C")
        String quote,
    @Setting(
            help = "The first line names the columns.",
            byDefault = AUTO,
            defaultHelp = "detected",
            off = "There is no header; the columns are called 1, 2 and so on.")
        Switch header,
    @Setting(
            help = "The encoding of the text, such as ISO-8859-1 or cp949.",
            byDefault = AUTO,
            defaultHelp = "UTF-8, or that of a byte-order mark",
            label = "NAME")
        String encoding) {
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String TSV = "tsv";
  private static final String FORMATS = "csv, tsv, jsonl, conllu, conll, fasttext, folders, files";
  private static final Map<String, Character> DELIMITERS =
      Map.of("tab", '\t', "comma", ',', "semicolon", ';', "pipe", '|', "space", ' ');

  /// Refuses invalid values.
  public SourceSettings {
    layout(format);
    separator(delimiter);
    mark(quote);
  }

  /// Returns settings that leave everything to detection.
  public static SourceSettings auto() {
    return Settings.create(SourceSettings.class, Map.of());
  }

  /// The settings that read this source in the same way again, as words.
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

  /// Returns the name of a delimiter, such as `tab`; those without a name are returned as they are.
  public static String name(char delimiter) {
    return DELIMITERS.entrySet().stream()
        .filter(entry -> entry.getValue() == delimiter)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Character.toString(delimiter));
  }

  /// The layout that the user named.
  Optional<Layout> layout() {
    return layout(format);
  }

  private static Optional<Layout> layout(String format) {
    return switch (format) {
      case AUTO -> Optional.empty();
      case "csv", TSV -> Optional.of(Layout.TABLE);
      case "jsonl" -> Optional.of(Layout.JSONL);
      case "conllu" -> Optional.of(Layout.CONLLU);
      case "conll" -> Optional.of(Layout.CONLL);
      case "fasttext" -> Optional.of(Layout.FASTTEXT);
      case "folders" -> Optional.of(Layout.FOLDERS);
      case "files" -> Optional.of(Layout.FILES);
      default ->
          throw SettingException.of(
              "%s must be one of %s, got \"%s\"", Mention.of("format"), FORMATS, format);
    };
  }

  /// The separator that the user named.
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

  /// The quotation mark that the user named; the inner optional is empty for `none`.
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

  /// Whether the first line is a header; empty if this is to be detected.
  Optional<Boolean> firstLineNames() {
    return header == Switch.AUTO ? Optional.empty() : Optional.of(header == Switch.TRUE);
  }

  /// Whether the whole format of a table is to be detected.
  boolean leavesTable() {
    return separator().isEmpty() && mark().isEmpty() && header == Switch.AUTO;
  }

  /// Returns the encoding that the user named, or that of the file's byte-order mark, or UTF-8.
  ///
  /// @throws IllegalArgumentException if there is no such encoding
  public Charset charset(OpenFile file) throws IOException {
    Optional<Charset> named = named();
    return named.isPresent() ? named.get() : file.mark().orElse(StandardCharsets.UTF_8);
  }

  /// The encoding that the user named.
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
