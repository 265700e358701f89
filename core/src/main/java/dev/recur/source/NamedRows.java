package dev.recur.source;

import dev.recur.reading.RowReader;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Rows that there are by name, without a file, such as `wordnet`. A [ServiceLoader] finds them: a
/// module declares `provides NamedRows with …`, a jar on the class path names its class in
/// `META-INF/services/dev.recur.source.NamedRows`.
public interface NamedRows {
  /// The name in a plan.
  String name();

  /// What the rows are, for the user.
  String title();

  /// A few texts that nobody labelled, to show predictions of; may be empty.
  List<String> samples();

  /// The names of the columns, which have to show which of them holds what.
  List<String> columns();

  /// Begins to read the rows.
  ///
  /// @param seed what decides, if only some of the rows are taken
  RowReader open(Seed seed) throws IOException;

  /// The rows of a name.
  static Optional<NamedRows> find(String name) {
    return ServiceLoader.load(NamedRows.class, NamedRows.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(rows -> rows.name().equals(name))
        .findFirst();
  }
}
