package dev.recur.task.classify;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.ngram.NGramModel;
import dev.recur.nn.Embedding;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.StoredNetwork;
import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.tokenizer.Pieces;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes a classifier to a model file, and reads it.
///
/// Metadata: `task` = classify, `field.*` the recipe of the text, `text.*`, `network.*` and `fit.*`
/// every setting that is not local, `asked.*` a setting as it was given if it was `auto`, `data.*`,
/// `decision.*` and `metric.*`. Arrays: the parameters under PyTorch's names, `vocab` and `labels`
/// as strings, the pairs of learnt `pieces`, if the recipe has them, and those of
/// [NGramModel#arrays()], if the network is pooled with n-grams.
final class ClassifierFile {
  static final String TASK = "classify";
  static final String THRESHOLD = "decision.threshold";
  static final String LABEL_COUNTS = "data.labelCounts";
  private static final String REASON = "data.threshold";
  private static final String MIN_CONFIDENCE = "fit.minConfidence";

  private static final String NETWORK_COUNTS = "ngrams.network";
  private static final int PLAIN = 1; // versions of the format
  private static final int POOLED = 2;

  private static final String FIELD = "field.";
  private static final String NETWORK = "network.";

  private ClassifierFile() {}

  /// The settings of a training run as metadata of a model file.
  static Map<String, String> notes(
      Field field, ClassifySettings settings, ComputeSettings compute) {
    Map<String, String> all = new LinkedHashMap<>();
    field.toSettings().forEach((key, value) -> all.put(FIELD + key, value));
    all.putAll(Settings.metadata(settings));
    Settings.metadata(compute)
        .forEach((key, value) -> all.put(ComputeSettings.GROUP + "." + key, value));
    return all;
  }

  /// All metadata of a model file.
  static SequencedMap<String, String> metadata(Classifier classifier) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("task", TASK);
    all.putAll(classifier.notes());
    classifier
        .experts()
        .ifPresent(experts -> all.put(NETWORK_COUNTS, Double.toString(experts.network())));
    Decision decision = classifier.decision();
    if (decision.priors().known()) {
      all.put(LABEL_COUNTS, decision.priors().words());
    }
    if (!decision.reason().isEmpty()) {
      all.put(THRESHOLD, Double.toString(decision.threshold()));
      all.put(REASON, decision.reason());
    }
    if (decision.minConfidence() > 0 || all.containsKey(MIN_CONFIDENCE)) {
      all.put(MIN_CONFIDENCE, Settings.text(decision.minConfidence()));
    }
    return all;
  }

  private static Decision decision(Map<String, String> metadata, int labels) {
    return new Decision(
        Double.parseDouble(metadata.getOrDefault(THRESHOLD, "0.5")),
        metadata.getOrDefault(REASON, ""),
        Double.parseDouble(metadata.getOrDefault(MIN_CONFIDENCE, "0")),
        Priors.parse(metadata.getOrDefault(LABEL_COUNTS, ""), labels));
  }

  static ModelFile write(Classifier classifier) {
    List<NamedArray> arrays = new ArrayList<>();
    classifier
        .network()
        .parameters()
        .forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    arrays.addAll(strings(classifier));
    classifier.experts().ifPresent(experts -> arrays.addAll(experts.ngrams().arrays()));
    return new ModelFile(
        classifier.metadata(), arrays, classifier.experts().isPresent() ? POOLED : PLAIN);
  }

  /// Rejects, before training, a classifier that could not be written after it.
  ///
  /// @throws IllegalArgumentException if a file cannot hold its words or its metadata; the message
  ///   says why
  static void check(Classifier classifier) {
    try {
      ModelFile words = new ModelFile(classifier.metadata(), strings(classifier));
      words.write(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The arrays of strings.
  private static List<NamedArray> strings(Classifier classifier) {
    List<NamedArray> arrays = new ArrayList<>();
    if (classifier.field().recipe().options().tokenize() instanceof Pieces pieces) {
      arrays.addAll(NamedArray.ofStrings(Pieces.NAME, pieces.merges()));
    }
    arrays.addAll(NamedArray.ofStrings("vocab", classifier.field().vocab().tokens()));
    arrays.addAll(NamedArray.ofStrings("labels", classifier.labels()));
    return arrays;
  }

  static Classifier read(ModelFile file) throws IOException {
    String task = file.metadata("task");
    if (!task.equals(TASK)) {
      throw file.invalid(
          "expected a model of the task \"%s\", got one of \"%s\"".formatted(TASK, task));
    }
    try {
      return parse(file);
    } catch (IllegalArgumentException e) {
      throw file.invalid(String.valueOf(e.getMessage()));
    }
  }

  /// The settings of the network that metadata describes.
  static NetworkSettings network(Map<String, String> metadata) {
    return Settings.create(NetworkSettings.class, Settings.under(NETWORK, metadata));
  }

  private static Classifier parse(ModelFile file) throws IOException {
    NetworkSettings settings = network(file.metadata());
    Field recipe = recipe(file);
    StoredNetwork stored = new StoredNetwork(file);
    FittedField field = stored.field(recipe, "vocab");
    FittedLabels labels = new LabelField().withLabels(file.strings("labels"));
    Embedding embedding = stored.embedding(field.vocab().size(), width(settings));
    stored.requireLayers(settings.layers(), settings.hidden());
    ClassifierNetwork network =
        new ClassifierNetwork(settings, 0, embedding, labels.size(), Seed.of(0));
    stored.fill(network.parameters());
    return new Classifier(
        field,
        labels,
        network,
        experts(file, recipe, labels.size()),
        decision(file.metadata(), labels.size()),
        file.metadata());
  }

  private static Optional<Experts> experts(ModelFile file, Field recipe, int labels)
      throws IOException {
    if (!file.metadata().containsKey(NETWORK_COUNTS)) {
      return Optional.empty();
    }
    String words = file.metadata(NETWORK_COUNTS);
    double network = number(words);
    if (!(network >= 0 && network < Double.POSITIVE_INFINITY)) {
      throw file.invalid(
          "%s: expected a number of at least 0, got \"%s\"".formatted(NETWORK_COUNTS, words));
    }
    boolean lower = recipe.options().lower();
    return Optional.of(
        new Experts(NGramModel.read(file, lower, recipe.options().normalize(), labels), network));
  }

  private static double number(String words) {
    try {
      return Double.parseDouble(words);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int width(NetworkSettings settings) {
    return settings
        .embedding()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network.embedding: expected a whole number greater than 0"));
  }

  private static Field recipe(ModelFile file) throws IOException {
    Map<String, String> settings = Settings.under(FIELD, file.metadata());
    if (!Pieces.NAME.equals(settings.get("tokenize"))) {
      return Field.fromSettings(settings);
    }
    boolean lower = Boolean.parseBoolean(settings.get("lower"));
    return Field.fromSettings(settings, Pieces.of(file.strings(Pieces.NAME), lower));
  }
}
