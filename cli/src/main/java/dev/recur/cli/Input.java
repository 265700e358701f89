package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.RawRow;
import dev.recur.data.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// A file of texts with labels and all that is needed to read it: nothing is left to guess.
///
/// @param source the file
/// @param text the column of texts, or several with commas between them
/// @param label the column of labels
record Input(Source source, String text, String label) {

  /// Reads the rows that are kept.
  Dataset read(Columns columns, BiPredicate<List<String>, RawRow> kept) throws IOException {
    return Dataset.read(source, columns, kept);
  }

  /// Another file, read in the same way.
  Input of(Path other) {
    return new Input(new Source(other, source.layout(), source.format()), text, label);
  }

  /// The options that give this again.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--text=" + text, "--label=" + label));
    arguments.addAll(TableOptions.arguments(source));
    return arguments;
  }

  /// Whether all of these columns, or lists of columns, are there.
  static boolean has(List<String> there, List<String> wanted) {
    return wanted.stream()
        .allMatch(
            name ->
                there.contains(name)
                    || Stream.of(name.split(",", -1)).map(String::strip).allMatch(there::contains));
  }
}
