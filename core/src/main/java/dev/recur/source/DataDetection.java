package dev.recur.source;

import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.OpenFile;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Detects what the user left open: how data is read, and which columns are used.
///
/// @param settings how data is read, as far as the user set it
/// @param wanted the columns, as far as they are known
/// @param detected receives the settings that were detected
record DataDetection(
    SourceSettings settings, WantedColumns wanted, SequencedMap<String, String> detected) {

  /// Opens the data of this name.
  DataFile open(String name, Sources sources, Seed seed) throws IOException {
    Sources.Found found = sources.find(name);
    try {
      Source source =
          switch (found) {
            case Sources.Found.Opened opened -> withEachLine(opened, source(opened.file()));
            case Sources.Found.Folder folder -> source(folder.path());
            case Sources.Found.Known known -> Source.of(Path.of(known.rows().name()), Format.csv());
          };
      return new DataFile(
          name, source, found, sources, seed, wanted.roles(), columns(found, source));
    } catch (IOException | RuntimeException e) {
      if (found instanceof Sources.Found.Opened opened) {
        opened.file().close();
      }
      throw e;
    }
  }

  private Source source(Path folder) throws IOException {
    Optional<Layout> named = settings.layout();
    Charset charset = settings.named().orElse(StandardCharsets.UTF_8);
    Layout layout = named.isPresent() ? named.get() : FolderGuess.layout(folder);
    if (named.isEmpty()) {
      detected.put("format", layout.toString());
    }
    return new Source(folder, layout, Format.csv().in(charset));
  }

  private Source source(OpenFile file) throws IOException {
    Charset charset = settings.charset(file);
    if (settings.named().isEmpty() && !charset.equals(StandardCharsets.UTF_8)) {
      detected.put("encoding", charset.toString());
    }
    Path path = Path.of(file.name());
    List<String> named = wanted.roles().stream().flatMap(role -> named(role).stream()).toList();
    FormatGuess guess = new FormatGuess(file, path, settings, named, wanted.hasWords(), detected);
    Layout layout = layout(guess, charset);
    Format base = Format.csv().in(charset);
    if (layout == Layout.TABLE && wanted.isOneText() && guess.isLines(charset, known())) {
      return new Source(path, layout, guess.ofLines(base));
    }
    return new Source(path, layout, layout == Layout.TABLE ? guess.of(base) : base);
  }

  private Optional<String> named(Role role) {
    return Optional.ofNullable(wanted.named().get(role.name()));
  }

  private Layout layout(FormatGuess guess, Charset charset) throws IOException {
    Optional<Layout> named = settings.layout();
    if (named.isPresent()) {
      return named.get();
    }
    Layout layout = guess.layout(charset);
    boolean obvious =
        (layout == Layout.JSONL && FormatGuess.isNamedJson(guess.path()))
            || (layout == Layout.CONLLU && guess.path().toString().endsWith(".conllu"));
    if (layout != Layout.TABLE && !obvious) {
      detected.put("format", layout.toString());
    }
    return layout;
  }

  /// If only a text is needed, a file may have one text per line, and its first line is a text as
  /// well, unless it looks like the name of a column of texts.
  private Source withEachLine(Sources.Found.Opened opened, Source source) throws IOException {
    boolean headed = source.layout() == Layout.TABLE && source.format().names().isEmpty();
    if (!headed
        || !wanted.isOneText()
        || settings.firstLineNames().orElse(false)
        || !wanted.named().isEmpty()) {
      return source;
    }
    List<String> columns = RowReader.look(opened.file(), source, row -> false);
    boolean known =
        ColumnGuess.has(columns, known()) || columns.stream().anyMatch(Kinds::isUsualName);
    if (known || (columns.size() > 1 && !source.path().toString().endsWith(".txt"))) {
      return source;
    }
    detected.put("header", "false");
    return Source.of(source.path(), source.format().withoutHeader());
  }

  /// The columns that a model was trained on, for every role; a missing one becomes a name that no
  /// column has.
  private List<String> known() {
    return wanted.roles().stream()
        .map(role -> wanted.known().getOrDefault(role.name(), "\0"))
        .toList();
  }

  private SequencedMap<String, String> columns(Sources.Found found, Source source)
      throws IOException {
    if (source.layout().isSentences()) {
      return ofSentences(look(found, source, new ArrayList<>()), source);
    }
    if (wanted.roles().stream().allMatch(role -> named(role).isPresent())) {
      return inOrder(wanted.named());
    }
    boolean named = source.layout() == Layout.TABLE || source.layout() == Layout.JSONL;
    if (!named) {
      Map<String, String> usual = new LinkedHashMap<>(wanted.named());
      wanted.roles().forEach(role -> usual.putIfAbsent(role.name(), Kinds.usual(role)));
      return inOrder(usual);
    }
    List<RawRow> rows = new ArrayList<>();
    List<String> there = look(found, source, rows);
    Map<String, String> trained = new LinkedHashMap<>(wanted.known());
    trained.putAll(wanted.named());
    boolean all = wanted.roles().stream().allMatch(role -> trained.containsKey(role.name()));
    if (all && ColumnGuess.has(there, List.copyOf(inOrder(trained).values()))) {
      WantedColumns.refuseEqual(wanted.roles(), trained);
      return inOrder(trained);
    }
    SequencedMap<String, String> columns =
        inOrder(new ColumnGuess(source, there, rows).of(wanted.roles(), wanted.named()));
    if (!(found instanceof Sources.Found.Known)) {
      columns.forEach(
          (role, column) -> {
            if (!wanted.named().containsKey(role)) {
              detected.put(role, column);
            }
          });
    }
    return columns;
  }

  /// The columns of a file with one word per line: those that are named, those that a model was
  /// trained on if a file of this layout has them, or else the usual ones.
  private SequencedMap<String, String> ofSentences(List<String> there, Source source) {
    Map<String, String> columns = new LinkedHashMap<>();
    wanted.named().forEach((role, name) -> columns.put(role, SentenceColumns.name(name, there)));
    for (Role role : wanted.roles()) {
      String known = wanted.known().getOrDefault(role.name(), "");
      if (!columns.containsKey(role.name()) && there.contains(known)) {
        columns.put(role.name(), known);
      } else if (!columns.containsKey(role.name())) {
        String usual = SentenceColumns.usual(role, source, there);
        detected.put(role.name(), usual);
        columns.put(role.name(), usual);
      }
    }
    return inOrder(columns);
  }

  /// Returns the columns of data and collects its first rows; of [NamedRows] only the columns are
  /// looked at.
  private static List<String> look(Sources.Found found, Source source, List<RawRow> rows)
      throws IOException {
    return switch (found) {
      case Sources.Found.Opened opened ->
          RowReader.look(opened.file(), source, row -> FormatGuess.sample(rows, row));
      case Sources.Found.Folder _ -> {
        try (RowReader reader = RowReader.open(source)) { // which reports one that is none
          yield reader.columns();
        }
      }
      case Sources.Found.Known known -> known.rows().columns();
    };
  }

  private SequencedMap<String, String> inOrder(Map<String, String> columns) {
    SequencedMap<String, String> ordered = new LinkedHashMap<>();
    for (Role role : wanted.roles()) {
      String column = columns.get(role.name());
      if (column != null) {
        ordered.put(role.name(), column);
      }
    }
    return ordered;
  }
}
