package dev.recur.bench;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The same work as `nsmc_epoch.py`, for `bench/compare nsmc`: an epoch with the command's
/// defaults, without the test, naive Bayes and the model file. Prints the seconds of its parts.
final class NsmcEpoch {
  /// The command of the measured process; its arguments are the table and the number of threads.
  static final String COMMAND = "epoch-of";

  private double last = System.currentTimeMillis() * 1e-3;
  private double deciding;
  private double batchesEnded;

  private NsmcEpoch() {}

  static void run(List<String> arguments) throws IOException {
    int threads = Integer.parseInt(arguments.get(1));
    new NsmcEpoch().run(Path.of(arguments.get(0)), threads);
  }

  private void run(Path table, int threads) throws IOException {
    double begun = ManagementFactory.getRuntimeMXBean().getStartTime() * 1e-3;
    part("starting", last - begun);
    Dataset all = Dataset.tsv(table, ClassifyJob.columns("document", "label"));
    tick("reading");
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "label", 0.85, 0.05, 0.10);
    tick("dividing");
    var settings = Settings.create(ClassifySettings.class, Map.of("epochs", "1"));
    var compute =
        Settings.create(ComputeSettings.class, Map.of("threads", Integer.toString(threads)));
    try (Workers workers = new Workers(threads)) {
      Training.train(
          new ClassifyJob(),
          new Parts(all, parts.get(0), parts.get(1), parts.get(2)),
          settings,
          new Context(compute, workers, List.of(), this::hear));
    }
    part("total", System.currentTimeMillis() * 1e-3 - begun);
  }

  private void hear(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Noted noted -> System.out.println(noted.sentence());
      case TrainingEvent.Preparing(String doing) when doing.equals("tokenizing texts") -> {
        double now = System.currentTimeMillis() * 1e-3;
        deciding = now - last;
        last = now;
      }
      case TrainingEvent.Preparing(String doing) when doing.equals("building the vocabulary") ->
          tick("tokenising");
      case TrainingEvent.Started started -> {
        last -= deciding; // deciding how texts are read is part of the vocabulary, here as in the
        // script
        tick("vocabulary and encoding");
      }
      case TrainingEvent.BatchEnded batch -> batchesEnded = batch.seconds();
      case TrainingEvent.EpochEnded epoch -> {
        part("batching and training", batchesEnded);
        part("of that, waiting", epoch.secondsWaiting());
        part("validation", epoch.seconds() - batchesEnded);
        System.out.printf(
            "valid loss %.4f, valid accuracy %.1f %%%n",
            epoch.validLoss(), 100 * epoch.validHeadline().value());
      }
      default -> {}
    }
  }

  private void tick(String part) {
    double now = System.currentTimeMillis() * 1e-3;
    part(part, now - last);
    last = now;
  }

  private static void part(String name, double seconds) {
    System.out.printf("%-24s %7.2f s%n", name, seconds);
  }
}
