package dev.recur.source;

import dev.recur.reading.RowReader;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Rows that have a name instead of a file, such as `wordnet`. A [ServiceLoader] finds them: a
/// module declares `provides NamedRows with …`, a jar on the class path names its class in
/// `META-INF/services/dev.recur.source.NamedRows`.
public interface NamedRows {
  /// The name in a plan.
  String name();

  /// What the rows are, in words for the user.
  String title();

  /// A few texts without labels, to show predictions of; may be empty.
  List<String> samples();

  /// What stands above these texts, for the user.
  String samplesTitle();

  /// The names of the columns. The columns of roles are detected by these names alone.
  List<String> columns();

  /// Begins to read the rows. The caller closes the reader.
  ///
  /// @param seed decides which rows are taken, if these are only some
  RowReader open(Seed seed) throws IOException;

  /// The rows of this name; empty if there are none.
  static Optional<NamedRows> find(String name) {
    return ServiceLoader.load(NamedRows.class, NamedRows.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(rows -> rows.name().equals(name))
        .findFirst();
  }
}
