package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.ngram.CrossFit;
import dev.recur.ngram.NGramModel;
import dev.recur.ngram.NGramRows;
import dev.recur.ngram.Pooling;
import dev.recur.score.ClassScores;
import dev.recur.score.Figure;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.FieldOptions;
import dev.recur.text.FittedLabels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The linear model that is combined with a classifier's network, and how much the network counts.
///
///     log p = β·log p_network + z − ln Σ …
///
/// z are the scores of the n-grams ([NGramModel]). β, and a factor for z that the model's weights
/// contain, are fitted on the validation texts ([Pooling]), with scores of linear models that had
/// not learnt from them: otherwise the n-grams, which fit almost perfectly what they have seen,
/// would seem to need no network.
///
/// @param ngrams the linear model
/// @param network β, at least 0
record Experts(NGramModel ngrams, double network) {
  /// The names of the parts.
  static final String NETWORK = "network";

  static final String NGRAMS = "ngrams";

  // Sizes of all texts up to which the linear model is cross-validated: of so few characters, all
  // n-grams are kept ([NGramRows]), at most six for each.
  private static final int FEW = 10_000;
  private static final long FEW_CHARACTERS = 5_000_000;
  private static final double[] PRIOR = {0.9, 0.2}; // of the n-grams, of the network

  /// What was learnt.
  ///
  /// @param pooled the scores on the validation rows, with n-grams that had not learnt from them
  record Learnt(Experts experts, ClassScores pooled) {}

  /// Learns from the training texts; from few also from the validation texts, unless those are a
  /// file of their own.
  ///
  /// @param field how the network reads texts
  /// @param valid the network's scores on the validation rows
  /// @param weights of the classes in the loss; none if all count alike
  static Learnt learn(
      Parts parts,
      FieldOptions field,
      FittedLabels labels,
      ClassScores valid,
      float[] weights,
      Context context) {
    List<String> texts = parts.train().texts(ClassifyJob.textColumn(parts.train()));
    List<String> others = parts.valid().texts(ClassifyJob.textColumn(parts.valid()));
    boolean together = parts.valid().isPartOf(parts.all()) && areFew(texts, others);
    List<String> learnt =
        together ? Stream.concat(texts.stream(), others.stream()).toList() : texts;
    Workers workers = context.workers();
    Seed seed = context.seed().split("ngrams");
    NGramRows rows = NGramRows.of(learnt, field.lower(), field.normalize(), labels.size(), workers);
    int[] known = known(parts.train(), labels);
    int[] held = held(valid);
    float[] all = weights.length > 0 ? scaled(weights, known) : ones(labels.size());
    CrossFit fit =
        together
            ? CrossFit.folds(rows, joined(known, held), all, seed, workers)
            : CrossFit.once(
                rows,
                IntStream.range(0, rows.size()).map(i -> known[rows.text(i)]).toArray(),
                rows.more(others, workers),
                held,
                all,
                seed,
                workers);
    int first = together ? texts.size() : rows.size(); // of the validation texts
    float[][] z = new float[held.length][];
    Arrays.setAll(z, i -> fit.heldOut(first + i));
    float[][][] answers = {z, logarithms(valid)};
    double[] beta = Pooling.fit(answers, held, all, PRIOR);
    return new Learnt(
        new Experts(fit.model(beta[0]), beta[1]), pooled(Pooling.pooled(answers, beta), valid));
  }

  /// The largest number of texts whose scores are kept to choose weights.
  ///
  /// @param texts to train on
  /// @param valid texts that validate
  static int heldOut(int texts, int valid) {
    return Math.max(valid, Math.min(FEW, texts + valid));
  }

  private static boolean areFew(List<String> texts, List<String> others) {
    return texts.size() + others.size() <= FEW
        && characters(texts) + characters(others) <= FEW_CHARACTERS;
  }

  private static long characters(List<String> texts) {
    return texts.stream().mapToLong(String::length).sum();
  }

  private static ClassScores pooled(float[][] logs, ClassScores valid) {
    var scores = new ClassScores.Builder(valid.classes());
    for (int i = 0; i < logs.length; i++) {
      scores.add(valid.actual(i), logs[i]);
    }
    return scores.build();
  }

  private static int[] known(Dataset train, FittedLabels labels) {
    String column = ClassifyJob.labelColumn(train);
    return train.texts(column).stream().mapToInt(labels::index).toArray();
  }

  /// The class of each validation row, or −1 for a label that training does not have.
  private static int[] held(ClassScores valid) {
    return IntStream.range(0, valid.rows())
        .map(i -> valid.actual(i) < valid.classes() ? valid.actual(i) : -1)
        .toArray();
  }

  private static float[][] logarithms(ClassScores scores) {
    float[][] all = new float[scores.rows()][scores.classes()];
    for (int i = 0; i < all.length; i++) {
      for (int c = 0; c < all[i].length; c++) {
        all[i][c] = scores.logProbability(i, c);
      }
    }
    return all;
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  /// Weights with a mean of 1 over the rows: as in the network's loss, only their ratios count.
  private static float[] scaled(float[] weights, int[] rows) {
    double sum = Arrays.stream(rows).mapToDouble(y -> weights[y]).sum();
    float[] scaled = weights.clone();
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] *= (float) (rows.length / sum);
    }
    return scaled;
  }

  private static float[] ones(int classes) {
    float[] ones = new float[classes];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// Combines the answer of the network to a text with that of the n-grams.
  ///
  /// @param logs the logarithms of the network's probabilities, from `at` on; the pooled ones
  ///   replace them
  void pool(String text, float[] logs, int at) {
    pool(ngrams.scores(text), logs, at);
  }

  /// Combines the answer of the network with the scores of the n-grams.
  ///
  /// @param z the scores of the n-grams, (C)
  /// @param logs the logarithms of the network's probabilities, from `at` on; the pooled ones
  ///   replace them
  void pool(float[] z, float[] logs, int at) {
    for (int c = 0; c < z.length; c++) {
      z[c] += (float) (network * logs[at + c]);
    }
    Pooling.normalize(z);
    System.arraycopy(z, 0, logs, at, z.length);
  }

  /// Pools the answers of a classifier's parts, and remembers what each part alone would have
  /// answered.
  static final class Alone {
    private final Optional<Experts> experts;
    private final List<String> texts;
    private final int classes;
    private final int[] network; // the answer to each text
    private final int[] ngrams;

    Alone(Optional<Experts> experts, List<String> texts, int classes) {
      this.experts = experts;
      this.texts = texts;
      this.classes = classes;
      network = new int[experts.isPresent() ? texts.size() : 0];
      ngrams = network.clone();
    }

    /// Pools the answer of the network with that of the experts, if there are any.
    ///
    /// @param logs the logarithms of the network's probabilities, from `at` on; the pooled ones
    ///   replace them
    void pool(int row, float[] logs, int at) {
      if (experts.isPresent()) {
        float[] z = experts.get().ngrams().scores(texts.get(row));
        network[row] = ClassScores.likeliest(logs, at, classes);
        ngrams[row] = ClassScores.likeliest(z, 0, classes);
        experts.get().pool(z, logs, at);
      }
    }

    /// The accuracy of each part alone; none without experts.
    SequencedMap<String, Figure> figures(ClassScores scores) {
      SequencedMap<String, Figure> all = new LinkedHashMap<>();
      if (experts.isPresent()) {
        all.put(NGRAMS, accuracy("n-grams alone", ngrams, scores));
        all.put(NETWORK, accuracy("network alone", network, scores));
      }
      return all;
    }

    private static Figure accuracy(String title, int[] answers, ClassScores scores) {
      long right =
          IntStream.range(0, answers.length).filter(i -> answers[i] == scores.actual(i)).count();
      return Figure.share(title, (double) right / Math.max(1, answers.length));
    }
  }
}
