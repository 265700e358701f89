package dev.recur.bench.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.reading.Json;
import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.score.ClassMetrics;
import dev.recur.source.Sources;
import dev.recur.source.WordNet;
import dev.recur.task.Model;
import dev.recur.task.classify.ClassifierScores;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.text.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Computes a draw: trains the model as `recur train classify DRAW --test TEST --seed N` does, and
/// the baselines, and tests all on the same rows.
///
/// The baselines learn from all rows of the draw; the model takes the rows that choose its epoch
/// from them.
final class Trial {
  private static final String TRAIN = "draw.jsonl";
  private static final String TEST = "test.jsonl";
  private static final String PART = "metric.part.";
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?|NaN");

  private final Draw draw;

  private Trial(Draw draw) {
    this.draw = draw;
  }

  /// Computes a draw.
  ///
  /// @param sameTest whether all draws of this size are tested on the same rows
  /// @param threads the threads that compute; 0 means one per processor
  static Result run(Draw draw, boolean sameTest, int threads) throws IOException {
    return new Trial(draw).result(sameTest, threads);
  }

  /// The plan of a run with these settings, without data.
  static RunPlan plan(Map<String, String> settings) {
    return RunPlan.of(new ClassifyJob().name(), TRAIN, settings);
  }

  private Result result(boolean sameTest, int threads) throws IOException {
    long start = System.nanoTime();
    Finished<Model> finished = Runs.run(plan(threads), sources(), List.of(), event -> {});
    double seconds = seconds(start);
    ClassifierScores scores = (ClassifierScores) finished.report().test();
    SequencedMap<String, Result.Answers> methods = new LinkedHashMap<>();
    methods.put(
        Baselines.MODEL.name(),
        new Result.Answers(
            right(scores),
            scores.metrics().macroF1(),
            scores.scores().calibrationError(),
            seconds));
    Field field = ModelField.of(finished.model());
    for (Baselines.Trained baseline : Baselines.ALL) {
      long begun = System.nanoTime();
      UnaryOperator<String> trained = baseline.trainer().train(draw.train(), field);
      double took = seconds(begun);
      List<String> answers = draw.test().stream().map(Example::text).map(trained).toList();
      methods.put(baseline.method().name(), answers(answers, scores.labels(), took));
    }
    return new Result(
        draw.key(), draw.train().size(), sameTest, methods, parts(finished.model().metadata()));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private RunPlan plan(int threads) {
    SequencedMap<String, String> words = new LinkedHashMap<>(draw.key().settings());
    words.put("seed", Long.toString(draw.seed()));
    words.put("threads", Integer.toString(threads));
    String job = new ClassifyJob().name();
    if (draw.ownTest()) {
      return RunPlan.of(job, WordNet.NAME, words);
    }
    words.putAll(Map.of("format", "jsonl", "text", "text", "label", "label", "test", TEST));
    return RunPlan.of(job, TRAIN, words);
  }

  private Sources sources() {
    if (draw.ownTest()) {
      return Sources.named();
    }
    Sources rows = Sources.of(Map.of(TRAIN, lines(draw.train()), TEST, lines(draw.test())));
    return new Sources() {
      @Override
      public Found find(String name) throws IOException {
        return rows.find(name);
      }

      @Override
      public Path path(String name) { // of a setting, such as vectors
        return Path.of(name);
      }
    };
  }

  /// Rows as a file of one JSON object per line.
  static byte[] lines(List<Example> rows) {
    StringBuilder lines = new StringBuilder();
    for (Example row : rows) {
      lines.append(Json.line(Map.of("text", row.text(), "label", row.label()))).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  /// Which answers of the model are right.
  private String right(ClassifierScores scores) {
    StringBuilder right = new StringBuilder();
    for (int i = 0; i < draw.test().size(); i++) {
      int actual = scores.scores().actual(i);
      if (!scores.labels().get(actual).equals(draw.test().get(i).label())) {
        throw new IllegalStateException(
            "%s: row %s of the test is not the one that was drawn".formatted(draw.key(), i + 1));
      }
      right.append(scores.scores().decided(i) == actual ? '1' : '0');
    }
    return right.toString();
  }

  private Result.Answers answers(List<String> answers, List<String> labels, double seconds) {
    ClassMetrics.Counter counter = new ClassMetrics.Counter(labels.size());
    StringBuilder right = new StringBuilder();
    for (int i = 0; i < answers.size(); i++) {
      String label = draw.test().get(i).label();
      counter.add(labels.indexOf(label), labels.indexOf(answers.get(i)));
      right.append(label.equals(answers.get(i)) ? '1' : '0');
    }
    return new Result.Answers(right.toString(), counter.metrics().macroF1(), Double.NaN, seconds);
  }

  private static SequencedMap<String, Double> parts(Map<String, String> metadata) {
    SequencedMap<String, Double> parts = new LinkedHashMap<>();
    metadata.forEach(
        (name, value) -> {
          if (name.startsWith(PART) && NUMBER.matcher(value).matches()) {
            parts.put(name.substring(PART.length()), Double.valueOf(value));
          }
        });
    return parts;
  }
}
