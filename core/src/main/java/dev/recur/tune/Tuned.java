package dev.recur.tune;

import dev.recur.run.PreparedRun;
import dev.recur.run.RunPlan;
import dev.recur.score.Block;
import dev.recur.settings.Counts;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The result of a search: the winner, and what the search has seen.
///
/// {@snippet class="TuneExamples" region="search"}
public final class Tuned {
  private static final double LEVEL = 0.05; // the chance that luck alone replaces the defaults
  private static final int MANY = 20; // standard errors
  private static final int SHOWN = 5;

  private final RunPlan asked;
  private final PreparedRun<?> usual;
  private final SearchSpace space;
  private final List<Integer> rungs;
  private final List<Trial> trials;
  private final double seconds;
  private final Trial best;
  private final Optional<Trial> first; // the defaults, at the best one's rung

  /// @param fair the results among which the winner is: those of rungs that all of their networks
  ///   have ended
  Tuned(
      RunPlan asked,
      PreparedRun<?> usual,
      SearchSpace space,
      List<Integer> rungs,
      List<Trial> trials,
      List<Trial> fair,
      double seconds) {
    this.asked = asked;
    this.usual = usual;
    this.space = space;
    this.rungs = rungs;
    this.trials = List.copyOf(trials);
    this.seconds = seconds;
    best = best(fair).orElseThrow();
    first =
        fair.stream()
            .filter(trial -> trial.number() == 1 && trial.rung() == best.rung())
            .findFirst();
  }

  /// The best network of the highest rung that has any.
  static Optional<Trial> best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> !trial.hasFailed())
        .min(
            Comparator.comparingInt((Trial trial) -> -trial.rung())
                .thenComparingDouble(Trial::cost)
                .thenComparingInt(Trial::number));
  }

  /// All results, by network and rung.
  public List<Trial> trials() {
    return trials;
  }

  /// Whether the winner is the first trial, which has the defaults as far as they are among the
  /// values that were asked for, because no network was better by more than chance explains.
  public boolean isUsual() {
    return best.number() == 1 || !(first.isEmpty() || isSurelyBetter(first.get()));
  }

  private boolean isSurelyBetter(Trial defaults) {
    double errors = best.betterThan(defaults);
    return Double.isNaN(errors) ? best.cost() < defaults.cost() : errors >= required();
  }

  /// The standard errors by which the best network has to be better. Each of the others could have
  /// been the lucky one, so the level is divided by their number (Bonferroni's correction).
  private double required() {
    long others = trials.stream().mapToInt(Trial::number).distinct().count() - 1;
    return quantile(LEVEL / Math.max(1, others));
  }

  /// The number that a standard normal variable exceeds with a small probability: Abramowitz and
  /// Stegun 1964, formula 26.2.23, to 0.0005.
  static double quantile(double probability) {
    double t = Math.sqrt(-2 * StrictMath.log(probability));
    double above = 2.515517 + t * (0.802853 + t * 0.010328);
    double below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    return t - above / below;
  }

  /// The network that won.
  public Trial winner() {
    return isUsual() ? first.orElse(best) : best;
  }

  /// The run of the winner's plan, on the rows of the search: to be trained to its end, and tested.
  public PreparedRun<?> run() {
    return usual.with(space.plan(winner().values()).settings());
  }

  /// The arguments of `recur train` that repeat the winner.
  public List<String> arguments() {
    RunPlan plan = space.plan(winner().values());
    return new RunPlan(asked.job(), asked.data(), asked.division(), different(plan.settings()))
        .arguments();
  }

  /// The settings that are not the defaults.
  private SequencedMap<String, String> different(Map<String, String> words) {
    SequencedMap<String, String> defaults = space.defaults();
    SequencedMap<String, String> different = new LinkedHashMap<>(words);
    different.entrySet().removeIf(word -> word.getValue().equals(defaults.get(word.getKey())));
    return different;
  }

  /// What mattered most, the most important setting first.
  public List<Importance> importance() {
    return Importance.of(
        space.ranges(),
        trials.stream()
            .filter(trial -> trial.rung() == 0 && space.isRandom(trial.number()))
            .toList());
  }

  /// The last result of each network, the best first: those that were trained longest, then by
  /// their figure.
  public List<Trial> ranking() {
    Map<Integer, Trial> last = new LinkedHashMap<>();
    trials.forEach(trial -> last.merge(trial.number(), trial, Tuned::later));
    return last.values().stream()
        .sorted(
            Comparator.comparing(Trial::hasFailed)
                .thenComparingInt(trial -> -trial.rung())
                .thenComparingDouble(Trial::cost)
                .thenComparingInt(Trial::number))
        .toList();
  }

  /// A network that was among the best and then failed has its earlier result.
  private static Trial later(Trial before, Trial after) {
    return after.hasFailed() ? before : after;
  }

  /// The result for people: a table, a chart, what mattered, and who won.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(table());
    SizeChart.of(this).ifPresent(chart -> blocks.add(chart.block()));
    List<Importance> important = importance().stream().filter(one -> one.share() >= 0.05).toList();
    blocks.add(new Block.Words(mattered(important)));
    blocks.add(new Block.Words(verdict()));
    return blocks;
  }

  /// A column for each of the best networks, and for the defaults.
  private Block table() {
    List<Trial> ranking = ranking();
    List<Trial> shown = new ArrayList<>(ranking.stream().limit(SHOWN).toList());
    ranking.stream()
        .filter(trial -> trial.number() == 1 && !shown.contains(trial))
        .forEach(trial -> shown.set(shown.size() - 1, trial));
    List<Block.Column> columns = new ArrayList<>(List.of(Block.Column.words("trial", 1)));
    shown.forEach(trial -> columns.add(Block.Column.words(title(trial), 7)));
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("epochs", shown, trial -> Counts.of(trial.epochs())));
    rows.add(row(best.monitored().title(), shown, trial -> trial.monitored().text()));
    if (!best.monitored().title().equals(best.headline().title())) {
      rows.add(row(best.headline().title(), shown, trial -> trial.headline().text()));
    }
    for (Range range : space.ranges()) {
      String name = Mention.of(range.name()).flag().substring(2);
      rows.add(row(name, shown, trial -> trial.values().getOrDefault(range.name(), "")));
    }
    return new Block.Table(columns, rows, more(ranking, shown.size()));
  }

  private String title(Trial trial) {
    return trial.number() == 1 && space.beginsWithDefaults()
        ? "1, defaults"
        : Integer.toString(trial.number());
  }

  private static List<Object> row(String name, List<Trial> trials, Function<Trial, String> cell) {
    List<Object> row = new ArrayList<>(List.of(name));
    trials.forEach(trial -> row.add(cell.apply(trial)));
    return row;
  }

  private static String more(List<Trial> ranking, int shown) {
    long failed = ranking.stream().filter(Trial::hasFailed).count();
    String lost = failed == 0 ? "" : ", %s of them failed".formatted(Counts.of(failed));
    return ranking.size() == shown
        ? ""
        : "the best of %s%s".formatted(Counts.of(ranking.size(), "network"), lost);
  }

  private Sentence mattered(List<Importance> important) {
    if (important.isEmpty()) {
      return Sentence.plain(
          importance().isEmpty()
              ? "There are too few trials to tell which settings mattered."
              : "No setting by itself explains the differences between the trials.");
    }
    List<Object> values = new ArrayList<>();
    values.add(epochs(rungs.getFirst()));
    for (Importance one : important) {
      String explains =
          values.size() == 1
              ? "taken alone, %s explains %s of the differences (best: %s)"
              : "%s %s (best: %s)";
      values.add(
          Sentence.of(
              explains, Mention.of(one.setting()), Settings.percent(one.share()), one.best()));
    }
    String format = "What mattered most after %s: " + "%s, ".repeat(important.size() - 1);
    return Sentence.of(format + "%s.", values.toArray());
  }

  private Sentence verdict() {
    Trial winner = winner();
    String figure =
        "%s %s on the validation rows after %s"
            .formatted(
                winner.monitored().title(), winner.monitored().text(), epochs(winner.epochs()));
    boolean defaults = space.beginsWithDefaults();
    if (best.number() == 1) {
      return Sentence.plain(
          "%s the best: %s.".formatted(defaults ? "The defaults are" : "Trial 1 is", figure));
    }
    if (isUsual()) {
      return Sentence.plain(
          "%s kept: %s. Trial %s has %s, which may be luck: it is better by %s standard errors, and"
                  .formatted(
                      defaults ? "The defaults are" : "Trial 1 is",
                      figure,
                      best.number(),
                      best.monitored().text(),
                      errors())
              + " the best of so many networks needs %s.".formatted(tenths(required())));
    }
    Object[] values =
        different(winner.values()).entrySet().stream()
            .map(value -> Mention.of(value.getKey(), value.getValue()))
            .toArray();
    String settings = values.length == 0 ? "" : " with " + "%s, ".repeat(values.length - 1) + "%s";
    return Sentence.of(
        "Trial %s wins%s: %s%s.",
        winner.number(), Sentence.of(settings, values), figure, compared());
  }

  private String errors() {
    double errors = first.map(best::betterThan).orElse(Double.NaN);
    return errors < MANY ? tenths(errors) : "more than " + MANY;
  }

  private static String tenths(double number) {
    return Settings.text(Math.round(10 * number) / 10.0);
  }

  private String compared() {
    String than = space.beginsWithDefaults() ? "the defaults" : "the settings of trial 1";
    return first
        .map(
            trial ->
                "; %s have %s%s"
                    .formatted(
                        than,
                        trial.monitored().text(),
                        Double.isNaN(best.betterThan(trial))
                            ? ""
                            : ", worse by %s standard errors".formatted(errors())))
        .orElse("");
  }

  private static String epochs(int epochs) {
    return Counts.of(epochs, "epoch");
  }

  /// The result for programs: the winner, what mattered, and all trials.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("winner", winner().number());
    all.put("values", winner().values());
    all.put("arguments", arguments());
    all.put("seconds", seconds);
    all.put("rungs", rungs);
    SequencedMap<String, Double> shares = new LinkedHashMap<>();
    importance().forEach(one -> shares.put(one.setting(), one.share()));
    all.put("importance", shares);
    all.put("trials", ranking().stream().map(Tuned::details).collect(Collectors.toList()));
    return all;
  }

  private static SequencedMap<String, Object> details(Trial trial) {
    SequencedMap<String, Object> one = new LinkedHashMap<>();
    one.put("trial", trial.number());
    one.put("epochs", trial.epochs());
    one.put("values", trial.values());
    one.put(trial.monitored().title(), trial.monitored().value());
    one.put(trial.headline().title(), trial.headline().value());
    one.put("seconds", trial.seconds());
    if (trial.hasFailed()) {
      one.put("failure", trial.failure());
    }
    return one;
  }
}
