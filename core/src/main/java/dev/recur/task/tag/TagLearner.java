package dev.recur.task.tag;

import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.EncodedDataset;
import dev.recur.score.Scores;
import dev.recur.score.TagScores;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Learner;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An untrained tagger, its batches, and how it becomes a [Tagger].
final class TagLearner implements Learner {
  private final TaggerNetwork network;
  private final Rows rows;
  private final TagSettings settings;
  private final Context context;
  private final Map<String, String> notes;

  /// The sentences of a training run.
  ///
  /// @param train those to learn from
  /// @param sample some of these, on which training is measured
  /// @param valid those by which the best epoch is chosen
  record Rows(EncodedDataset train, EncodedDataset sample, EncodedDataset valid) {}

  /// @param notes facts for the model's metadata
  /// @throws IllegalArgumentException if no file could hold the model; the message says why
  TagLearner(
      TaggerNetwork network,
      Rows rows,
      TagSettings settings,
      Context context,
      Map<String, String> notes) {
    this.network = network;
    this.rows = rows;
    this.settings = settings;
    this.context = context;
    this.notes = new LinkedHashMap<>(notes);
    TaggerFile.check(new Tagger(network, notes));
  }

  @Override
  public TaggerNetwork network() {
    return network;
  }

  @Override
  public BatchIterator train() {
    BatchOptions options =
        BatchOptions.rows(settings.fit().batchSize().orElseThrow())
            .seed(context.seed().split("batches"));
    return new BucketIterator(rows.train, options, context.device());
  }

  @Override
  public BatchIterator sample() {
    return TaggerNetwork.inOrder(rows.sample);
  }

  @Override
  public BatchIterator valid() {
    return TaggerNetwork.inOrder(rows.valid);
  }

  @Override
  public FitSettings fit() {
    return settings.fit();
  }

  @Override
  public Monitored monitored() {
    TagLabelSettings.TagMonitor monitor = settings.tags().monitor();
    return new Monitored(monitor.figure(), monitor.words());
  }

  @Override
  public Tagger finish(Scores valid, TrainingEvent.Ended end) {
    if (end.stopped()) { // a run that ends there gives the same bits
      notes.put("fit.stopAfter", Integer.toString(end.epochs()));
    }
    Optional<OutsideScore.Choice> choice =
        settings.tags().monitor() == TagLabelSettings.TagMonitor.F1
            ? new OutsideScore(network, valid().epoch(0), context.workers())
                .choose((TagScores) valid)
            : Optional.empty();
    choice.ifPresent(
        chosen -> {
          context.report(chosen.note());
          notes.put(TaggerFile.OUTSIDE, Double.toString(chosen.lower()));
        });
    Scores scores = choice.map(chosen -> (Scores) chosen.scores()).orElse(valid);
    scores
        .figures()
        .forEach((name, f) -> notes.put("metric.valid." + name, Double.toString(f.value())));
    // the weights packed for training are stale
    network.parameters().values().forEach(p -> p.forgetPacked(context.workers().kernels()));
    return new Tagger(network, notes);
  }
}
