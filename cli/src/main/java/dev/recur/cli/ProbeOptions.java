package dev.recur.cli;

import dev.recur.run.DryRun;
import dev.recur.run.Overfit;
import dev.recur.run.Probe;
import dev.recur.run.RateRange;
import dev.recur.run.RunPlan;
import dev.recur.score.Block;
import dev.recur.settings.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `recur train` that ask something about a run instead of running it.
final class ProbeOptions {
  private static final String OVERFIT = "--overfit";
  private static final String DRY_RUN = "--dry-run";
  private static final String FIND_RATE = "--find-lr";

  @Option(
      names = OVERFIT,
      paramLabel = "N",
      description =
          "Only check whether the network can memorise about N training rows; if not, something is"
              + " wrong with it or with the data.")
  @Nullable Integer rows;

  @Option(
      names = DRY_RUN,
      description =
          "Only try everything on a few batches, the longest among them, and estimate time and"
              + " memory.")
  boolean dryRun;

  @Option(
      names = FIND_RATE,
      description = "Only look for a learning rate: train some steps while it rises.")
  boolean findRate;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw the curve of " + FIND_RATE + " as a picture.")
  @Nullable Path svg;

  /// An answer, for people and for programs.
  record Answer(List<Block> blocks, Map<String, Object> details) {}

  private List<String> typed() {
    return Stream.of(rows == null ? "" : OVERFIT, dryRun ? DRY_RUN : "", findRate ? FIND_RATE : "")
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// Whether there is a question.
  boolean isAsked() {
    return !typed().isEmpty();
  }

  /// Refuses options that do not fit each other, before anything is read.
  ///
  /// @param force whether a picture may replace a file
  void check(boolean force) throws IOException {
    List<String> typed = typed();
    if (typed.size() > 1) {
      throw new IllegalArgumentException(
          "%s and %s are mutually exclusive".formatted(typed.getFirst(), typed.getLast()));
    }
    if (svg != null && !findRate) {
      throw new IllegalArgumentException(
          "--svg needs %s, whose curve it draws".formatted(FIND_RATE));
    }
    Optional<ResultFile> picture = picture(force);
    if (picture.isPresent()) {
      picture.get().check();
    }
  }

  /// Refuses a question about a run that goes on.
  void refuseResumed() {
    if (isAsked()) {
      throw new IllegalArgumentException(
          "%s and --resume are mutually exclusive: a probe is about a new run"
              .formatted(typed().getFirst()));
    }
  }

  /// Refuses a question about several networks.
  void refuseFolds(RunPlan plan) {
    if (isAsked() && !plan.division().getOrDefault("folds", "0").equals("0")) {
      throw new IllegalArgumentException(
          "%s and --folds are mutually exclusive: a probe trains a single network"
              .formatted(typed().getFirst()));
    }
  }

  /// Answers the question, and draws the picture.
  Answer answer(Probe<?> probe, boolean force) throws IOException {
    if (rows != null) {
      Overfit answer = probe.overfit(rows);
      return new Answer(answer.blocks(), answer.details(Sentence::flags));
    }
    if (dryRun) {
      DryRun answer = probe.dryRun();
      return new Answer(answer.blocks(), answer.details());
    }
    RateRange answer = probe.findRate();
    Optional<ResultFile> picture = picture(force);
    if (picture.isPresent()) {
      picture.get().write(RatePicture.of(answer).svg());
    }
    return new Answer(answer.blocks(), answer.details());
  }

  private Optional<ResultFile> picture(boolean force) {
    return Optional.ofNullable(svg).map(path -> new ResultFile("--svg", path, force));
  }
}
