package dev.recur.source;

import dev.recur.check.Finding;
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

/// Data that has been opened but not yet read, with everything needed to read it: the format, the
/// encoding and the column of each role, named or detected.
///
/// {@snippet class="SourceExamples" region="open"}
///
/// It can be read once, by one thread. `Runs` uses it for training; a program uses it to read data
/// for an existing model ([WantedColumns#knowing]), to score it or to answer its rows.
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
  /// is reported in one [DataEvent.Detected]. Detection looks at the beginning of the data, at most
  /// 16 MiB, and does not consume it.
  ///
  /// @param name the name by which `sources` finds the data
  /// @param settings how the data is read; settings that are `auto` are detected
  /// @param wanted the roles, and the columns that are known for them
  /// @param sources resolves the name
  /// @param seed decides which rows are chosen if [NamedRows] offer only some of theirs
  /// @param listener called by this thread
  /// @throws IllegalArgumentException if the format or the columns are not clear; the message names
  ///   the setting to give
  /// @throws IOException if there is no such data, or it cannot be read
  public static DataFile open(
      String name,
      SourceSettings settings,
      WantedColumns wanted,
      Sources sources,
      Seed seed,
      Consumer<DataEvent> listener)
      throws IOException {
    SequencedMap<String, String> detected = new LinkedHashMap<>();
    DataFile opened = new DataDetection(settings, wanted, detected).open(name, sources, seed);
    if (!detected.isEmpty()) {
      try {
        listener.accept(new DataEvent.Detected(opened.name(), detected));
      } catch (RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }
    return opened;
  }

  /// The data's name in messages.
  public String name() {
    return source.path().toString();
  }

  /// The data's name in a plan.
  public String given() {
    return given;
  }

  /// A description for the user, such as `reviews.csv: column "review" and its label, column
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

  /// A few texts without labels whose predictions can be shown; may be empty.
  public List<String> samples() {
    return found instanceof Sources.Found.Known known ? known.rows().samples() : List.of();
  }

  /// The heading of these texts, for the user; empty if there are none.
  public String samplesTitle() {
    return found instanceof Sources.Found.Known known ? known.rows().samplesTitle() : "";
  }

  /// The path, layout and format from which the data is read.
  public Source source() {
    return source;
  }

  /// The column of each role, by the role's name; several columns of texts are separated by commas.
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
      throw new IllegalArgumentException(
          "%s: no column has the role \"%s\"".formatted(name(), role));
    }
    return column;
  }

  /// The column of a role.
  ///
  /// @throws IllegalArgumentException if there is no such role
  public String column(Role role) {
    return column(role.name());
  }

  /// The encoding of the byte-order mark, if the data begins with one.
  public Optional<Charset> mark() throws IOException {
    return found instanceof Sources.Found.Opened opened ? opened.file().mark() : Optional.empty();
  }

  /// Columns and format as the words of a plan that reads the data in the same way; empty for
  /// [NamedRows].
  public SequencedMap<String, String> words() {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    if (!(found instanceof Sources.Found.Known)) {
      words.putAll(columns);
      words.putAll(SourceSettings.words(source));
    }
    return words;
  }

  /// Begins to read the rows. This can be done once; closing the reader closes the file.
  public RowReader read() throws IOException {
    return switch (found) {
      case Sources.Found.Opened opened -> RowReader.open(opened.file(), source);
      case Sources.Found.Folder _ -> RowReader.open(source);
      case Sources.Found.Known known -> known.rows().open(seed);
    };
  }

  /// Reads all rows that a model can be tested on. Reports rows that were skipped, and rows with a
  /// label that the model does not know. Rows with an empty text are kept, because a model in use
  /// meets them as well.
  ///
  /// @param recipes how the columns are read, from [dev.recur.task.Model#columns]
  /// @param labels the labels that the model knows; empty if it has no list of them
  /// @throws IllegalArgumentException if there is no such row, or the model knows none of the
  ///   labels
  public Dataset readToTest(Columns recipes, Set<String> labels, Consumer<DataEvent> listener)
      throws IOException {
    Dataset data = readAll(recipes, false, listener);
    DataChecks checks = new DataChecks(this);
    checks.refuseEmptyTest(data, given);
    checks.refuseUnknown(data, labels);
    checks
        .found()
        .unseen(data, labels)
        .ifPresent(finding -> listener.accept(new DataEvent.Found(finding)));
    return data;
  }

  Dataset readAll(Columns recipes, boolean toTrain, Consumer<DataEvent> listener)
      throws IOException {
    KeptRows kept = new KeptRows(roles, columns, recipes.names(), toTrain);
    try (RowReader reader = read()) {
      Dataset data = Dataset.read(reader, recipes, kept);
      kept.report(listener);
      reader.notes().stream()
          .map(note -> Finding.of("reading", Finding.Severity.WARNING, note))
          .forEach(finding -> listener.accept(new DataEvent.Found(finding)));
      return data;
    }
  }

  /// Opens other data that is read in the same way, except that its own byte-order mark, if it has
  /// one, determines the encoding.
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
        other = new Sources.Found.Folder(path); // its reader reports one that is none
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
