package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.score.ClassMetrics;
import dev.recur.score.Interval;
import dev.recur.settings.Settings;
import dev.recur.task.Course;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.train.LossCurve;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The facts about a training run on which advice is based.
///
/// @param curve all trained epochs
/// @param bestEpoch the epoch whose weights were kept, from 1
/// @param counts the number of training texts of each label, in the order of the test's classes, of
///   which it may have more
/// @param validRows the number of texts on which the best epoch was chosen
/// @param test the network's answers on the test
/// @param interval the 95 % interval of its accuracy there
/// @param naiveBayes the accuracy of naive Bayes there
/// @param alone the accuracy there of the network and of the n-grams alone; none if there are no
///   n-grams
record Facts(
    LossCurve curve,
    int bestEpoch,
    List<Integer> counts,
    int validRows,
    ClassMetrics test,
    Interval interval,
    double naiveBayes,
    Map<String, Double> alone,
    NetworkSettings network,
    FitSettings fit,
    LabelSettings labels) {
  private static final double RARE = 0.2; // of the texts of the most frequent label
  private static final double SURE = 3; // standard errors
  private static final double CLEAR = 2;
  private static final double LEARNED = 0.98; // of the loss of guessing
  private static final double EXCELLENT = 0.98; // accuracy
  private static final double EXCELLENT_F1 = 0.95; // its mean over labels

  /// The facts of a run.
  static Facts of(Course course, ClassifySettings settings) {
    ClassifierScores test = (ClassifierScores) course.test();
    Map<String, Long> counts = new HashMap<>();
    Dataset train = course.parts().train();
    String column = ClassifyJob.labelColumn(train);
    for (int i = 0; i < train.size(); i++) {
      counts.merge(train.row(i).text(column), 1L, Long::sum);
    }
    return new Facts(
        course.curve(),
        course.bestEpoch(),
        ((Classifier) course.model())
            .labels().stream().map(label -> counts.getOrDefault(label, 0L).intValue()).toList(),
        course.parts().valid().size(),
        test.metrics(),
        Objects.requireNonNull(course.at95().get("accuracy")),
        course.baselines().getLast().figure().value(),
        alone(test),
        settings.network(),
        settings.fit(),
        settings.labels());
  }

  private static Map<String, Double> alone(ClassifierScores test) {
    Map<String, Double> alone = new HashMap<>();
    test.parts().forEach((name, figure) -> alone.put(name, figure.value()));
    return alone;
  }

  /// Whether the network is pooled with n-grams.
  boolean isPooled() {
    return !alone.isEmpty();
  }

  double networkAlone() {
    return alone.getOrDefault(Experts.NETWORK, Double.NaN);
  }

  double ngramsAlone() {
    return alone.getOrDefault(Experts.NGRAMS, Double.NaN);
  }

  /// Whether the n-grams alone do clearly better on the test than the label that is the most
  /// frequent in training.
  boolean ngramsHaveLearned() {
    double majority = test.support(counts.indexOf(Collections.max(counts))) / (double) tested();
    return ngramsAlone() > majority + SURE * Math.sqrt(majority * (1 - majority) / tested());
  }

  /// The number of texts in the test.
  int tested() {
    return Math.max(1, test.rows());
  }

  /// Whether an accuracy on the test exceeds another by more than chance explains, even if the two
  /// were measured on different texts.
  boolean isClearlyAbove(double high, double low) {
    return high - low > CLEAR * Math.sqrt((high * (1 - high) + low * (1 - low)) / tested());
  }

  EpochEnded best() {
    return curve.epochs().get(bestEpoch - 1);
  }

  int trainRows() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  int epochs() {
    return fit.epochs().orElseThrow();
  }

  /// The number of epochs by default, with this size of a batch.
  int usualEpochs() {
    Map<String, String> batch = Map.of("batchSize", Settings.text(fit.batchSize()));
    return Settings.create(FitSettings.class, batch).resolved(trainRows()).epochs().orElseThrow();
  }

  /// The validation loss of guessing by the frequency of each label, without looking at the texts.
  double guessingLoss() {
    if (!isPlain()) {
      long learnt = counts.stream().filter(count -> count > 0).count();
      return StrictMath.log((double) learnt); // labels are learnt as if equally frequent
    }
    double loss = 0;
    for (int count : counts) {
      double share = (double) count / trainRows();
      loss -= count == 0 ? 0 : share * StrictMath.log(share);
    }
    return loss;
  }

  /// Whether rows and labels count in training as often as they occur.
  boolean isPlain() {
    return labels.classWeights().equals(ClassWeights.NONE)
        && labels.sampler() == SamplerKind.SHUFFLED;
  }

  /// The fraction of the most frequent label among the training texts.
  double commonest() {
    return (double) Collections.max(counts) / trainRows();
  }

  /// Whether the network does better than guessing by frequency, on the validation or on the
  /// training texts.
  boolean hasLearned() {
    return curve.lowest() < LEARNED * guessingLoss()
        || best().trainHeadline() > commonest() + SURE * Math.sqrt(variance(commonest()));
  }

  boolean isWorseThanGuessing() {
    return curve.lowest() > guessingLoss();
  }

  /// Whether another run could hardly be measurably better.
  boolean isExcellent() {
    boolean perfectByChance = interval.high() == 1 && test.accuracy() >= EXCELLENT_F1;
    return (test.accuracy() >= EXCELLENT || perfectByChance)
        && test.macroF1() >= EXCELLENT_F1
        && !isBelowNaiveBayes();
  }

  /// By how much the accuracy on training texts exceeds that on validation texts.
  double gap() {
    return best().trainHeadline() - best().validHeadline().value();
  }

  /// The largest gap that chance alone explains; the sample of training texts is as large as the
  /// validation set.
  double chanceOfGap() {
    return SURE
        * Math.sqrt(variance(best().trainHeadline()) + variance(best().validHeadline().value()));
  }

  private double variance(double accuracy) {
    return accuracy * (1 - accuracy) / validRows;
  }

  boolean isBelowNaiveBayes() {
    return interval.high() < naiveBayes;
  }

  /// Whether a label occurs far less often than the most frequent one.
  boolean isRare(int label) {
    return counts.get(label) < RARE * Collections.max(counts);
  }

  /// The mean F1 of these labels, of those that occur in training and in the test.
  double meanF1(IntPredicate labels) {
    return IntStream.range(0, counts.size())
        .filter(c -> test.support(c) > 0 && counts.get(c) > 0)
        .filter(labels)
        .mapToDouble(test::f1)
        .average()
        .orElse(Double.NaN);
  }
}
