package dev.recur.cli;

import dev.recur.data.Layout;
import dev.recur.data.RowReader;
import dev.recur.data.Source;
import dev.recur.task.Classifier;
import java.io.IOException;
import java.io.PrintWriter;
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
      description = "A CSV, TSV or JSON Lines file of texts.")
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
  void run(Path model, Classifier classifier, PrintWriter err) throws IOException {
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
    Source source = withEachLine(source(in, guessed), trained, guessed);
    String column = column(source, trained, guessed);
    tell(err, in, guessed);
    new FilePrediction(classifier, source, column, destination, err).run();
  }

  private void check(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      throw new IllegalArgumentException(
          "--in must name a file with a table or JSON Lines, and %s is a folder".formatted(from));
    }
    if (Files.exists(to) && Files.exists(from) && Files.isSameFile(from, to)) {
      throw new IllegalArgumentException(
          "--in and --out name the same file, %s: give the answers another name".formatted(to));
    }
  }

  /// A text a line: the first line is one, too, unless it is how a column of texts is called.
  private Source withEachLine(Source source, String trained, List<String> guessed)
      throws IOException {
    boolean guessedHeader = source.layout() == Layout.TABLE && source.format().names().isEmpty();
    if (!guessedHeader || header || text != null) {
      return source;
    }
    try (RowReader reader = RowReader.open(source)) {
      String first = reader.columns().getFirst();
      if (reader.columns().size() > 1 || first.equals(trained) || ColumnGuess.isUsualName(first)) {
        return source;
      }
    }
    guessed.add("--no-header");
    return Source.of(source.path(), source.format().withoutHeader());
  }

  /// The column that was named; or what the model was trained on, if the file has it; or a guess.
  private String column(Source source, String trained, List<String> guessed) throws IOException {
    if (text != null) {
      return text;
    }
    try (RowReader reader = RowReader.open(source)) {
      if (Input.has(reader.columns(), List.of(trained))) {
        return trained;
      }
      String column = new ColumnGuess(source.path(), reader.columns(), List.of()).text();
      guessed.add("--text=" + column);
      return column;
    }
  }
}
