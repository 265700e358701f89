package dev.recur.pages;

import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.LessonOptions;
import dev.recur.lesson.RecallResult;
import dev.recur.lesson.StepCost;
import dev.recur.lesson.VanishingLesson;
import dev.recur.reading.Shown;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The lesson on vanishing gradients as text: a table for each distance, the costs, and the results
/// in sentences.
///
/// {@snippet class="LessonExample" region="text"}
public final class VanishingText {
  private static final int WIDTH = 100;
  private static final int COLUMNS = 6; // of t, evenly spaced

  private final PrintWriter out;

  /// Creates a page that is written while the lesson runs.
  public VanishingText(PrintWriter out) {
    this.out = out;
  }

  /// Prints what the lesson is about.
  public void begin(LessonOptions options) {
    print(
        """
        A network reads one of %d symbols at t = 0, then noise, and is asked for the symbol some
        steps later. L is its loss there, h_t its state after step t. The tables show log10 of
        ‖∂L/∂h_t‖, the mean of %d sequences: −3 is a thousandth. Rows "c" show ‖∂L/∂c_t‖ of the
        LSTM's memory. In "log" networks the bias of the gate that retains the state starts at log u
        (and that of the LSTM's input gate at −log u), with u drawn for each unit between 1 and the
        distance; in the others, biases start as in PyTorch. %d hidden units; training ends when the
        task is learnt or after %d updates; seed %d.
        """,
        VanishingLesson.SYMBOLS,
        options.rows(),
        options.hidden(),
        options.maxUpdates(),
        options.seed());
  }

  /// Prints the head of the table for a distance.
  ///
  /// @param distance in steps
  public void head(int distance) {
    String t = columns(distance).mapToObj(c -> text("%6d", c)).collect(Collectors.joining());
    print("%n%-49s%s%n", text("Recall over %d steps, before training", distance), "after training");
    print("%-10s%36s   %36s  right updates%n", "  at t =", t, t);
  }

  /// Prints a row of the table: a network at this distance.
  public void row(RecallResult r) {
    String label = r.network().label();
    print(
        "%-9sh%s   %s%5.0f %%%8d%n",
        label,
        logs(r.before().h(), r.distance()),
        logs(r.after().h(), r.distance()),
        100 * r.accuracy(),
        r.updates());
    if (!r.before().c().isEmpty()) {
      print(
          "%-9sc%s   %s%n",
          "", logs(r.before().c(), r.distance()), logs(r.after().c(), r.distance()));
    }
  }

  private static IntStream columns(int distance) {
    return IntStream.range(0, COLUMNS)
        .map(i -> (int) Math.round(i * distance / (COLUMNS - 1.0)))
        .distinct();
  }

  private static String logs(List<Double> norms, int distance) {
    String line =
        columns(distance)
            .mapToObj(t -> text("%6s", log10(norms.get(t))))
            .collect(Collectors.joining());
    return text("%36s", line);
  }

  /// Numbers beyond the smallest and the largest float cannot be measured.
  private static String log10(double x) {
    return x == 0 ? "<-45" : Double.isFinite(x) ? text("%.1f", StrictMath.log10(x)) : ">38";
  }

  /// Prints what a training step of each network costs.
  public void costs(List<StepCost> costs) {
    int steps = costs.getFirst().steps();
    print("%n");
    wrap(
        text(
            "The cost of a step of all rows, in training on %d steps with a loss at each (k1: steps"
                + " between updates, k2: steps a gradient goes back; time: median; memory: of the"
                + " tape)",
            steps));
    var networks = costs.stream().map(StepCost::network).distinct().toList();
    print("%-22s", "");
    networks.forEach(n -> print("%22s", n.label()));
    print("%n");
    int ways = costs.size() / networks.size();
    for (int way = 0; way < ways; way++) {
      StepCost first = costs.get(way);
      print(
          "%-22s",
          first.full()
              ? "full, k1 = k2 = " + steps
              : text("k1 = %d, k2 = %d", first.k1(), first.k2()));
      for (int n = 0; n < networks.size(); n++) {
        StepCost cost = costs.get(n * ways + way);
        print("%10.1f µs%6d KiB", cost.microseconds(), cost.bytes() / 1024);
      }
      print("%n");
    }
  }

  /// Prints the results in sentences.
  public void reading(List<RecallResult> results, List<StepCost> costs) {
    print("%n");
    wrap(
        "How to read it: in a row that falls evenly to the left, the gradient vanishes"
            + " exponentially."
            + " After training, compare a row with its own right end, because a small loss makes"
            + " every gradient small.");
    decay(results);
    learnt(results);
    arrived(results);
    saved(costs);
  }

  private void decay(List<RecallResult> results) {
    int longest = results.stream().mapToInt(RecallResult::distance).max().orElse(0);
    String factors =
        results.stream()
            .filter(r -> r.distance() == longest)
            .map(
                r ->
                    text(
                        "%s %.2f, leaving 10^%s",
                        state(r), r.before().factorPerStep(), log10(r.before().share())))
            .collect(Collectors.joining("; "));
    wrap(
        text(
            "- Before training, each of %d steps back multiplies the gradient on average by: %s.",
            longest, factors));
  }

  private static String state(RecallResult r) {
    return r.network().label() + (r.before().c().isEmpty() ? "" : " (c)");
  }

  private void learnt(List<RecallResult> results) {
    String each =
        results.stream()
            .map(RecallResult::network)
            .distinct()
            .map(n -> n.label() + " " + distances(results, n))
            .collect(Collectors.joining("; "));
    wrap(
        text(
            "- Learnt (accuracy of at least %.0f %% on fresh sequences; chance: %.0f %%):" + " %s.",
            100 * RecallResult.LEARNT, 100.0 / VanishingLesson.SYMBOLS, each));
  }

  private static String distances(List<RecallResult> results, LessonNetwork network) {
    String learnt =
        results.stream()
            .filter(r -> r.network() == network && r.learnt())
            .map(r -> Integer.toString(r.distance()))
            .collect(Collectors.joining(", "));
    return learnt.isEmpty() ? "at none" : "at " + learnt;
  }

  private void arrived(List<RecallResult> results) {
    String learnt = shares(results, true);
    String others = shares(results, false);
    wrap(
        "- Of the gradient at the end, t = 0 received (median; LSTMs in c) "
            + learnt
            + (learnt.isEmpty() || others.isEmpty() ? "" : ", ")
            + others
            + ".");
  }

  private static String shares(List<RecallResult> results, boolean learnt) {
    List<RecallResult> runs = results.stream().filter(r -> r.learnt() == learnt).toList();
    if (runs.isEmpty()) {
      return "";
    }
    return text(
        "10^%s before and 10^%s after training in the %d %s that %s the task",
        log10(median(runs.stream().map(r -> r.before().share()).toList())),
        log10(median(runs.stream().map(r -> r.after().share()).toList())),
        runs.size(),
        runs.size() == 1 ? "run" : "runs",
        learnt ? "learnt" : "did not learn");
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private void saved(List<StepCost> costs) {
    StepCost full =
        costs.stream()
            .filter(c -> c.full() && c.network() == LessonNetwork.LSTM)
            .findFirst()
            .orElseThrow();
    String others =
        costs.stream()
            .filter(c -> c.network() == full.network() && !c.full())
            .map(
                c ->
                    text(
                        "%.2f × the time and %.2f × the memory (k1 = %d, k2 = %d)",
                        c.microseconds() / full.microseconds(),
                        (double) c.bytes() / full.bytes(),
                        c.k1(),
                        c.k2()))
            .collect(Collectors.joining(", "));
    wrap(
        text(
            "- Compared with full back-propagation, a step of the %s takes %s; in return, no"
                + " gradient goes back further than k2 steps.",
            full.network().label(), others));
  }

  private void wrap(String sentence) {
    print("%s%n", String.join(System.lineSeparator() + "  ", Shown.wrapped(sentence, WIDTH - 2)));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void print(String format, Object... values) {
    out.print(text(format, values));
    out.flush();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
