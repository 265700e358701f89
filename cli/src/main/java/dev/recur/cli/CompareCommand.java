package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.pages.ComparisonPage;
import dev.recur.reading.Json;
import dev.recur.run.Evaluation;
import dev.recur.run.Jobs;
import dev.recur.score.Comparison;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur compare`: two models on the same data, and whether their difference means anything.
@Command(
    name = "compare",
    description =
        "Compares two models on the same data, and reports whether their difference is clear.",
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "A model file.")
  Path a;

  @Parameters(index = "1", paramLabel = "B", description = "Another model file, of the same task.")
  Path b;

  @Parameters(
      index = "2",
      paramLabel = "DATA",
      description = "Texts with labels or tagged sentences, as for 'recur evaluate'.")
  Path file;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page with both models side by side.")
  @Nullable Path html;

  @Option(names = "--force", description = "Overwrite the file that --html names.")
  boolean force;

  @Option(names = "--no-report-texts", description = "Leave rows of the data out of the page.")
  boolean noTexts;

  @Mixin EvaluationOptions options;

  private CompareCommand() {}

  /// The command with the options for reading data.
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new CompareCommand());
    SettingsOptions.addData(command.getCommandSpec(), Jobs.roles());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ResultFile> page =
        Optional.ofNullable(html).map(path -> new ResultFile("--html", path, force));
    if (page.isPresent()) {
      page.get().checkApart(a, b, file);
    }
    if (file.toString().equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "DATA is read once for each model, so it cannot be standard input");
    }
    Model first = Jobs.open(a);
    Model second = Jobs.open(b);
    if (!Jobs.of(first).name().equals(Jobs.of(second).name())) {
      throw new IllegalArgumentException(
          "%s: expected a model of the task \"%s\", as %s is, got one of \"%s\""
              .formatted(b, Jobs.of(first).name(), a, Jobs.of(second).name()));
    }
    Evaluation ofA = options.evaluation(spec.commandLine(), first, file.toString());
    Evaluation ofB = options.evaluation(spec.commandLine(), second, file.toString());
    refuseOtherRows(ofA.rows(), ofB.rows());
    Comparison comparison;
    Screen screen = Screen.of(spec.commandLine());
    try (Phase _ = screen.phase("comparing");
        Workers workers = options.workers()) {
      comparison = Comparison.of(ofA.scores(), ofB.scores(), options.seed(), workers);
    }
    if (page.isPresent()) {
      page.get().write(new ComparisonPage(name(a), name(b), ofA, ofB, comparison, !noTexts).html());
    }
    if (json) {
      screen.line("%s", Json.line(object(comparison)));
    } else {
      print(screen, comparison, ofA);
    }
    return 0;
  }

  /// With other columns, rows may have been skipped for one model only.
  private void refuseOtherRows(Dataset rows, Dataset others) {
    boolean same =
        rows.size() == others.size()
            && IntStream.range(0, rows.size())
                .allMatch(i -> rows.row(i).id() == others.row(i).id());
    if (!same) {
      throw new IllegalArgumentException(
          "%s: the models can answer different rows, %s and %s (with texts or labels in other"
                  .formatted(file, NumberText.count(rows.size()), NumberText.count(others.size()))
              + " columns?), so they cannot be compared");
    }
  }

  private void print(Screen screen, Comparison comparison, Evaluation evaluation) {
    screen.line("%s and %s on %s: %s", a, b, evaluation.data(), evaluation.size());
    Blocks blocks = new Blocks(screen, Map.of());
    comparison.blocks(name(a), name(b)).forEach(blocks::print);
    blocks.words(comparison.verdict(name(a), name(b)));
  }

  private Map<String, Object> object(Comparison comparison) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("a", a.toString());
    all.put("b", b.toString());
    all.put("data", file.toString());
    all.putAll(comparison.details());
    all.put("verdict", comparison.verdict(name(a), name(b)));
    return all;
  }

  /// The name of a file, unless both have the same.
  private String name(Path path) {
    boolean same = String.valueOf(a.getFileName()).equals(String.valueOf(b.getFileName()));
    return same ? path.toString() : String.valueOf(path.getFileName());
  }
}
