package dev.recur.cli;

import dev.recur.run.Jobs;
import dev.recur.source.DataFile;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of a prediction from a file into a file.
final class PredictOptions {
  /// The roles of the columns that models are given.
  static List<Role> roles() {
    return given(Jobs.roles());
  }

  private static List<Role> given(List<Role> roles) {
    return roles.stream().filter(Role::given).toList();
  }

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description =
          "A CSV, TSV or JSON Lines file, a file with one text or one word per line, or a folder of"
              + " texts; - is standard input.")
  @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file for the rows with all columns, a label, its probability, and a flag if the text"
              + " is empty or the model is unsure, or for the sentences with their tags; - is"
              + " standard output.")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite the file that --out names.")
  boolean force;

  boolean isAsked() {
    return in != null || out != null;
  }

  /// Checks the options and predicts.
  void run(ParseResult parsed, Path file, Model model, Screen screen) throws IOException {
    if (in == null || out == null) {
      throw new IllegalArgumentException(
          "--in and --out must be given together, got %s without %s"
              .formatted(in == null ? "--out" : "--in", in == null ? "--in" : "--out"));
    }
    Destination destination = new Destination(out, force);
    check(in, out);
    destination.check();
    if (Files.exists(out) && Files.isSameFile(file, out)) {
      throw new IllegalArgumentException(
          "--out names the model, %s: give the answers another name".formatted(out));
    }
    List<Role> roles = given(model.roles());
    WantedColumns wanted =
        WantedColumns.of(roles, SettingsOptions.columns(parsed, roles)).knowing(model.trainedOn());
    SourceSettings source = SettingsOptions.read(parsed, SourceSettings.class);
    try (RunScreen listener = new RunScreen(screen);
        DataFile data =
            DataFile.open(
                in.toString(), source, wanted, Sources.files(), Seed.of(0), listener.ofData())) {
      listener.end();
      new FilePrediction(model, data, destination, screen).run();
    }
  }

  private void check(Path from, Path to) throws IOException {
    if (Files.exists(to) && Files.exists(from) && Files.isSameFile(from, to)) {
      throw new IllegalArgumentException(
          "--in and --out name the same file, %s: give the answers another name".formatted(to));
    }
  }
}
