package dev.recur.task.classify;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.Advice;
import dev.recur.task.FitSettings;
import dev.recur.task.ScheduleKind;
import dev.recur.task.text.NetworkSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a run's figures mean, in words, and what to try next if experiments showed what helps.
///
/// Three tables of rules. The first verdict that holds is reported; if it offers nothing to try,
/// and the network has learnt something and is not excellent, the first remedy that holds; then
/// every remark that holds. A setting is advised only if it raised the accuracy of runs that were
/// made to have the fault: docs/decisions.md.
final class LabelAdvice {
  private static final FitSettings FIT = Settings.create(FitSettings.class, Map.of());
  private static final NetworkSettings NETWORK = Settings.create(NetworkSettings.class, Map.of());
  private static final double FAR = 10; // times the usual learning rate
  private static final double WIDE_GAP = 0.05; // of accuracy
  private static final double SHOWN = 0.0005; // of accuracy: below it, the digits are the same
  private static final double FALL_BEHIND = 0.1; // of F1: rare labels below the others
  private static final int FEW_ROWS = 200;
  private static final int FEW_TESTED = 30; // texts: intervals of fewer are too narrow

  private LabelAdvice() {}

  /// @param tries the settings to try
  private record Rule(
      Predicate<Facts> holds,
      Function<Facts, Sentence> says,
      Function<Facts, List<Mention>> tries) {
    /// A rule that offers nothing to try.
    Rule(Predicate<Facts> holds, Function<Facts, Sentence> says) {
      this(holds, says, f -> List.of());
    }
  }

  private static final List<Rule> VERDICTS =
      List.of(
          new Rule(
              f -> !f.hasLearned() && (!f.isPooled() || !isAdaptive(f) || isFar(f)),
              f ->
                  Sentence.of(
                      "The network has learnt nothing: its validation loss never fell clearly below"
                          + " that of guessing, %.4f. %s",
                      f.guessingLoss(), whyNotLearned(f)),
              f ->
                  isAdaptive(f)
                      ? (isFar(f) ? List.of(usualRate()) : List.of())
                      : List.of(Mention.of("optimizer", "adam"), usualRate())),
          new Rule(
              f -> !f.hasLearned() && !f.ngramsHaveLearned(),
              f ->
                  Sentence.of(
                      "Neither the network nor the n-grams do clearly better than guessing, by %s of"
                          + " the test. %s",
                      count(f.test().rows(), "text"), whyNotLearned(f))),
          new Rule(
              f -> isAdaptive(f) && isFar(f) && (f.isBelowNaiveBayes() || f.isWorseThanGuessing()),
              f -> Sentence.of("The network has hardly learnt anything. %s", whyNotLearned(f)),
              f -> List.of(usualRate())),
          new Rule(
              Facts::isExcellent,
              f ->
                  Sentence.of(
                      "There is hardly anything left to gain: on the test set, accuracy is %s and"
                          + " macro-F1 is %s.",
                      Settings.percent(f.test().accuracy()), Settings.percent(f.test().macroF1()))),
          new Rule(
              f ->
                  f.bestEpoch() == f.epochs()
                      && f.curve().stillFalls(f.guessingLoss())
                      && (f.epochs() < f.usualEpochs()
                          || (!f.isPooled() // it has what more epochs could add
                              && f.fit().schedule()
                                  == ScheduleKind.CONSTANT)), // else it always does
              f ->
                  Sentence.of(
                      "Underfitting: %s, and the validation loss was still falling, so the network"
                          + " had not finished learning.",
                      f.bestEpoch() == 1
                          ? "there was only one epoch"
                          : Sentence.of("the last of %d epochs was the best", f.bestEpoch())),
              f -> List.of(Mention.of("epochs", Math.max(2 * f.epochs(), f.usualEpochs())))),
          new Rule(
              Facts::isPooled,
              f ->
                  Sentence.of(
                      "%s: on the test set, the network alone has %s, the n-grams alone %s, and both"
                          + " together %s. More labelled texts would help most.",
                      parts(f),
                      Settings.percent(f.networkAlone()),
                      Settings.percent(f.ngramsAlone()),
                      Settings.percent(f.test().accuracy()))),
          new Rule(
              f -> f.gap() >= WIDE_GAP && f.gap() > f.chanceOfGap(),
              f ->
                  Sentence.of(
                      "Overfitting: %s%s. More labelled texts would help most.",
                      answers(f, "but only"),
                      f.curve().overfitsAfter(f.bestEpoch())
                          ? Sentence.of(
                              "; after epoch %d, whose weights are kept, the validation loss rose"
                                  + " while the training loss fell",
                              f.bestEpoch())
                          : "")),
          new Rule(
              f -> f.isBelowNaiveBayes() && f.best().trainHeadline() < f.naiveBayes(),
              f ->
                  Sentence.of(
                      "Underfitting: it classifies only %s of its own training texts correctly,"
                          + " while naive Bayes reaches %s on the test set.",
                      Settings.percent(f.best().trainHeadline()), Settings.percent(f.naiveBayes())),
              LabelAdvice::usualSize),
          new Rule(
              f -> f.curve().overfitsAfter(f.bestEpoch()),
              f ->
                  Sentence.of(
                      "The network began to overfit after epoch %d, so the weights of that epoch"
                          + " are kept: with them %s.",
                      f.bestEpoch(), answers(f, "and"))),
          new Rule(
              f -> true,
              f ->
                  Sentence.of(
                      "%s: %s. More labelled texts would help most.",
                      f.curve().overfitsAfter(0)
                          ? "The validation loss rose and fell again"
                          : "Neither overfitting nor underfitting",
                      answers(f, "and"))));

  private static final List<Rule> REMEDIES =
      List.of(
          new Rule(
              f ->
                  f.isPlain()
                      && !f.isPooled() // it would cost more accuracy than rare labels gain
                      && f.meanF1(f::isRare)
                          < f.meanF1(c -> !f.isRare(c)) - FALL_BEHIND, // false where none is rare
              f ->
                  Sentence.of(
                      "Rare labels score poorly: their mean F1 is %s, that of the other labels %s.",
                      Settings.percent(f.meanF1(f::isRare)),
                      Settings.percent(f.meanF1(c -> !f.isRare(c)))),
              f ->
                  List.of(
                      Mention.of("classWeights", "balanced"), Mention.of("monitor", "macro-f1"))));

  private static final List<Rule> REMARKS =
      List.of(
          new Rule(
              f -> f.isBelowNaiveBayes() && f.test().rows() >= FEW_TESTED,
              f ->
                  Sentence.of(
                      "Naive Bayes is better on the same test%s.",
                      f.isPooled()
                          ? ""
                          : ": here, single words and pairs of words matter more than word order")),
          new Rule(
              f ->
                  f.interval().low() <= f.naiveBayes()
                      && f.naiveBayes() <= f.interval().high()
                      && Math.abs(f.test().accuracy() - f.naiveBayes()) > SHOWN,
              f ->
                  Sentence.plain(
                      "With a test of this size, the difference from naive Bayes may be due to"
                          + " chance.")),
          new Rule(
              f -> f.validRows() < FEW_ROWS,
              f ->
                  Sentence.of(
                      "The best epoch was chosen on only %s: a different %s may select a different"
                          + " one.",
                      count(f.validRows(), "text"), Mention.of("seed"))));

  static Advice of(Facts facts) {
    List<Rule> rules = new ArrayList<>();
    rules.add(VERDICTS.stream().filter(r -> r.holds().test(facts)).findFirst().orElseThrow());
    boolean offered = !rules.getFirst().tries().apply(facts).isEmpty();
    if (!offered && facts.hasLearned() && !facts.isExcellent()) {
      REMEDIES.stream().filter(r -> r.holds().test(facts)).findFirst().ifPresent(rules::add);
    }
    REMARKS.stream().filter(r -> r.holds().test(facts)).forEach(rules::add);
    List<Mention> changes = new ArrayList<>(); // of one rule at most
    List<Sentence> sentences = new ArrayList<>();
    for (Rule rule : rules) {
      List<Mention> tries = rule.tries().apply(facts);
      changes.addAll(tries);
      Sentence says = rule.says().apply(facts);
      sentences.add(
          tries.isEmpty() ? says : Sentence.of("%s Try %s.", says, Sentence.joined(tries)));
    }
    return new Advice(Sentence.joined(sentences), changes);
  }

  private static boolean isAdaptive(Facts f) {
    return switch (f.fit().optimizer()) {
      case ADAM, ADAMW, RMSPROP -> true;
      case SGD, ADAGRAD, ADADELTA -> false;
    };
  }

  private static boolean isFar(Facts f) {
    return f.fit().lr() >= FAR * FIT.lr() || f.fit().lr() <= FIT.lr() / FAR;
  }

  private static Mention usualRate() {
    return Mention.of("lr", number(FIT.lr()));
  }

  private static Sentence whyNotLearned(Facts f) {
    String rate = "A learning rate of " + number(f.fit().lr());
    String usual = number(FIT.lr());
    return !isAdaptive(f)
        ? Sentence.of("%s may be wrong for this optimiser.", rate)
        : !isFar(f)
            ? Sentence.plain(
                "Either the texts do not distinguish the labels, or there are too few texts.")
            : f.fit().lr() > FIT.lr()
                ? Sentence.of("%s is far above the usual %s.", rate, usual)
                : Sentence.of(
                    "%s is far below the usual %s: the weights hardly moved.", rate, usual);
  }

  private static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /// The usual size and dropout, for a network that is too small or drops too much.
  private static List<Mention> usualSize(Facts f) {
    List<Mention> tries = new ArrayList<>();
    if (f.network().hidden() < NETWORK.hidden()) {
      tries.add(Mention.of("hidden", NETWORK.hidden()));
    }
    if (f.network().dropout() > NETWORK.dropout()) {
      tries.add(Mention.of("dropout", number(NETWORK.dropout())));
    }
    return tries;
  }

  private static String parts(Facts f) {
    double network = f.networkAlone();
    double ngrams = f.ngramsAlone();
    return f.isClearlyAbove(f.test().accuracy(), Math.max(network, ngrams))
        ? "The network and the n-grams complement each other"
        : f.isClearlyAbove(ngrams, network)
            ? "The n-grams carry the answer"
            : f.isClearlyAbove(network, ngrams)
                ? "The network carries the answer"
                : "The network and the n-grams do about equally well";
  }

  private static Sentence answers(Facts f, String and) {
    return Sentence.of(
        "it classifies %s of the training texts correctly, %s %s of the validation texts",
        Settings.percent(f.best().trainHeadline()),
        and,
        Settings.percent(f.best().validHeadline().value()));
  }

  /// A number as a person would type it.
  private static String number(double x) {
    return x >= 1e-4 && x < 1e6
        ? new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : Double.toString(x).replace(".0E", "e").replace('E', 'e');
  }
}
