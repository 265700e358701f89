package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Two models, A and B, on the same rows: the difference of each figure with its 95 % interval, and
/// McNemar's test of the rows that only one of them answers correctly.
///
/// The intervals come from a paired bootstrap: a resample has the same rows for both models, so
/// that rows which are hard for both cancel out. Sources: Efron & Tibshirani 1993, *An Introduction
/// to the Bootstrap*, section 13.3; McNemar 1947, *Note on the sampling error of the difference
/// between correlated proportions*.
///
/// {@snippet class="ScoreExamples" region="comparison"}
///
/// @param differences the difference of each figure, by its name, the most informative first
/// @param mcNemar the test; empty if an answer is neither right nor wrong as a whole
/// @param rows the number of rows
public record Comparison(
    SequencedMap<String, Difference> differences, Optional<McNemar> mcNemar, int rows) {

  private static final int LONGEST_HEADING = 14; // characters of a name above a column

  /// The difference of a figure: B's minus A's.
  ///
  /// @param a the figure of model A
  /// @param b the figure of model B
  /// @param at95 the 95 % interval of the difference
  public record Difference(Figure a, Figure b, Interval at95) {
    /// The difference.
    public double value() {
      return b.value() - a.value();
    }

    /// Whether the interval leaves out 0, so that chance alone would rarely make such a difference.
    public boolean isClear() {
      return at95.low() > 0 || at95.high() < 0;
    }

    /// The same with the models exchanged: A's figure minus B's.
    Difference reversed() {
      return new Difference(b, a, new Interval(-at95.high(), -at95.low(), at95.resamples()));
    }

    private boolean isPercent() {
      return a.notation() == Figure.Notation.PERCENT;
    }

    /// The difference with its sign and unit, such as `+1.2 points`.
    public String text() {
      return Double.isNaN(value()) ? "-" : signed(value()) + (isPercent() ? " points" : "");
    }

    /// The interval with its unit, such as `+0.3 to +2.1 points`.
    public String range() {
      return Double.isNaN(at95.low())
          ? "-"
          : signed(at95.low()) + " to " + signed(at95.high()) + (isPercent() ? " points" : "");
    }

    private String signed(double difference) {
      return isPercent()
          ? String.format(Locale.ROOT, "%+.1f", 100 * difference)
          : String.format(Locale.ROOT, "%+.4f", difference);
    }
  }

  /// McNemar's exact test: whether rows that only one model answers correctly are as often A's as
  /// B's.
  ///
  /// @param onlyA the number of rows that only A answers correctly
  /// @param onlyB the number of rows that only B answers correctly
  public record McNemar(int onlyA, int onlyB) {
    /// The two-sided p-value: how probable so unequal numbers are if both models are equally good.
    /// With n rows in all, twice the chance of at most min(A, B) heads in n tosses of a coin.
    public double p() {
      int n = onlyA + onlyB;
      double log = -n * StrictMath.log(2); // of C(n, 0) / 2ⁿ
      double sum = StrictMath.exp(log);
      for (int k = 1; k <= Math.min(onlyA, onlyB); k++) {
        log += StrictMath.log((double) (n - k + 1) / k); // C(n, k) = C(n, k − 1) · (n − k + 1)/k
        sum += StrictMath.exp(log);
      }
      return Math.min(1, 2 * sum);
    }
  }

  /// Compares two models.
  ///
  /// @param a the scores of model A
  /// @param b the scores of model B on the same rows, in the same order
  /// @param seed of the resamples
  /// @throws IllegalArgumentException if the numbers of rows differ
  public static Comparison of(Scores a, Scores b, Seed seed, Workers workers) {
    if (a.rows() != b.rows()) {
      throw new IllegalArgumentException(
          "expected scores of the same rows, got %s and %s rows".formatted(a.rows(), b.rows()));
    }
    SequencedMap<String, double[]> ofA = a.resamples(Bootstrap.RESAMPLES, seed, workers);
    SequencedMap<String, double[]> ofB = b.resamples(Bootstrap.RESAMPLES, seed, workers);
    SequencedMap<String, Figure> figuresA = a.figures();
    SequencedMap<String, Figure> figuresB = b.figures();
    SequencedMap<String, Difference> all = new LinkedHashMap<>();
    ofA.forEach(
        (name, values) -> {
          double[] others = ofB.get(name);
          Figure figureA = figuresA.get(name);
          Figure figureB = figuresB.get(name);
          if (others != null && figureA != null && figureB != null) {
            double[] by = new double[Math.min(values.length, others.length)];
            Arrays.setAll(by, r -> others[r] - values[r]);
            all.put(name, new Difference(figureA, figureB, Bootstrap.interval(by)));
          }
        });
    Optional<McNemar> test = a.correct().flatMap(x -> b.correct().map(y -> mcNemar(x, y)));
    return new Comparison(all, test, a.rows());
  }

  private static McNemar mcNemar(BitSet a, BitSet b) {
    return new McNemar(without(a, b).cardinality(), without(b, a).cardinality());
  }

  /// The rows of the first set that the second does not have.
  private static BitSet without(BitSet rows, BitSet others) {
    BitSet rest = (BitSet) rows.clone();
    rest.andNot(others);
    return rest;
  }

  /// The first rows that only one of two models answers correctly; none if an answer is neither
  /// right nor wrong as a whole.
  ///
  /// @param right the model that does
  /// @param wrong the model that does not
  /// @param most the largest number of rows
  public static List<Integer> onlyOne(Scores right, Scores wrong, int most) {
    return right
        .correct()
        .flatMap(x -> wrong.correct().map(y -> without(x, y)))
        .map(rows -> rows.stream().limit(most).boxed().toList())
        .orElse(List.of());
  }

  /// In one sentence, whether the difference of the most informative figure is more than chance.
  ///
  /// @param a the name of model A
  /// @param b the name of model B
  public String verdict(String a, String b) {
    Map.Entry<String, Difference> first = differences.firstEntry();
    if (first == null) {
      return "%s and %s have no figure in common.".formatted(a, b);
    }
    Difference by = first.getValue();
    String figures = by.a().title() + " " + by.a().text() + " and " + by.b().text();
    if (by.at95().low() == 0 && by.at95().high() == 0) {
      return "No difference: %s and %s have the same %s, %s."
          .formatted(a, b, by.a().title(), by.a().text());
    }
    if (!by.isClear()) {
      return ("No clear difference: %s and %s have %s; the 95 %% interval of the difference, %s,"
              + " contains 0.")
          .formatted(a, b, figures, by.range());
    }
    boolean higher = by.a().better() == Figure.Better.HIGHER;
    String better = by.value() > 0 == higher ? b : a;
    String other = better.equals(a) ? b : a;
    Difference gain = better.equals(b) ? by : by.reversed();
    return "%s is better than %s: %s %s against %s, a difference of %s (95 %% interval %s)."
        .formatted(
            better,
            other,
            by.a().title(),
            gain.b().text(),
            gain.a().text(),
            gain.text(),
            gain.range());
  }

  /// The comparison for people: a table of the figures, and the rows that only one model answers
  /// correctly.
  ///
  /// @param a the name of model A
  /// @param b the name of model B
  public List<Block> blocks(String a, String b) {
    List<List<Object>> rows = new ArrayList<>();
    differences
        .values()
        .forEach(
            by ->
                rows.add(
                    List.of(by.a().title(), by.a().text(), by.b().text(), by.text(), by.range())));
    boolean named = Math.max(a.length(), b.length()) <= LONGEST_HEADING;
    String minus = "difference: the figure of %s minus that of %s".formatted(b, a);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Table(
            List.of(
                Block.Column.words("figure", 10),
                Block.Column.words(named ? a : "A", 8),
                Block.Column.words(named ? b : "B", 8),
                Block.Column.words("difference", 12),
                Block.Column.words("95 % interval", 12)),
            rows,
            named ? minus : "A is %s, B is %s; %s".formatted(a, b, minus)));
    mcNemar.ifPresent(
        test ->
            blocks.add(
                new Block.Lines(
                    "Rows that only one of them answers correctly",
                    List.of(
                        String.format(Locale.ROOT, "%s: %,d of %,d", a, test.onlyA(), this.rows),
                        String.format(Locale.ROOT, "%s: %,d of %,d", b, test.onlyB(), this.rows),
                        String.format(
                            Locale.ROOT, "McNemar's exact test: p %s", shown(test.p()))))));
    return blocks;
  }

  private static String shown(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", p);
  }

  /// The comparison for machines.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    SequencedMap<String, Object> figures = new LinkedHashMap<>();
    differences.forEach(
        (name, by) -> {
          SequencedMap<String, Object> one = new LinkedHashMap<>();
          one.put("a", by.a().value());
          one.put("b", by.b().value());
          one.put("difference", by.value());
          one.put("interval", List.of(by.at95().low(), by.at95().high()));
          one.put("clear", by.isClear());
          figures.put(name, one);
        });
    all.put("rows", rows);
    all.put("figures", figures);
    mcNemar.ifPresent(
        test -> {
          SequencedMap<String, Object> one = new LinkedHashMap<>();
          one.put("onlyA", test.onlyA());
          one.put("onlyB", test.onlyB());
          one.put("p", test.p());
          all.put("mcNemar", one);
        });
    return all;
  }
}
