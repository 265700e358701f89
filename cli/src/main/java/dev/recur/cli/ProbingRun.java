package dev.recur.cli;

import dev.recur.run.PreparedRun;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.Map;

/// A run of the command that is asked something instead of being run: it trains no model and writes
/// no file but a picture.
record ProbingRun(ResultOptions options, Screen screen, ProbeOptions probe) {
  /// Answers the question about a plan.
  void run(RunPlan plan, Sources sources) throws IOException {
    ProbeOptions.Answer answer;
    try (RunScreen watching = new RunScreen(screen)) {
      PreparedRun<?> run = Runs.prepare(plan, sources, watching);
      watching.end();
      screen.paragraph("task", run.job() + ", " + run.title());
      screen.paragraph("data", run.division());
      try (Workers workers = run.compute().workers()) {
        answer = probe.answer(run.probe(workers, watching), options.force);
      }
    }
    Blocks blocks = new Blocks(screen, Map.of());
    answer.blocks().forEach(blocks::print);
    if (probe.svg != null) {
      blocks.words("The picture is saved as %s.".formatted(probe.svg));
    }
    options.print(answer.details());
  }
}
