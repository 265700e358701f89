package dev.recur.task.classify;

import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.score.ClassScores;
import dev.recur.score.Scores;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Learner;
import dev.recur.task.Parts;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An untrained classifier, its batches, and how it becomes a [Classifier].
final class ClassifierLearner implements Learner {
  private final FittedField field;
  private final FittedLabels labels;
  private final Rows rows;
  private final ClassifySettings settings;
  private final Context context;
  private final ClassifierNetwork network;
  private final Map<String, String> notes;
  private final Parts parts;
  private final Priors priors;
  private final float[] weights; // of the classes; none if all count alike

  /// The rows of a training run.
  ///
  /// @param train the rows to learn from
  /// @param sample some of these, on which the training accuracy is measured
  /// @param valid the rows on which the best epoch is chosen
  record Rows(EncodedDataset train, EncodedDataset sample, EncodedDataset valid) {}

  /// What training begins with.
  ///
  /// @param network with its first weights
  /// @param priors how often each label occurs in all rows that the network has learnt from at the
  ///   end
  record Beginning(ClassifierNetwork network, Priors priors) {}

  /// @param beginning the network that is trained, and the frequencies of the labels
  /// @param found facts about the data, for the model's metadata
  /// @param parts all rows, as they were read
  /// @throws IllegalArgumentException if no file could hold the model; the message says why
  ClassifierLearner(
      FittedField field,
      FittedLabels labels,
      Rows rows,
      ClassifySettings settings,
      Context context,
      Beginning beginning,
      Map<String, String> found,
      Parts parts) {
    this.field = field;
    this.labels = labels;
    this.rows = rows;
    this.settings = settings;
    this.context = context;
    this.parts = parts;
    Dataset train = parts.train();
    network = beginning.network();
    priors = beginning.priors();
    weights = ClassWeights.of(settings.labels().classWeights(), labels, context.files());
    network.weigh(weights);
    notes = ClassifierFile.notes(field.recipe(), settings, context.compute());
    notes.putAll(found);
    notes.put("data.text", ClassifyJob.textColumn(train));
    notes.put("data.label", ClassifyJob.labelColumn(train));
    notes.put("data.rows", Integer.toString(train.size()));
    notes.put(Parts.HASH, train.sha256());
    if (weights.length > 0 && !settings.labels().classWeights().equals(ClassWeights.BALANCED)) {
      notes.put("fit.classWeights", "file"); // a model must not name a path
      notes.put("data.classWeights", ClassWeights.words(weights));
    }
    ClassifierFile.check(new Classifier(field, labels, network, Optional.empty(), usual(), notes));
  }

  private Decision usual() {
    return new Decision(Threshold.USUAL, "", settings.labels().minConfidence(), priors);
  }

  @Override
  public ClassifierNetwork network() {
    return network;
  }

  @Override
  public BatchIterator train() {
    BatchOptions options =
        BatchOptions.rows(settings.fit().batchSize().orElseThrow())
            .seed(context.seed().split("batches"))
            .balanced(settings.labels().sampler() == SamplerKind.BALANCED);
    return new BucketIterator(rows.train, options, context.device());
  }

  @Override
  public BatchIterator sample() {
    return ClassifierNetwork.inOrder(rows.sample);
  }

  @Override
  public BatchIterator valid() {
    return ClassifierNetwork.inOrder(rows.valid);
  }

  @Override
  public FitSettings fit() {
    return settings.fit();
  }

  @Override
  public Monitored monitored() {
    Monitor monitor = settings.labels().monitor();
    return new Monitored(monitor.figure(), monitor.words());
  }

  @Override
  public Classifier finish(Scores valid, TrainingEvent.Ended end) {
    // the weights packed for training are stale
    network.parameters().values().forEach(p -> p.forgetPacked(context.workers().kernels()));
    if (end.stopped()) { // a run that ends there gives the same bits
      notes.put("fit.stopAfter", Integer.toString(end.epochs()));
    }
    Optional<Experts.Learnt> learnt = experts((ClassScores) valid);
    ClassScores scores = learnt.map(Experts.Learnt::pooled).orElse((ClassScores) valid);
    Decision decision = usual();
    if (labels.size() == 2) {
      Threshold.Choice choice = Threshold.choose(scores, labels.labels());
      decision = decision.with(choice);
      context.report(choice.note(labels.label(1)));
    }
    ClassScores decided = decision.decide(scores, row -> false);
    return new Classifier(
            field, labels, network, learnt.map(Experts.Learnt::experts), decision, notes)
        .with(figures(decided));
  }

  /// Learns the experts, if there are any, and pools their scores with those of the network.
  private Optional<Experts.Learnt> experts(ClassScores valid) {
    if (settings.labels().experts() == ExpertKind.NONE) {
      return Optional.empty();
    }
    context.report(new TrainingEvent.Preparing("learning from words and n-grams"));
    boolean balanced = settings.labels().sampler() == SamplerKind.BALANCED; // then without weights
    float[] counting =
        balanced ? ClassWeights.of(ClassWeights.BALANCED, labels, context.files()) : weights;
    return Optional.of(
        Experts.learn(parts, field.recipe().options(), labels, valid, counting, context));
  }

  private static Map<String, String> figures(ClassScores valid) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("metric.valid.loss", Double.toString(valid.loss()));
    figures.put("metric.valid.accuracy", Double.toString(valid.accuracy()));
    figures.put("metric.valid.macroF1", Double.toString(valid.macroF1()));
    return figures;
  }
}
