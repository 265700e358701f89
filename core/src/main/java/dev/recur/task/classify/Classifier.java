package dev.recur.task.classify;

import dev.recur.data.BatchIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.file.ModelFile;
import dev.recur.ngram.NGramModel;
import dev.recur.nn.Folding;
import dev.recur.score.ClassScores;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.task.Tapes;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A trained classifier of texts. Immutable and safe to share between threads.
///
/// {@snippet class="ClassifyExamples" region="classifier"}
///
/// Unless it was trained with [ExpertKind#NONE], its probabilities are those of its network pooled
/// with those of a linear model of n-grams (docs/maths/ngrams.md).
///
/// A prediction computes in the calling thread and starts no other. Each call borrows its working
/// memory from the classifier, so threads do not wait for each other. The first predictions of a
/// program use scalar kernels, which need no warm-up; later ones use the fastest kernels, with the
/// same bits. Call [#warmUp()] if no prediction may be slow.
public final class Classifier implements Model {
  private static final long FOLD_BYTES = 128L << 20;

  private final FittedField field;
  private final FittedLabels labels;
  private final ClassifierNetwork network;
  private final Optional<Experts> experts;
  private final SequencedMap<String, String> notes;
  private final Tapes tapes;
  private final Decision decision;

  /// @param notes the metadata, apart from what the classifier itself knows
  Classifier(
      FittedField field,
      FittedLabels labels,
      ClassifierNetwork network,
      Optional<Experts> experts,
      Decision decision,
      Map<String, String> notes) {
    this.field = field;
    this.labels = labels;
    this.network = network;
    this.experts = experts;
    this.decision = decision;
    this.notes = new LinkedHashMap<>(notes);
    this.tapes = new Tapes(network.parameters().values());
  }

  /// Reads a classifier from a model file.
  ///
  /// @throws IOException if there is no such file, or it is not such a model; the message says why
  public static Classifier load(Path file) throws IOException {
    return ClassifierFile.read(ModelFile.read(file));
  }

  /// Reads a classifier from a stream, to its end.
  ///
  /// @throws IOException if the stream does not hold such a model; the message says why
  public static Classifier load(InputStream in) throws IOException {
    return ClassifierFile.read(ModelFile.read(in));
  }

  /// Reads a classifier from the bytes of a model file.
  ///
  /// @throws IOException if the bytes are not such a model; the message says why
  public static Classifier load(byte[] bytes) throws IOException {
    return ClassifierFile.read(ModelFile.read(bytes));
  }

  @Override
  public ModelFile file() {
    return ClassifierFile.write(this);
  }

  /// Predicts the label of a text: all labels with their probabilities. An empty text is answered,
  /// too.
  ///
  /// @throws NullPointerException if the text is null
  public Prediction predict(String text) {
    return predict(Collections.singletonList(text)).getFirst();
  }

  /// Predicts the labels of several texts, which are computed together; each answer has the same
  /// bits as if its text had been alone.
  ///
  /// @throws NullPointerException if one of them is null; the message says which
  public List<Prediction> predict(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    int[][] rows = new int[texts.size()][];
    boolean[] empty = new boolean[texts.size()];
    for (int i = 0; i < rows.length; i++) {
      List<String> tokens = field.recipe().preprocess(text(texts, i));
      empty[i] = tokens.isEmpty();
      rows[i] = field.encode(tokens);
    }
    long start = System.nanoTime();
    Tape tape = tapes.borrow();
    float[] logs = network.logProbabilities(tape, new Tokens(rows));
    tape.reset();
    tapes.giveBack(tape, System.nanoTime() - start);
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (experts.isPresent() && !empty[i]) {
        experts.get().pool(texts.get(i), logs, i * labels.size());
      }
      answers.add(decision.predict(labels, logs, i * labels.size(), empty[i]));
    }
    return answers;
  }

  /// Answers rows whose only cell is a text, as [#predict(List)] does.
  @Override
  public List<Prediction> answer(List<List<String>> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != 1) {
        throw new IllegalArgumentException(
            "row %s of %s: expected one cell, a text, got %s"
                .formatted(i + 1, rows.size(), rows.get(i).size()));
      }
    }
    return predict(rows.stream().map(List::getFirst).toList());
  }

  @Override
  public List<String> answers() {
    return Prediction.CELLS;
  }

  @Override
  public List<String> words() {
    return labels();
  }

  @Override
  public List<Role> roles() {
    return ClassifyJob.ROLES;
  }

  private static String text(List<String> texts, int i) {
    return Objects.requireNonNull(
        texts.get(i),
        () -> "text %s of %s: expected a text, got null".formatted(i + 1, texts.size()));
  }

  /// Predicts made-up texts until Java has compiled the code of predictions; without this, the
  /// first few hundred predictions are slow. Takes a few seconds, ten at most. Any thread may call
  /// it, and others may predict meanwhile; no answer changes.
  public void warmUp() {
    tapes.takeBest();
    new WarmUp(this).run();
  }

  /// Makes predictions faster with a table of at most 128 MiB: [#fold(long)].
  ///
  /// @return how large the table is, or would be, and how long it took to compute
  public Folding fold() {
    return fold(FOLD_BYTES);
  }

  /// Computes the input product of the first recurrent layer for each token of the vocabulary and
  /// keeps the results in a table, so that predictions compute only its recurrent products. No
  /// answer changes. This takes memory, V·D·G·H numbers (with 20,000 tokens and an LSTM of 256
  /// units in one direction, 78 MiB), and the time that is returned. Any thread may call it, and
  /// others may predict meanwhile; call [#warmUp()] after it.
  ///
  /// @param maxBytes the largest size of the table; a larger one is not kept, so 0 frees an earlier
  ///   table
  /// @return how large the table is, or would be, and how long it took to compute
  public Folding fold(long maxBytes) {
    return network.fold(maxBytes, tapes.workers());
  }

  /// Scores the classifier on labelled rows: its answers are those of [#predict], and all figures
  /// follow from them. Unsure answers count like the others.
  ///
  /// A label that the classifier does not know is a class with rows but without predictions, as in
  /// scikit-learn: its F1 of 0 counts in the mean, and its rows are errors, false positives of the
  /// label that was answered, and negatives where labels are ranked. Such rows have no loss; the
  /// loss is the mean over the others.
  ///
  /// @param data one column of texts and one of labels, read with [#columns]
  @Override
  public ClassifierScores score(Dataset data, Workers workers) {
    String text = data.columns().onlyTexts();
    TokenizedDataset cut =
        data.with(text, field.recipe())
            .with(data.columns().onlyLabels(), labels.recipe())
            .tokenize(workers);
    FittedLabels all = labels.widenedBy(cut);
    BatchIterator rows = ClassifierNetwork.inOrder(cut.encode(field, all));
    int[] lengths = IntStream.range(0, data.size()).map(i -> cut.length(text, i)).toArray();
    float[] priors = decision.priors().logarithms();
    IntPredicate empty = i -> priors.length > 0 && lengths[i] == 0;
    Experts.Alone alone = new Experts.Alone(experts, data.texts(text), labels.size());
    ClassScores scores =
        network.evaluate(
            rows.epoch(0),
            workers,
            (row, logs, at) -> {
              if (empty.test(row)) {
                System.arraycopy(priors, 0, logs, at, priors.length);
              }
              if (lengths[row] > 0) {
                alone.pool(row, logs, at);
              }
            });
    return new ClassifierScores(
        decision.decide(scores, empty), all.labels(), decision, alone.figures(scores), lengths);
  }

  /// The columns of a table that this classifier can be scored on, with their recipes.
  public Columns columns(String textColumn, String labelColumn) {
    return Columns.of(textColumn, new RawText()).and(labelColumn, labels.recipe());
  }

  @Override
  public Columns columns(Map<String, String> names) {
    return columns(
        Objects.requireNonNull(names.get(ClassifyJob.TEXT)),
        Objects.requireNonNull(names.get(ClassifyJob.LABEL)));
  }

  /// All labels, the most frequent in training first.
  public List<String> labels() {
    return labels.labels();
  }

  @Override
  public SequencedMap<String, String> metadata() {
    return ClassifierFile.metadata(this);
  }

  @Override
  public SequencedMap<String, Object> about() {
    SequencedMap<String, Object> about = new LinkedHashMap<>();
    about.put("labels", labels());
    return about;
  }

  /// The probability above which the second of two labels is the answer; with 0.5, the answer is
  /// the most likely label.
  public double threshold() {
    return decision.threshold();
  }

  /// The probability of an answer below which the classifier is unsure; 0 means never.
  public double minConfidence() {
    return decision.minConfidence();
  }

  @Override
  public Classifier withMinConfidence(double probability) {
    return new Classifier(
        field, labels, network, experts, decision.withMinConfidence(probability), notes);
  }

  @Override
  public Classifier with(Map<String, String> metadata) {
    Map<String, String> more = new LinkedHashMap<>(notes);
    more.putAll(metadata);
    return new Classifier(field, labels, network, experts, decision, more);
  }

  @Override
  public long parameters() {
    return network.parameters().values().stream().mapToLong(p -> p.count()).sum();
  }

  /// Its `labels`: by value if all are numbers, such as stars, otherwise in the model's order.
  @Override
  public SequencedMap<String, String> described() {
    List<String> shown = LabelOrder.of(labels()).stream().map(labels()::get).toList();
    return new LinkedHashMap<>(Map.of("labels", shown.size() + ": " + String.join(", ", shown)));
  }

  /// How the classifier reads texts: the recipe and the vocabulary.
  public FittedField field() {
    return field;
  }

  /// The layers of the network, for programs that look into it: frozen copies.
  public NetworkLayers layers() {
    return network.frozen(ClassifierFile.network(notes));
  }

  /// The linear model of n-grams; empty if there is none.
  public Optional<NGramModel> ngrams() {
    return experts.map(Experts::ngrams);
  }

  /// Pools the network's answer to a text with that of the n-grams, if there are any.
  ///
  /// @param logs the logarithms of the network's probabilities, in the order of [#labels()]
  /// @return the logarithms of the classifier's probabilities
  public float[] pooled(String text, float... logs) {
    float[] pooled = logs.clone();
    experts.ifPresent(parts -> parts.pool(text, pooled, 0));
    return pooled;
  }

  FittedLabels fittedLabels() {
    return labels;
  }

  ClassifierNetwork network() {
    return network;
  }

  Optional<Experts> experts() {
    return experts;
  }

  Decision decision() {
    return decision;
  }

  SequencedMap<String, String> notes() {
    return notes;
  }
}
