package dev.recur.task;

import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Optimizer;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.score.ClassScores;
import dev.recur.settings.Settings;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.text.Vocab;
import dev.recur.train.EarlyStopping;
import dev.recur.train.Trainer;
import dev.recur.train.TrainerOptions;
import dev.recur.train.TrainingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// Texts to labels: the seed job of recurrent networks.
public final class ClassifyJob implements Job {
  // With PyTorch's 1 the noise of rare words drowns the rest: docs/decisions.md.
  private static final double EMBEDDING_DEVIATION = 0.1;

  private final long heapLimit;

  /// The job.
  public ClassifyJob() {
    this(Runtime.getRuntime().maxMemory());
  }

  /// @param heapLimit how many bytes a training may take
  ClassifyJob(long heapLimit) {
    this.heapLimit = heapLimit;
  }

  @Override
  public String name() {
    return ClassifierFile.TASK;
  }

  @Override
  public String help() {
    return "Trains a network that gives a text one of several labels.";
  }

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(TextSettings.class, NetworkSettings.class, FitSettings.class);
  }

  @Override
  public List<Role> roles() {
    return List.of(
        Role.text("text", "The column of texts; several are joined by a line break."),
        Role.label("label", "The column of labels."));
  }

  @Override
  public Columns columns(TextSettings text, String textColumn, String labelColumn) {
    return Columns.of(textColumn, TextPlan.undecided(text)).and(labelColumn, new LabelField());
  }

  @Override
  public Classifier create(
      Dataset trainRows,
      Dataset validRows,
      TextSettings text,
      NetworkSettings network,
      FitSettings fit,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    fit.device().requireAvailable();
    NetworkSettings sized = network.sizedFor(text);
    new MemoryNeed(MemoryNeed.Data.none(), text, sized, fit).require(heapLimit);
    TextPlan plan = TextPlan.decide(trainRows, text, workers, listener);
    Field recipe = plan.recipe();
    Dataset train = read(trainRows, recipe);
    Dataset valid = read(validRows, recipe);
    listener.accept(new TrainingEvent.Preparing("tokenizing texts"));
    train.tokenize(workers);
    listener.accept(new TrainingEvent.Preparing("building the vocabulary"));
    FittedField field =
        recipe.buildVocab(
            train, text.maxSize() == 0 ? Vocab.UNLIMITED : text.maxSize(), text.minFreq());
    FittedLabels labels = labels(train, valid, fit.monitor());
    Seed seed = Seed.of(fit.seed());
    listener.accept(new TrainingEvent.Preparing("encoding tokens as numbers"));
    Rows rows =
        new Rows(
            train.encode(field, labels),
            sample(train, valid.size(), seed).encode(field, labels),
            valid.encode(field, labels.widenedBy(valid)));
    int evaluated = rows.sample.size() + rows.valid.size();
    MemoryNeed need =
        new MemoryNeed(
            MemoryNeed.Data.of(train, rows.train, evaluated, field.vocab().size(), labels.size()),
            text,
            sized,
            fit);
    need.require(heapLimit);
    listener.accept(need.note());
    Map<String, String> found = plan.metadata();
    Embedding embedding = embedding(field.vocab(), text, sized, seed, found, listener);
    TextNetwork model = new TextNetwork(sized, fit.truncate(), embedding, labels.size(), seed);
    float[] weights = ClassWeights.of(fit.classWeights(), labels);
    model.weigh(weights);
    Map<String, String> metadata = ClassifierFile.metadata(recipe, text, sized, fit);
    metadata.putAll(found);
    withData(metadata, train);
    withWeights(metadata, fit, weights);
    metadata.put(Priors.COUNTS, Priors.words(labels));
    ClassifierFile.check(new Classifier(field, labels, model, metadata));
    TrainingEvent.Finished end = fit(model, rows, fit, workers, listener);
    listener.accept(new TrainingEvent.Preparing("evaluating the best epoch"));
    ClassScores best = model.evaluate(TextNetwork.inOrder(rows.valid).epoch(0), workers);
    model.parameters().values().forEach(p -> p.forgetPacked(workers.kernels())); // for training
    if (end.stopped()) { // as many epochs give the same bits again
      metadata.put("fit.epochs", Integer.toString(end.epochs()));
    }
    if (labels.size() == 2) {
      listener.accept(withThreshold(metadata, labels.labels(), best));
    }
    ClassScores decided = Decision.of(metadata).decide(best, row -> false);
    return new Classifier(field, labels, model, metadata)
        .withMetric("valid.loss", decided.loss())
        .withMetric("valid.accuracy", decided.accuracy())
        .withMetric("valid.macroF1", decided.macroF1());
  }

  private static Dataset read(Dataset rows, Field recipe) {
    return rows.with(rows.columns().names().getFirst(), recipe);
  }

  /// The rows of a training run.
  ///
  /// @param train what is learnt from
  /// @param sample some of these, by which the training's own accuracy is told
  /// @param valid what the best epoch is chosen by
  private record Rows(EncodedDataset train, EncodedDataset sample, EncodedDataset valid) {}

  /// Trains a network, which has the weights of its best epoch then.
  private static TrainingEvent.Finished fit(
      TextNetwork model,
      Rows rows,
      FitSettings fit,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    Seed seed = Seed.of(fit.seed());
    Trainer trainer =
        new Trainer(
            model,
            optimizer(fit, model.parameters()),
            TrainerOptions.of(fit.epochs(), seed.split("dropout")).withClip(fit.clip()),
            workers);
    BatchOptions batches =
        BatchOptions.rows(fit.batchSize())
            .seed(seed.split("batches"))
            .balanced(fit.sampler() == SamplerKind.BALANCED);
    return trainer
        .decide(new EarlyStopping(fit.patience(), e -> fit.monitor().cost((ClassScores) e)))
        .sample(TextNetwork.inOrder(rows.sample))
        .listen(listener)
        .fit(
            new BucketIterator(rows.train, batches, fit.device()), TextNetwork.inOrder(rows.valid));
  }

  private static void withWeights(Map<String, String> metadata, FitSettings fit, float... weights) {
    if (weights.length > 0 && !fit.classWeights().equals(ClassWeights.BALANCED)) {
      metadata.put("fit.classWeights", "file"); // a model names no path
      metadata.put("data.classWeights", ClassWeights.words(weights));
    }
  }

  /// Adds from which probability on the rarer of two labels is the answer, by the validation rows.
  private static TrainingEvent withThreshold(
      Map<String, String> metadata, List<String> labels, ClassScores valid) {
    Threshold.Choice choice = Threshold.choose(valid, labels);
    metadata.put(Decision.THRESHOLD, Double.toString(choice.value()));
    metadata.put(Decision.REASON, choice.reason());
    return new TrainingEvent.Noted(
        "threshold",
        "\"%s\" is the answer from a probability of %s on, %s"
            .formatted(labels.getLast(), Settings.percent(choice.value()), choice.reason()));
  }

  /// As many of the training rows as there are to validate on: with these the training's own
  /// accuracy is told.
  private static Dataset sample(Dataset train, int rows, Seed seed) {
    double share = (double) rows / train.size();
    return share >= 1 ? train : train.split(seed.split("sample"), share, 1 - share).getFirst();
  }

  private static Embedding embedding(
      Vocab vocab,
      TextSettings text,
      NetworkSettings network,
      Seed seed,
      Map<String, String> found,
      Consumer<TrainingEvent> listener) {
    Seed start = seed.split("embedding");
    if (!text.hasVectors()) {
      return Embedding.withDeviation(
          EmbeddingOptions.of(vocab.size(), network.embedding()), EMBEDDING_DEVIATION, start);
    }
    listener.accept(new TrainingEvent.Preparing("reading vectors"));
    Pretrained pretrained = Pretrained.read(Path.of(text.vectors()), vocab);
    listener.accept(pretrained.note());
    found.put("data.vectors", Settings.text(pretrained.share()));
    return pretrained.embedding(text.freezeVectors(), start);
  }

  private static void withData(Map<String, String> metadata, Dataset train) {
    metadata.put("data.text", train.columns().names().get(0));
    metadata.put("data.label", train.columns().names().get(1));
    metadata.put("data.rows", Integer.toString(train.size()));
    metadata.put("data.sha256", hash(train));
  }

  private static FittedLabels labels(Dataset train, Dataset valid, Monitor monitor) {
    FittedLabels labels = labels(train);
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "column \"%s\": expected at least two labels to tell apart, got only %s"
              .formatted(train.columns().names().get(1), labels.labels()));
    }
    Set<String> known = Set.copyOf(labels.labels());
    List<String> chosenBy = labels(valid).labels().stream().filter(known::contains).toList();
    if (chosenBy.isEmpty()) {
      throw new IllegalArgumentException(
          "no label of the validation rows is among those of the training rows, so no epoch is"
              + " better than another (are they labels of the same kind?)");
    }
    if (monitor == Monitor.PR_AUC && chosenBy.size() < 2) { // no row to tell another from
      throw new IllegalArgumentException(
          "--monitor pr-auc needs validation rows of at least two labels, got only %s (a larger"
                  .formatted(chosenBy)
              + " --valid, or --monitor loss?)");
    }
    return labels;
  }

  private static FittedLabels labels(Dataset rows) {
    return ((LabelField) rows.columns().recipe(rows.columns().names().get(1))).buildVocab(rows);
  }

  private static Optimizer optimizer(FitSettings fit, SequencedMap<String, Parameter> parameters) {
    double lr = fit.lr();
    double decay = fit.weightDecay();
    return switch (fit.optimizer()) {
      case SGD -> new Sgd(parameters, new SgdOptions(lr).withWeightDecay(decay));
      case ADAM -> new Adam(parameters, new AdamOptions(lr).withWeightDecay(decay));
      case ADAMW -> new AdamW(parameters, new AdamWOptions(lr).withWeightDecay(decay));
      case RMSPROP -> new RmsProp(parameters, new RmsPropOptions(lr).withWeightDecay(decay));
      case ADAGRAD -> new Adagrad(parameters, new AdagradOptions(lr).withWeightDecay(decay));
      case ADADELTA -> new Adadelta(parameters, new AdadeltaOptions(lr).withWeightDecay(decay));
    };
  }

  /// The SHA-256 of every row's text and label, in order.
  private static String hash(Dataset data) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < data.size(); i++) {
        for (String column : data.columns().names()) {
          sha.update(data.row(i).text(column).getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
