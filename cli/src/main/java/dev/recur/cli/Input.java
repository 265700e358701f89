package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.reading.Blank;
import dev.recur.reading.RowReader;
import dev.recur.settings.Sentence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file of texts with labels and all that is needed to read it: nothing is left to guess.
///
/// @param opened the file
/// @param text the column of texts, or several with commas between them
/// @param label the column of labels
record Input(Opened opened, String text, String label) {

  /// Reads the rows that are kept, once, and prints what was passed over.
  Dataset read(Columns columns, Skipped skipped, PrintWriter err) throws IOException {
    try (RowReader reader = opened.read()) {
      Dataset data = Dataset.read(reader, columns, skipped);
      skipped.tell(err);
      reader.notes().stream().map(Sentence::flags).map(Shown::line).forEach(err::println);
      err.flush();
      return data;
    }
  }

  /// What messages call the file.
  Path path() {
    return opened.source().path();
  }

  /// Another file, read in the same way.
  Input of(Path other) throws IOException {
    return new Input(Opened.as(opened.source(), other), text, label);
  }

  /// The options that give this again.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--text=" + text, "--label=" + label));
    arguments.addAll(TableOptions.arguments(opened.source()));
    return arguments;
  }

  /// Whether all of these columns, or lists of columns, are there.
  static boolean has(List<String> there, List<String> wanted) {
    return wanted.stream()
        .allMatch(
            name ->
                there.contains(name)
                    || Stream.of(name.split(",", -1)).map(Blank::strip).allMatch(there::contains));
  }
}
