package dev.recur.task.classify;

import dev.recur.check.Finding;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.file.ModelFile;
import dev.recur.nn.Embedding;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.Advice;
import dev.recur.task.Baseline;
import dev.recur.task.Context;
import dev.recur.task.Course;
import dev.recur.task.Examination;
import dev.recur.task.Job;
import dev.recur.task.Learner;
import dev.recur.task.Model;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.text.Pretrained;
import dev.recur.task.text.TextPlan;
import dev.recur.task.text.TokenChecks;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.text.RawText;
import dev.recur.text.Vocab;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The job `classify`: assigns each text one of several labels.
///
/// {@snippet class="ClassifyExamples" region="job"}
public final class ClassifyJob implements Job<ClassifySettings> {
  static final String TEXT = "text";
  static final String LABEL = "label";
  static final List<Role> ROLES =
      List.of(
          Role.text(TEXT, "The column of texts; several are joined by a line break."),
          Role.label(LABEL, "The column of labels."));

  private final long heapLimit;

  /// The job.
  public ClassifyJob() {
    this(Runtime.getRuntime().maxMemory());
  }

  /// @param heapLimit the bytes of heap that a training run may take
  ClassifyJob(long heapLimit) {
    this.heapLimit = heapLimit;
  }

  @Override
  public String name() {
    return ClassifierFile.TASK;
  }

  @Override
  public String help() {
    return "Trains a network that assigns each text one of several labels.";
  }

  @Override
  public Class<ClassifySettings> settings() {
    return ClassifySettings.class;
  }

  @Override
  public List<Role> roles() {
    return ROLES;
  }

  @Override
  public String unit() {
    return "text";
  }

  @Override
  public String doing() {
    return "classifying";
  }

  @Override
  public Sentence example() {
    return Sentence.of("reviews.csv %s %s", Mention.of(TEXT, "review"), Mention.of(LABEL, "stars"));
  }

  @Override
  public Shell shell() {
    return new Shell(
        "Classifier classifier = Classifier.load(Path.of(%s))",
        List.of(
            "classifier.labels()",
            "classifier.predict(\"a small dog that guards the refrigerator\").labels()",
            "classifier.metadata()"));
  }

  /// The columns of a table to train a classifier on, with their recipes.
  public static Columns columns(String textColumn, String labelColumn) {
    return Columns.of(textColumn, new RawText()).and(labelColumn, new LabelField());
  }

  @Override
  public ClassifySettings resolved(ClassifySettings settings, Parts parts, NamedFiles files) {
    return resolved(settings, parts, files, StartingModel.of(settings.text(), files));
  }

  @Override
  public Set<String> knownLabels(ClassifySettings settings, NamedFiles files) {
    return StartingModel.of(settings.text(), files)
        .map(starting -> Set.copyOf(starting.labels()))
        .orElse(Set.of());
  }

  private static ClassifySettings resolved(
      ClassifySettings given, Parts parts, NamedFiles files, Optional<StartingModel> model) {
    ClassWeights.check(given.labels().classWeights(), files);
    ClassifySettings settings =
        model.map(starting -> starting.settings(given, parts.train())).orElse(given);
    return settings.with(
        Pretrained.fitted(settings.text(), settings.network(), files),
        settings.fit().resolved(parts.train().size()));
  }

  @Override
  public SequencedMap<String, String> searched(ClassifySettings settings) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    boolean begun = settings.text().hasInit(); // then text and network are those of the model
    if (!begun && !settings.text().hasVectors()) { // else their words and their width are given
      values.put("tokenizer", "auto,words,characters,pieces");
      values.put("embedding", "50..200");
    }
    if (!begun) {
      values.put("cell", "gru,lstm,rnn");
      values.put("layers", "1..3");
      values.put("hidden", "32..256");
      values.put("pool", "last,mean,max,attention");
    }
    values.put("dropout", "0.1..0.7");
    values.put("lr", "0.0005..0.01");
    values.put("batchSize", "16,32,64");
    return values;
  }

  @Override
  public Learner prepare(Parts parts, ClassifySettings given, Context context) {
    Optional<StartingModel> model = StartingModel.of(given.text(), context.files());
    ClassifySettings settings = resolved(given, parts, context.files(), model);
    int threads = context.workers().threads();
    new ClassifierMemory(ClassifierMemory.Data.none(), settings, threads)
        .require(context.workers(), heapLimit);
    Parts read = model.map(starting -> starting.read(parts)).orElse(parts);
    Encoded encoded = encoded(read, settings, model, context);
    FittedField field = encoded.field();
    FittedLabels labels = encoded.labels();
    ClassifierLearner.Rows rows =
        new ClassifierLearner.Rows(
            encoded.train(),
            encoded.train().part(parts.sampleIds(context.seed())),
            cut(read.valid(), encoded.plan().recipe(), context.workers())
                .encode(field, labels.widenedBy(read.valid())));
    ClassifierMemory need =
        new ClassifierMemory(data(parts, rows, field, labels), settings, threads);
    need.require(context.workers(), heapLimit);
    context.report(need.note(context.workers()));
    Map<String, String> found = encoded.plan().metadata();
    found.putAll(Settings.asked(given, settings));
    for (TrainingEvent.Noted reason : given.fit().reasons(parts.train().size())) {
      context.report(reason);
      found.put("data." + reason.about(), reason.sentence());
    }
    model.ifPresent(starting -> found.put("data.init", starting.sha256()));
    ClassifierLearner.Beginning beginning =
        model
            .map(starting -> starting.beginning(settings, labels, rows.valid(), context))
            .orElseGet(() -> anew(field, labels, settings, context, found));
    return new ClassifierLearner(field, labels, rows, settings, context, beginning, found, parts);
  }

  private static ClassifierLearner.Beginning anew(
      FittedField field,
      FittedLabels labels,
      ClassifySettings settings,
      Context context,
      Map<String, String> found) {
    Embedding embedding =
        Pretrained.start(field.vocab(), settings.text(), settings.network(), context, found);
    return new ClassifierLearner.Beginning(
        new ClassifierNetwork(
            settings.network(),
            settings.fit().truncate(),
            embedding,
            labels.size(),
            context.seed()),
        Priors.of(labels));
  }

  /// The training rows as numbers, and how they became numbers.
  private record Encoded(
      TextPlan plan, FittedField field, FittedLabels labels, EncodedDataset train) {}

  private static Encoded encoded(
      Parts parts, ClassifySettings settings, Optional<StartingModel> model, Context context) {
    TextPlan plan =
        TextPlan.decide(
            parts.all(), parts.train(), settings.text(), context.workers(), context.listener());
    context.report(new TrainingEvent.Preparing("tokenizing texts"));
    TokenizedDataset train = cut(parts.train(), plan.recipe(), context.workers());
    FittedField field =
        model.map(StartingModel::field).orElseGet(() -> field(plan, train, settings, context));
    FittedLabels own = labels(parts.train(), parts.valid(), settings.labels().monitor(), model);
    model.ifPresent(starting -> starting.report(train, own, context));
    context.report(new TrainingEvent.Preparing("encoding tokens as numbers"));
    return new Encoded(plan, field, own, train.encode(field, own));
  }

  private static FittedField field(
      TextPlan plan, TokenizedDataset train, ClassifySettings settings, Context context) {
    context.report(new TrainingEvent.Preparing("building the vocabulary"));
    int maxSize = settings.text().maxSize();
    return plan.recipe()
        .buildVocab(train, maxSize == 0 ? Vocab.UNLIMITED : maxSize, settings.text().minFreq());
  }

  @Override
  public Examination examine(Parts parts, ClassifySettings given, Context context) {
    Optional<StartingModel> model = StartingModel.of(given.text(), context.files());
    ClassifySettings settings = resolved(given, parts, context.files(), model);
    Parts read = model.map(starting -> starting.read(parts)).orElse(parts);
    Encoded encoded = encoded(read, settings, model, context);
    Map<String, Object> details = new LinkedHashMap<>();
    List<Finding> findings =
        new TokenChecks(encoded.plan(), encoded.field()).of(parts, context, details);
    int batchSize = settings.fit().batchSize().orElseThrow();
    TokenChecks.padding(encoded.train(), batchSize, context, details);
    return new Examination(findings, List.of(), details);
  }

  private static ClassifierMemory.Data data(
      Parts parts, ClassifierLearner.Rows rows, FittedField field, FittedLabels labels) {
    return ClassifierMemory.Data.of(
        parts.train(),
        rows.train(),
        rows.sample().size() + rows.valid().size(),
        field.vocab().size(),
        labels.size());
  }

  private static TokenizedDataset cut(Dataset rows, Field recipe, Workers workers) {
    return rows.with(textColumn(rows), recipe).tokenize(workers);
  }

  static String textColumn(Dataset rows) {
    return rows.columns().onlyTexts();
  }

  static String labelColumn(Dataset rows) {
    return rows.columns().onlyLabels();
  }

  private static FittedLabels labels(
      Dataset train, Dataset valid, Monitor monitor, Optional<StartingModel> model) {
    FittedLabels own = labels(train);
    if (own.size() < 2) {
      throw new IllegalArgumentException(
          "column \"%s\": expected at least two labels to distinguish, got only %s"
              .formatted(labelColumn(train), own.labels()));
    }
    FittedLabels labels = model.map(starting -> starting.labels(train)).orElse(own);
    Set<String> known = Set.copyOf(labels.labels());
    List<String> chosenBy = labels(valid).labels().stream().filter(known::contains).toList();
    if (chosenBy.isEmpty()) {
      throw new IllegalArgumentException(
          "no label of the validation rows is among those of the training rows, so no epoch is"
              + " better than another (are they labels of the same kind?)");
    }
    if (monitor == Monitor.PR_AUC && chosenBy.size() < 2) { // no row to rank against
      throw SettingException.of(
          "%s needs validation rows of at least two labels, got only %s (a larger %s, or %s?)",
          Mention.of("monitor", "pr-auc"),
          chosenBy,
          Mention.of("valid"),
          Mention.of("monitor", "loss"));
    }
    return labels;
  }

  private static FittedLabels labels(Dataset rows) {
    return ((LabelField) rows.columns().recipe(labelColumn(rows))).buildVocab(rows);
  }

  @Override
  public ClassifySettings unregularised(ClassifySettings settings) {
    Map<String, String> words = Settings.values(Job.super.unregularised(settings));
    words.putAll(Map.of("dropout", "0", "experts", "none", "monitor", "loss"));
    words.putAll(Map.of("classWeights", ClassWeights.NONE, "sampler", "shuffled"));
    return Settings.create(ClassifySettings.class, words);
  }

  @Override
  public List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    return LabelBaselines.of(parts, (Classifier) model, workers);
  }

  @Override
  public String compared() {
    return "naive Bayes";
  }

  @Override
  public Advice advise(Course course, ClassifySettings settings) {
    return LabelAdvice.of(Facts.of(course, settings));
  }

  @Override
  public Classifier open(ModelFile file) throws IOException {
    return ClassifierFile.read(file);
  }
}
