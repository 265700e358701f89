package dev.recur.task.classify;

import dev.recur.data.BatchIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.file.ModelFile;
import dev.recur.nn.Folding;
import dev.recur.score.ClassScores;
import dev.recur.task.Model;
import dev.recur.task.Role;
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
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A trained classifier of texts: immutable, and safe to share between threads.
///
///     Classifier classifier = Classifier.load(Path.of("reviews.recur"));
///     classifier.predict("a wonderful film").label();
///
/// A prediction computes in the calling thread and starts none. Each call borrows its working
/// memory from the classifier, so threads do not wait for each other. The first predictions of a
/// program take scalar kernels, which answer sooner, later ones the best, with equal bits;
/// [#warmUp()] is for those who want none of their predictions to be slow.
public final class Classifier implements Model {
  private static final long FOLD_BYTES = 128L << 20;

  private final FittedField field;
  private final FittedLabels labels;
  private final ClassifierNetwork network;
  private final SequencedMap<String, String> notes;
  private final Tapes tapes;
  private final Decision decision;

  /// @param notes the metadata beside what the classifier itself knows
  Classifier(
      FittedField field,
      FittedLabels labels,
      ClassifierNetwork network,
      Decision decision,
      Map<String, String> notes) {
    this.field = field;
    this.labels = labels;
    this.network = network;
    this.decision = decision;
    this.notes = new LinkedHashMap<>(notes);
    this.tapes = new Tapes(network.parameters().values());
  }

  /// Reads a classifier from a model file.
  ///
  /// @throws IOException if there is no such file, or it is not such a model; says why
  public static Classifier load(Path file) throws IOException {
    return ClassifierFile.read(ModelFile.read(file));
  }

  /// Reads a classifier from a stream, to its end.
  ///
  /// @throws IOException if the stream does not hold such a model; says why
  public static Classifier load(InputStream in) throws IOException {
    return ClassifierFile.read(ModelFile.read(in));
  }

  /// Reads a classifier from the bytes of a model file.
  ///
  /// @throws IOException if the bytes are not such a model; says why
  public static Classifier load(byte[] bytes) throws IOException {
    return ClassifierFile.read(ModelFile.read(bytes));
  }

  @Override
  public ModelFile file() {
    return ClassifierFile.write(this);
  }

  /// The labels of a text with their probabilities.
  ///
  /// @throws NullPointerException if there is no text; an empty one is answered
  public Prediction predict(String text) {
    return predict(Collections.singletonList(text)).getFirst();
  }

  /// The labels of several texts, computed together; each answer is the same, to the bit, as if its
  /// text had been alone.
  ///
  /// @throws NullPointerException if one of them is not there; says which
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
      answers.add(decision.predict(labels, logs, i * labels.size(), empty[i]));
    }
    return answers;
  }

  /// The answers to rows whose only cell is a text: [#predict(List)].
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

  /// Predicts made-up texts until Java has compiled what predictions run through, which otherwise
  /// makes the first hundreds of them slow. Takes some seconds, at most ten. Any thread may call
  /// it, and others may predict meanwhile; no answer changes.
  public void warmUp() {
    tapes.takeBest();
    new WarmUp(this).run();
  }

  /// Makes predictions faster with a table of at most 128 MiB, as [#fold(long)] does.
  ///
  /// @return how large the table is, or would be, and how long it took
  public Folding fold() {
    return fold(FOLD_BYTES);
  }

  /// Computes what each token of the vocabulary brings to the first recurrent layer and keeps that
  /// table, so that a prediction is left with the recurrent products. No answer changes. It costs
  /// memory, V·D·G·H numbers (20,000 tokens, an LSTM of 256 units: 78 MiB), and the time that the
  /// answer says. Any thread may call it, and others may predict meanwhile; [#warmUp()] goes after
  /// it.
  ///
  /// @param maxBytes the most that the table may take; above that there is none afterwards, so 0
  ///   gives back an earlier one
  /// @return how large the table is, or would be, and how long it took
  public Folding fold(long maxBytes) {
    return network.fold(maxBytes, tapes.workers());
  }

  /// What the classifier says about every row of labelled data, decided as [#predict] decides, with
  /// all figures that follow from it. Where it is unsure, its answer counts nevertheless.
  ///
  /// A label that the classifier does not know is a class with rows and no answers, as in
  /// scikit-learn: its F1 is 0 in the mean, and its rows are errors, false positives of the label
  /// that they are given, and negatives where labels are ranked. The loss, which such a row does
  /// not have, is the mean over the others.
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
    ClassScores scores = network.evaluate(rows.epoch(0), workers, empty, priors);
    return new ClassifierScores(decision.decide(scores, empty), all.labels(), decision, lengths);
  }

  /// The columns of a table that this classifier can be scored on.
  public Columns columns(String textColumn, String labelColumn) {
    return Columns.of(textColumn, new RawText()).and(labelColumn, labels.recipe());
  }

  @Override
  public Columns columns(Map<String, String> names) {
    return columns(
        Objects.requireNonNull(names.get(ClassifyJob.TEXT)),
        Objects.requireNonNull(names.get(ClassifyJob.LABEL)));
  }

  /// All labels, the commonest in training first.
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

  /// From which probability on the second of two labels is the answer; 0.5 is the likeliest.
  public double threshold() {
    return decision.threshold();
  }

  /// Below which probability of its answer the classifier is unsure; 0 is never.
  public double minConfidence() {
    return decision.minConfidence();
  }

  @Override
  public Classifier withMinConfidence(double probability) {
    return new Classifier(field, labels, network, decision.withMinConfidence(probability), notes);
  }

  @Override
  public Classifier with(Map<String, String> metadata) {
    Map<String, String> more = new LinkedHashMap<>(notes);
    more.putAll(metadata);
    return new Classifier(field, labels, network, decision, more);
  }

  @Override
  public long parameters() {
    return network.parameters().values().stream().mapToLong(p -> p.count()).sum();
  }

  /// Its `labels`: numbers, such as stars, by value, others as the model has them.
  @Override
  public SequencedMap<String, String> described() {
    List<String> shown = LabelOrder.of(labels()).stream().map(labels()::get).toList();
    return new LinkedHashMap<>(Map.of("labels", shown.size() + ": " + String.join(", ", shown)));
  }

  FittedField field() {
    return field;
  }

  ClassifierNetwork network() {
    return network;
  }

  Decision decision() {
    return decision;
  }

  SequencedMap<String, String> notes() {
    return notes;
  }
}
