package dev.recur.snippets;

import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the documentation of [dev.recur.run] shows.
final class RunExamples {
  private RunExamples() {}

  /// A run of an upload, which another thread can watch and stop.
  ///
  /// @param progress safe for several threads, as `cancelled` is
  static String run(byte[] upload, AtomicBoolean cancelled, Queue<String> progress)
      throws IOException {
    // @start region="run"
    Policy cancel =
        new Policy() {
          @Override
          public Verdict batchEnded(Progress now) {
            return cancelled.get() ? Verdict.STOP : Verdict.GO_ON;
          }
        };
    RunPlan plan =
        RunPlan.of("classify", "desks", Map.of("text", "message", "label", "desk", "hidden", "32"));
    Finished<Model> run =
        Runs.run(
            plan,
            Sources.of(Map.of("desks", upload)), // or Sources.files(), for paths
            List.of(cancel),
            event -> {
              if (event instanceof RunEvent.InTraining(_, TrainingEvent.EpochEnded epoch)) {
                progress.add(epoch.epoch() + ": " + epoch.validHeadline().text());
              }
            });
    String accuracy = run.report().test().figure("accuracy").text();
    String answer = run.model().answer(List.of(List.of("where is it?"))).getFirst().line(1);
    // @end
    return accuracy + ", " + answer;
  }
}
