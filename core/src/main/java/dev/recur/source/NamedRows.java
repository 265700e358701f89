package dev.recur.source;

import dev.recur.reading.RowReader;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// A data set that a plan refers to by name instead of by file, such as `wordnet`.
///
/// {@snippet class="SourceExamples" region="named"}
///
/// A [ServiceLoader] finds implementations: a module declares `provides NamedRows with …`; a jar on
/// the class path names its class in `META-INF/services/dev.recur.source.NamedRows`.
public interface NamedRows {
  /// The name that plans use.
  String name();

  /// A description for the user.
  String title();

  /// A few texts without labels whose predictions can be shown; may be empty.
  List<String> samples();

  /// The heading of these texts, for the user.
  String samplesTitle();

  /// The names of the columns. The columns of roles are detected from these names alone.
  List<String> columns();

  /// Begins to read the rows. The caller closes the reader.
  ///
  /// @param seed decides which rows are chosen, if not all are
  /// @throws IOException if the rows cannot be read
  RowReader open(Seed seed) throws IOException;

  /// Finds the rows of this name; empty if there are none.
  static Optional<NamedRows> find(String name) {
    return ServiceLoader.load(NamedRows.class, NamedRows.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(rows -> rows.name().equals(name))
        .findFirst();
  }
}
