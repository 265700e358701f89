package dev.recur.lengths;

import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.EncodedDataset;
import dev.recur.score.Scores;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Learner;
import dev.recur.tensor.Device;
import dev.recur.text.FittedField;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/// A network before it is trained on lengths.
final class LengthsLearner implements Learner {
  private static final int AT_ONCE = 64; // rows to evaluate

  private final FittedField field;
  private final EncodedDataset train;
  private final EncodedDataset valid;
  private final LengthsSettings settings;
  private final Context context;
  private final LengthsNetwork network;
  private final Map<String, String> notes = new LinkedHashMap<>();

  LengthsLearner(
      FittedField field,
      EncodedDataset train,
      EncodedDataset valid,
      Columns columns,
      LengthsSettings settings,
      Context context) {
    this.field = field;
    this.train = train;
    this.valid = valid;
    this.settings = settings;
    this.context = context;
    network =
        new LengthsNetwork(
            field.vocab().size(),
            settings.network().units(),
            settings.fit().truncate(),
            context.seed());
    notes.putAll(Settings.metadata(settings));
    Settings.metadata(context.compute())
        .forEach((name, word) -> notes.put(ComputeSettings.GROUP + "." + name, word));
    notes.put("data.text", columns.onlyTexts());
    notes.put("data.length", columns.onlyNumbers());
  }

  @Override
  public LengthsNetwork network() {
    return network;
  }

  @Override
  public BatchIterator train() {
    BatchOptions options =
        BatchOptions.rows(settings.fit().batchSize().orElseThrow())
            .seed(context.seed().split("batches"));
    return new BucketIterator(train, options, context.device());
  }

  @Override
  public BatchIterator sample() {
    return inOrder(train);
  }

  @Override
  public BatchIterator valid() {
    return inOrder(valid);
  }

  static BatchIterator inOrder(EncodedDataset rows) {
    return new BatchIterator(rows, AT_ONCE, Device.cpu());
  }

  @Override
  public FitSettings fit() {
    return settings.fit();
  }

  @Override
  public Monitored monitored() {
    return Monitored.loss();
  }

  @Override
  public LengthsModel finish(Scores valid, TrainingEvent.Ended end) {
    if (end.stopped()) {
      notes.put("fit.stopAfter", Integer.toString(end.epochs()));
    }
    return new LengthsModel(field, network, notes);
  }
}
