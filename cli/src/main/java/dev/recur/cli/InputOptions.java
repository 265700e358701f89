package dev.recur.cli;

import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how a file of texts with labels is read, for whichever command needs one.
final class InputOptions extends TableOptions {
  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "The column of labels. (default: guessed)")
  @Nullable String label;

  /// The file with all that is needed to read it; what had to be guessed is told in one line.
  ///
  /// @throws IllegalArgumentException where something is not obvious: asks for it
  Input input(Path path, PrintWriter err) throws IOException {
    return input(path, List.of(), err);
  }

  /// The same where a model is there already, which names its columns: they are taken unless others
  /// were named, if the file has them.
  ///
  /// @param known the columns of texts and of labels that the model was trained on; or nothing
  Input input(Path path, List<String> known, PrintWriter err) throws IOException {
    if (text != null && label != null) {
      different(List.of(text, label));
    }
    List<String> guessed = new ArrayList<>();
    Opened opened = open(path, guessed);
    List<String> columns = columns(opened, known, guessed);
    tell(err, opened.source().path(), guessed);
    return new Input(opened, columns.get(0), columns.get(1));
  }

  private static List<String> different(List<String> columns) {
    if (columns.get(0).equals(columns.get(1))) {
      throw new IllegalArgumentException(
          "--text and --label must name two columns, got \"%s\" for both"
              .formatted(columns.get(0)));
    }
    return columns;
  }

  @Override
  List<String> columnsSaid() {
    List<String> said = new ArrayList<>(super.columnsSaid());
    if (label != null) {
      said.add(label);
    }
    return said;
  }

  private List<String> columns(Opened opened, List<String> known, List<String> guessed)
      throws IOException {
    if (text != null && label != null) {
      return List.of(text, label);
    }
    if (opened.source().layout() != Layout.TABLE && opened.source().layout() != Layout.JSONL) {
      return List.of(text == null ? "text" : text, label == null ? "label" : label);
    }
    List<RawRow> rows = new ArrayList<>();
    List<String> there = opened.look(row -> FormatGuess.sample(rows, row));
    return columns(new ColumnGuess(opened.source(), there, rows), known, guessed);
  }

  private List<String> columns(ColumnGuess guess, List<String> known, List<String> guessed) {
    if (known.size() == 2) {
      List<String> trained =
          List.of(text == null ? known.get(0) : text, label == null ? known.get(1) : label);
      if (Input.has(guess.columns(), trained)) {
        return different(trained);
      }
    }
    List<String> columns =
        text != null
            ? List.of(text, guess.labelBeside(text))
            : label != null ? List.of(guess.textBeside(label), label) : guess.both();
    if (text == null) {
      guessed.add("--text=" + columns.get(0));
    }
    if (label == null) {
      guessed.add("--label=" + columns.get(1));
    }
    return columns;
  }
}
