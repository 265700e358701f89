package dev.recur.task.classify;

import dev.recur.score.Block;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassScores;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The scores of a classifier on labelled texts, with the names of the labels and the lengths of
/// the texts.
///
/// {@snippet class="ClassifyExamples" region="scores"}
public final class ClassifierScores implements Scores {
  private final ClassScores scores;
  private final List<String> labels;
  private final Decision decision;
  private final SequencedMap<String, Figure> parts;
  private final int[] lengths;

  /// @param labels all labels, those that the classifier does not know after the others
  /// @param parts the accuracy of each part alone
  /// @param lengths the number of tokens of each text
  ClassifierScores(
      ClassScores scores,
      List<String> labels,
      Decision decision,
      SequencedMap<String, Figure> parts,
      int... lengths) {
    this.scores = scores;
    this.labels = List.copyOf(labels);
    this.decision = decision;
    this.parts = parts;
    this.lengths = lengths;
  }

  /// The probabilities and decisions, row by row.
  public ClassScores scores() {
    return scores;
  }

  /// The confusion matrix and the figures that follow from it; classes are numbered as in
  /// [#labels].
  public ClassMetrics metrics() {
    return scores.metrics();
  }

  /// All labels; those that the classifier does not know come after the others.
  public List<String> labels() {
    return labels;
  }

  Decision decision() {
    return decision;
  }

  /// The scores of the texts with `least` to `most` tokens.
  ClassScores ofLengths(int least, int most) {
    return scores.part(i -> lengths[i] >= least && lengths[i] <= most);
  }

  /// The scores of the texts that the classifier is sure about.
  ClassScores sure() {
    return scores.part(i -> scores.probability(i, scores.decided(i)) >= decision.minConfidence());
  }

  @Override
  public int rows() {
    return scores.rows();
  }

  @Override
  public SequencedMap<String, Figure> figures() {
    return scores.figures();
  }

  @Override
  public SequencedMap<String, Figure> figures(int... times) {
    return scores.figures(times);
  }

  @Override
  public double loss() {
    return scores.loss();
  }

  @Override
  public String headline() {
    return scores.headline();
  }

  @Override
  public SequencedMap<String, double[]> resamples(int count, Seed seed, Workers workers) {
    return scores.resamples(count, seed, workers);
  }

  @Override
  public SequencedMap<String, Figure> parts() {
    return Collections.unmodifiableSequencedMap(parts);
  }

  @Override
  public List<String> summary() {
    return scores.summary();
  }

  @Override
  public List<Block> brief() {
    LabelTables tables = new LabelTables(this);
    return List.of(tables.labels(), tables.confusions());
  }

  @Override
  public List<Block> blocks() {
    return new LabelTables(this).all();
  }

  @Override
  public SequencedMap<String, Object> details(Map<String, Interval> at95) {
    return new LabelDetails(this).all(at95);
  }

  @Override
  public SequencedMap<String, Object> intervals(Map<String, Interval> at95) {
    return LabelDetails.intervals(at95);
  }

  @Override
  public List<Integer> mistakes(int most) {
    return scores.mistakes(most);
  }

  @Override
  public Optional<BitSet> correct() {
    return scores.correct();
  }

  @Override
  public String note(Map<String, Interval> at95) {
    return LabelDetails.note(at95);
  }
}
