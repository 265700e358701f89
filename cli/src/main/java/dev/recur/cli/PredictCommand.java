package dev.recur.cli;

import dev.recur.reading.OpenFile;
import dev.recur.reading.TextLines;
import dev.recur.reading.TextReader;
import dev.recur.run.Jobs;
import dev.recur.source.SourceSettings;
import dev.recur.task.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur predict`: prints a trained model's answers to texts.
@Command(
    name = "predict",
    description = {
      "Makes predictions with a trained model, such as the labels of texts; prints a line for each"
          + " text.",
      "'--in FILE --out FILE' copies a file and adds the answers: a label and its probability to each"
          + " row, or tags to each sentence."
    },
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {
  private static final int AT_ONCE = 64; // lines that have already arrived

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
  Path model;

  @Parameters(
      index = "1..*",
      paramLabel = "TEXT",
      description = "The texts; without any, each line of standard input is a text.")
  @Nullable List<String> texts;

  @Mixin PredictOptions file;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many labels to print for each text (default: " + Answers.TOP + ").")
  int top = Answers.TOP;

  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      description =
          "Mark answers less likely than this as unsure (default: the value in the model file).")
  @Nullable Double minConfidence;

  @Option(
      names = "--nbest",
      paramLabel = "N",
      description = "Answer with the N most likely tag sequences of each sentence.")
  int nbest = 1;

  @Option(
      names = "--tokenized",
      description = "The texts are already tokenized: split them at spaces only.")
  boolean tokenized;

  private PredictCommand() {}

  /// The command with the options for reading data.
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new PredictCommand());
    SettingsOptions.addData(command.getCommandSpec(), PredictOptions.roles());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new IllegalArgumentException("--top must be at least 1, got " + top);
    }
    if (nbest < 1) {
      throw new IllegalArgumentException("--nbest must be at least 1, got " + nbest);
    }
    if (file.isAsked()
        && (texts != null || spec.commandLine().getParseResult().hasMatchedOption("--top"))) {
      throw new IllegalArgumentException(
          "--in FILE reads the texts and writes one answer for each, so %s cannot be given with it"
              .formatted(texts == null ? "--top" : "TEXT"));
    }
    refuseOptionsWithoutFile();
    Model loaded = Jobs.open(model);
    Model sure = minConfidence == null ? loaded : loaded.withMinConfidence(minConfidence);
    Model several = nbest == 1 ? sure : sure.withBest(nbest);
    Model asked = tokenized ? TokenizedModel.of(several) : several;
    if (file.isAsked()) {
      file.run(spec.commandLine().getParseResult(), model, asked, Screen.of(spec.commandLine()));
    } else if (texts == null || isStandardInput()) {
      predictLines(asked);
    } else {
      print(Answers.lines(asked, texts, top));
    }
    return 0;
  }

  /// `-` alone, unless it stands after `--`, where everything is a text.
  private boolean isStandardInput() {
    List<String> typed = spec.commandLine().getParseResult().originalArgs();
    return List.of("-").equals(texts) && !typed.contains("--");
  }

  private void refuseOptionsWithoutFile() {
    List<String> given =
        spec.options().stream()
            .filter(option -> isAboutFile(option.longestName()))
            .sorted(Comparator.comparingInt(OptionSpec::order)) // as in the help
            .filter(option -> spec.commandLine().getParseResult().hasMatchedOption(option))
            .map(OptionSpec::longestName)
            .filter(name -> texts != null || !name.equals("--encoding")) // of standard input
            .toList();
    if (!file.isAsked() && !given.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: only with --in FILE --out FILE".formatted(String.join(", ", given)));
    }
  }

  private boolean isAboutFile(String option) {
    List<String> others =
        List.of(
            "--top",
            "--min-confidence",
            "--nbest",
            "--tokenized",
            "--help",
            "--version",
            "--debug");
    return !others.contains(option);
  }

  // Typed lines are answered at once; lines from a pipe are computed many at a time.
  private void predictLines(Model asked) throws IOException {
    SourceSettings settings =
        SettingsOptions.read(spec.commandLine().getParseResult(), SourceSettings.class);
    OpenFile input = OpenFile.of("standard input", System.in);
    TextLines in = TextLines.of(new TextReader(input, settings.charset(input)));
    List<String> lines = new ArrayList<>();
    boolean heard = true; // false once the reader has closed standard output
    while (heard && readInto(lines, in, asked)) {
      if (lines.size() == AT_ONCE || !in.isNextThere()) {
        heard = print(Answers.lines(asked, lines, top));
        lines.clear();
      }
    }
    print(Answers.lines(asked, lines, top));
  }

  /// Reads a line, if there is one. If it cannot be read, those before it are answered first.
  private boolean readInto(List<String> lines, TextLines in, Model asked) throws IOException {
    try {
      Optional<String> line = in.next();
      line.ifPresent(lines::add);
      return line.isPresent();
    } catch (IllegalArgumentException e) {
      print(Answers.lines(asked, lines, top));
      throw e;
    }
  }

  private boolean print(List<String> answers) {
    var out = spec.commandLine().getOut();
    answers.forEach(out::println);
    return !out.checkError();
  }
}
