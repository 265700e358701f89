package dev.recur.source;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.reading.Format;
import dev.recur.reading.Layout;
import dev.recur.reading.OpenFile;
import dev.recur.reading.RowReader;
import dev.recur.reading.Source;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Data that has been opened and not yet read, with all that is needed to read it: format, encoding
/// and the column of each role, named or detected.
///
///     WantedColumns wanted = WantedColumns.of(job.roles(), Map.of("text", "review"));
///     DataFile file =
///         DataFile.open("reviews.csv", SourceSettings.auto(), wanted, Sources.files(), seed, e -> {});
///     file.columns(); // {text=review, label=stars}
///
/// It can be read once, by one thread. `Runs` uses it to train; a program uses it to read data for
/// a model that exists ([WantedColumns#knowing]), to score or to answer its rows.
public final class DataFile implements Closeable {
  private final String given;
  private final Source source;
  private final Sources.Found found;
  private final Sources sources;
  private final Seed seed;
  private final List<Role> roles;
  private final SequencedMap<String, String> columns;

  DataFile(
      String given,
      Source source,
      Sources.Found found,
      Sources sources,
      Seed seed,
      List<Role> roles,
      SequencedMap<String, String> columns) {
    this.given = given;
    this.source = source;
    this.found = found;
    this.sources = sources;
    this.seed = seed;
    this.roles = roles;
    this.columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
  }

  /// Opens data and detects what the settings and the wanted columns leave open. What was detected
  /// is reported in one [DataEvent.Guessed]. Detection looks at the beginning of the data, at most
  /// 16 MiB, and does not use it up.
  ///
  /// @param name what `sources` knows it by
  /// @param settings how it is read; what is `auto` is detected
  /// @param wanted the roles, and the columns that are known for them
  /// @param sources what the name means
  /// @param seed decides which rows are taken, if [NamedRows] offer only some of theirs
  /// @param listener called by this thread
  /// @throws IllegalArgumentException if format or columns are not clear; asks for the setting
  /// @throws IOException if there is no such data, or it cannot be read
  public static DataFile open(
      String name,
      SourceSettings settings,
      WantedColumns wanted,
      Sources sources,
      Seed seed,
      Consumer<DataEvent> listener)
      throws IOException {
    SequencedMap<String, String> guessed = new LinkedHashMap<>();
    DataFile opened = new DataDetection(settings, wanted, guessed).open(name, sources, seed);
    if (!guessed.isEmpty()) {
      try {
        listener.accept(new DataEvent.Guessed(opened.name(), guessed));
      } catch (RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }
    return opened;
  }

  /// What messages call it.
  public String name() {
    return source.path().toString();
  }

  /// What a plan calls it.
  public String given() {
    return given;
  }

  /// What it is, in words for the user, such as `reviews.csv: column "review" and its label, column
  /// "stars"`.
  public String title() {
    if (found instanceof Sources.Found.Known known) {
      return known.rows().title();
    }
    return name()
        + ": "
        + roles.stream()
            .map(
                role ->
                    "%scolumn \"%s\""
                        .formatted(
                            role.equals(roles.getFirst()) ? "" : "its " + role.name() + ", ",
                            column(role)))
            .collect(Collectors.joining(" and "));
  }

  /// A few texts without labels, to show predictions of; may be empty.
  public List<String> samples() {
    return found instanceof Sources.Found.Known known ? known.rows().samples() : List.of();
  }

  /// What stands above these texts, for the user; empty where there are none.
  public String samplesTitle() {
    return found instanceof Sources.Found.Known known ? known.rows().samplesTitle() : "";
  }

  /// How it is read.
  public Source source() {
    return source;
  }

  /// The column of each role, by the role's name; several texts have commas between them.
  public SequencedMap<String, String> columns() {
    return columns;
  }

  List<Role> roles() {
    return roles;
  }

  /// The column of a role.
  ///
  /// @throws IllegalArgumentException if there is no such role
  public String column(String role) {
    String column = columns.get(role);
    if (column == null) {
      throw new IllegalArgumentException("%s: no column is \"%s\"".formatted(name(), role));
    }
    return column;
  }

  /// The column of a role.
  public String column(Role role) {
    return column(role.name());
  }

  /// The encoding of its byte-order mark, if it begins with one.
  public Optional<Charset> mark() throws IOException {
    return found instanceof Sources.Found.Opened opened ? opened.file().mark() : Optional.empty();
  }

  /// Columns and format as words of a plan that reads it in the same way; none for [NamedRows].
  public SequencedMap<String, String> words() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    if (!(found instanceof Sources.Found.Known)) {
      words.putAll(columns);
      words.putAll(SourceSettings.words(source));
    }
    return words;
  }

  /// Begins to read the rows, which can be done once; the reader closes the file.
  public RowReader read() throws IOException {
    return switch (found) {
      case Sources.Found.Opened opened -> RowReader.open(opened.file(), source);
      case Sources.Found.Folder _ -> RowReader.open(source);
      case Sources.Found.Known known -> known.rows().open(seed);
    };
  }

  /// Reads all rows that a model can be tested on, and reports what was skipped and which rows have
  /// a label that the model does not know. Rows without a text are kept, as a model in use meets
  /// such.
  ///
  /// @param recipes how the columns are read, as [dev.recur.task.Model#columns] gives it
  /// @param labels the labels that the model knows
  /// @throws IllegalArgumentException if there is no such row
  public Dataset readToTest(Columns recipes, Set<String> labels, Consumer<DataEvent> listener)
      throws IOException {
    Dataset data = readAll(recipes, false, listener);
    new DataChecks(this, listener).refuseEmptyTest(data, given);
    new DataChecks(this, listener).tellUnseen(data, labels, false);
    return data;
  }

  Dataset readAll(Columns recipes, boolean toTrain, Consumer<DataEvent> listener)
      throws IOException {
    KeptRows kept = new KeptRows(roles, columns, recipes.names(), toTrain);
    try (RowReader reader = read()) {
      Dataset data = Dataset.read(reader, recipes, kept);
      kept.tell(listener);
      reader.notes().forEach(note -> listener.accept(new DataEvent.Told(note)));
      return data;
    }
  }

  /// Other data that is read in the same way, in the encoding of its own byte-order mark, if it has
  /// one.
  DataFile alike(String name) throws IOException {
    Layout layout = source.layout();
    Sources.Found other = findAlike(name);
    Format format = source.format();
    Path path = Path.of(name);
    if (other instanceof Sources.Found.Opened opened) {
      OpenFile file = opened.file();
      path = Path.of(file.name());
      try {
        format = file.mark().map(format::in).orElse(format);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
      if (layout.isFolder()) {
        file.close();
        other = new Sources.Found.Folder(path); // whoever reads it says that it is none
      }
    }
    return new DataFile(
        name, new Source(path, layout, format), other, sources, seed, roles, columns);
  }

  private Sources.Found findAlike(String name) throws IOException {
    try {
      return sources.find(name);
    } catch (NoSuchFileException e) {
      if (source.layout().isFolder()) {
        throw (IOException)
            new NoSuchFileException(name, null, "there is no such folder").initCause(e);
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (found instanceof Sources.Found.Opened opened) {
      opened.file().close();
    }
  }
}
