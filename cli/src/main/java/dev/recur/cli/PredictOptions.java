package dev.recur.cli;

import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.Source;
import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a prediction from a file into a file.
final class PredictOptions extends TableOptions {
  @Option(
      names = "--in",
      paramLabel = "FILE",
      description =
          "A CSV, TSV or JSON Lines file, a file with one text per line, or a folder of texts;"
              + " - is standard input.")
  @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where its rows are written, with all columns, a label, its probability, and a flag where"
              + " the text is empty or the model unsure; - is standard output.")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite the file that --out names.")
  boolean force;

  boolean isAsked() {
    return in != null || out != null;
  }

  /// Predicts, after what cannot be meant was refused.
  void run(Path model, Classifier classifier, Screen screen) throws IOException {
    if (in == null || out == null) {
      throw new IllegalArgumentException(
          "--in and --out go together: got %s without %s"
              .formatted(in == null ? "--out" : "--in", in == null ? "--in" : "--out"));
    }
    Destination destination = new Destination(out, force);
    check(in, out);
    destination.check();
    if (Files.exists(out) && Files.isSameFile(model, out)) {
      throw new IllegalArgumentException(
          "--out names the model, %s: give the answers another name".formatted(out));
    }
    List<String> guessed = new ArrayList<>();
    String trained = classifier.metadata().getOrDefault("data.text", "");
    Opened opened = withEachLine(open(in, guessed), trained, guessed);
    String column = column(opened, trained, guessed);
    tell(screen.err(), opened.source().path(), guessed);
    new FilePrediction(classifier, opened, column, destination, screen).run();
  }

  private void check(Path from, Path to) throws IOException {
    if (Files.exists(to) && Files.exists(from) && Files.isSameFile(from, to)) {
      throw new IllegalArgumentException(
          "--in and --out name the same file, %s: give the answers another name".formatted(to));
    }
  }

  /// A text a line: the first line is one, too, unless it is how a column of texts is called.
  private Opened withEachLine(Opened opened, String trained, List<String> guessed)
      throws IOException {
    Source source = opened.source();
    boolean guessedHeader = source.layout() == Layout.TABLE && source.format().names().isEmpty();
    if (!guessedHeader || header || text != null) {
      return opened;
    }
    List<String> columns = opened.look(row -> false);
    boolean known =
        Input.has(columns, List.of(trained)) || columns.stream().anyMatch(ColumnGuess::isUsualName);
    if (known || (columns.size() > 1 && !source.path().toString().endsWith(".txt"))) {
      return opened;
    }
    guessed.add("--no-header");
    return opened.with(source.format().withoutHeader());
  }

  /// The column that was named; or what the model was trained on, if the file has it; or a guess.
  private String column(Opened opened, String trained, List<String> guessed) throws IOException {
    if (text != null) {
      return text;
    }
    Layout layout = opened.source().layout();
    if (layout != Layout.TABLE && layout != Layout.JSONL) {
      return "text";
    }
    List<RawRow> rows = new ArrayList<>();
    List<String> columns = opened.look(row -> FormatGuess.sample(rows, row));
    if (Input.has(columns, List.of(trained))) {
      return trained;
    }
    String column = new ColumnGuess(opened.source(), columns, rows).text();
    guessed.add("--text=" + column);
    return column;
  }
}
