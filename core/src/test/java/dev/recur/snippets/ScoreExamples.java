package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.score.Block;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassScores;
import dev.recur.score.Comparison;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.score.TagScores;
import dev.recur.span.Scheme;
import dev.recur.task.Model;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// What the documentation of [dev.recur.score] shows.
final class ScoreExamples {
  private ScoreExamples() {}

  /// Twelve rows of two classes, of which ten are answered correctly.
  private static ClassScores evaluated() {
    ClassScores.Builder builder = new ClassScores.Builder(2);
    for (int i = 0; i < 12; i++) {
      double p = i < 2 ? 0.4 : 0.6 + 0.02 * i; // of the row's class
      float right = (float) Math.log(p);
      float wrong = (float) Math.log(1 - p);
      builder.add(i % 2, i % 2 == 0 ? right : wrong, i % 2 == 0 ? wrong : right);
    }
    return builder.build();
  }

  static void classes() {
    // @start region="classes"
    ClassScores.Builder builder = new ClassScores.Builder(2);
    builder.add(1, (float) Math.log(0.2), (float) Math.log(0.8)); // of class 1, with 80 %
    builder.add(0, (float) Math.log(0.6), (float) Math.log(0.4)); // of class 0, with 60 %
    ClassScores scores = builder.build();
    double area = scores.prAuc();
    double loss = scores.loss();
    // @end
    assertEquals(1, area, 1e-9);
    assertEquals(-(Math.log(0.8) + Math.log(0.6)) / 2, loss, 1e-6);
  }

  static void tags() {
    // @start region="tags"
    TagScores.Builder builder = new TagScores.Builder(Scheme.BIO, List.of("O", "B-PER", "I-PER"));
    builder.add(
        List.of("B-PER", "I-PER", "O"), // Ada Lovelace calculates
        List.of("B-PER", "O", "O"),
        new boolean[] {false, true, false}, // training had no Lovelace
        1.2, // the sum of the losses of
        3); // so many tokens
    TagScores scores = builder.build();
    double accuracy = scores.figure("accuracy").value(); // two of three tokens
    double f1 = scores.figure("f1").value(); // no whole name
    // @end
    assertEquals(2.0 / 3, accuracy);
    assertEquals(0, f1);
  }

  static void intervals() {
    Model model = TaskExamples.classifier();
    Dataset test = TaskExamples.divided().test();
    Workers workers = Workers.single();
    List<String> lines = new ArrayList<>();
    // @start region="intervals"
    Scores scores = model.score(test, workers);
    SequencedMap<String, Interval> at95 = Bootstrap.of(scores, Seed.of(1), workers);
    at95.forEach((name, range) -> lines.add(name + ": " + range.low() + " to " + range.high()));
    // @end
    assertTrue(lines.getFirst().matches("accuracy: [0-9.]+ to [0-9.]+"), lines::toString);
  }

  static void metrics() {
    // @start region="metrics"
    ClassMetrics.Counter counter = new ClassMetrics.Counter(3);
    counter.add(0, 0); // of class 0, answered correctly
    counter.add(2, 2);
    counter.add(2, 1); // of class 2, taken for class 1
    ClassMetrics metrics = counter.metrics();
    double recall = metrics.recall(2); // 0.5
    int taken = metrics.confusion(2, 1); // 1
    // @end
    assertEquals(0.5, recall);
    assertEquals(1, taken);
  }

  static void figure() {
    // @start region="figure"
    Figure error = Figure.lower("mean absolute error", 0.8312);
    Figure before = Figure.lower("mean absolute error", 0.9);
    String shown = error.title() + " " + error.text(); // mean absolute error 0.8312
    boolean better = error.cost() < before.cost(); // whichever way is better
    // @end
    assertEquals("mean absolute error 0.8312", shown);
    assertTrue(better);
  }

  static void comparison() {
    Scores before = evaluated();
    Scores after = evaluated();
    // @start region="comparison"
    Comparison comparison = Comparison.of(before, after, Seed.of(1), Workers.single());
    String verdict = comparison.verdict("before", "after"); // No difference: …
    // @end
    assertTrue(verdict.startsWith("No difference"), verdict);
  }

  static void block() {
    Scores scores = evaluated();
    StringBuilder out = new StringBuilder();
    // @start region="block"
    for (Block block : scores.blocks()) {
      switch (block) {
        case Block.Figures figures ->
            figures.lines().forEach(line -> out.append(line.figure().text()).append('\n'));
        case Block.Words words -> out.append(words.text()).append('\n');
        case Block.Lines lines -> out.append(String.join("\n", lines.lines()));
        case Block.Table table -> out.append(table.rows()); // better: in columns
        case Block.Matrix matrix -> out.append(matrix.counts());
        case Block.Reliability reliability -> out.append(reliability.bins()); // better: drawn
        case Block.Curve curve -> out.append(curve.points()); // better: drawn
      }
    }
    // @end
    assertTrue(out.toString().contains("83.3 %"), out::toString);
  }
}
