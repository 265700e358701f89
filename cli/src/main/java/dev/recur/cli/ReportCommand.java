package dev.recur.cli;

import dev.recur.pages.EvaluationPage;
import dev.recur.pages.RunPage;
import dev.recur.reading.Blank;
import dev.recur.run.Finished;
import dev.recur.run.Jobs;
import dev.recur.run.PreparedRun;
import dev.recur.run.RunEvent;
import dev.recur.run.RunFiles;
import dev.recur.run.Runs;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur report`: writes the page about a model again, or one about its answers to other data.
@Command(
    name = "report",
    description = {
      "Writes a page about a model: how good it is, how it was trained and where it errs.",
      "Without DATA, repeats the test of the training, with the .run.args and .metrics.jsonl files"
          + " beside the model."
    },
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
  Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = "Texts with labels or tagged sentences, as for 'recur evaluate'.")
  @Nullable Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The page (default: beside the model; MODEL.html, or MODEL.DATA.html with DATA).")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite an existing page.")
  boolean force;

  @Option(names = "--no-report-texts", description = "Leave rows of the data out of the page.")
  boolean noTexts;

  @Mixin EvaluationOptions options;

  private ReportCommand() {}

  /// The command with the options for reading data.
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new ReportCommand());
    SettingsOptions.addData(command.getCommandSpec(), Jobs.roles());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    boolean again = file == null && out == null; // the page that the training has written
    ResultFile page = new ResultFile("--out", out == null ? usual() : out, force || again);
    refuseUnused();
    page.checkApart(file == null ? new Path[] {model} : new Path[] {model, file});
    Model opened = Jobs.open(model);
    page.write(file == null ? again(opened) : on(opened, file));
    Screen.of(spec.commandLine()).line("Saved as %s.", page.path());
    return 0;
  }

  /// Without DATA, the data and how it is read are those of the training.
  private void refuseUnused() {
    List<String> own = List.of("--out", "--force", "--no-report-texts", "--threads", "--debug");
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> file == null && !own.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ParameterException(
                  spec.commandLine(),
                  name + " is about DATA, and without it the test of the training is repeated");
            });
  }

  /// The name of the page unless the user names one.
  private Path usual() {
    if (file == null) {
      return RunFiles.beside(model, ".html");
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\..*", "");
    return RunFiles.beside(
        model, "." + (Blank.is(name) || name.equals("-") ? "data" : name) + ".html");
  }

  private String title() {
    return String.valueOf(model.getFileName());
  }

  private String on(Model opened, Path data) throws IOException {
    EvaluationPage page =
        new EvaluationPage(
            title(), options.evaluation(spec.commandLine(), opened, data.toString()));
    return (noTexts ? page.withoutTexts() : page).html();
  }

  private static PreparedRun<?> prepared(
      PastRunPlan past, Path arguments, Consumer<RunEvent> listener) throws IOException {
    try {
      return Runs.prepare(past.plan(), past.sources(), listener);
    } catch (NoSuchFileException e) {
      NoSuchFileException more =
          new NoSuchFileException(
              e.getFile(),
              null,
              "there is no such file, which %s names (is it relative to another folder?); name the"
                      .formatted(arguments)
                  + " data: recur report MODEL DATA");
      more.initCause(e);
      throw more;
    }
  }

  private String again(Model opened) throws IOException {
    Path arguments = RunFiles.beside(model, ".run.args");
    Path figures = RunFiles.beside(model, ".metrics.jsonl");
    for (Path needed : List.of(arguments, figures)) {
      if (!Files.exists(needed)) {
        throw new NoSuchFileException(
            needed.toString(),
            null,
            "there is no such file, so the test of the training cannot be repeated; name the data:"
                + " recur report MODEL DATA");
      }
    }
    PastRunPlan past = PastRunPlan.of(arguments);
    RunPage all = new RunPage(title());
    RunPage page = noTexts || !past.texts() ? all.withoutTexts() : all;
    Screen screen = Screen.of(spec.commandLine());
    try (RunScreen listener = new RunScreen(screen.quiet());
        Workers workers = options.workers()) {
      PreparedRun<?> run = prepared(past, arguments, listener);
      Finished<?> finished = run.report(opened, figures, workers, page.andThen(listener));
      return page.html(finished);
    }
  }
}
