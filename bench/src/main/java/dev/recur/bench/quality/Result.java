package dev.recur.bench.quality;

import dev.recur.reading.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The result of a draw: how well each method answered its test rows.
///
/// @param key which draw it is
/// @param trainRows the number of rows that were learnt from
/// @param sameTest whether all draws of this size are tested on the same rows, in the same order
/// @param methods the answers of each method, by its name
/// @param parts the figures of parts of the model, by their keys in its metadata
record Result(
    Draw.Key key,
    int trainRows,
    boolean sameTest,
    Map<String, Answers> methods,
    SequencedMap<String, Double> parts) {

  /// A method's answers.
  ///
  /// @param right a letter for each test row: 1 if the answer is right, otherwise 0
  /// @param macroF1 the mean F1 of the labels
  /// @param calibrationError the expected calibration error; NaN if there are no probabilities
  /// @param seconds of training
  record Answers(String right, double macroF1, double calibrationError, double seconds) {
    /// The fraction of right answers.
    double accuracy() {
      return right.chars().filter(c -> c == '1').count() / (double) right.length();
    }

    /// 1 if the answer to a row is right, otherwise 0.
    int right(int row) {
      return right.charAt(row) - '0';
    }
  }

  /// The result as a line of JSON; [#of] reads it.
  String toJson() {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("set", key.set());
    line.put("rows", key.rows());
    line.put("draw", key.number());
    line.put("tune", key.tune());
    line.put("settings", new TreeMap<>(key.settings()));
    line.put("trainRows", trainRows);
    line.put("sameTest", sameTest);
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    methods.forEach((name, answers) -> all.put(name, words(answers)));
    line.put("methods", all);
    line.put("parts", parts);
    return Json.line(line);
  }

  private static SequencedMap<String, Object> words(Answers answers) {
    SequencedMap<String, Object> words = new LinkedHashMap<>();
    words.put("accuracy", answers.accuracy()); // for other readers
    words.put("macroF1", answers.macroF1());
    words.put("ece", answers.calibrationError());
    words.put("seconds", answers.seconds());
    words.put("right", answers.right());
    return words;
  }

  /// Reads a line of [#toJson].
  ///
  /// @throws IllegalArgumentException if it is not one
  static Result of(String json) {
    JsonObject line = JsonObject.parse(json);
    SequencedMap<String, Answers> methods = new LinkedHashMap<>();
    line.object("methods")
        .objects()
        .forEach(
            (name, words) ->
                methods.put(
                    name,
                    new Answers(
                        words.text("right"),
                        words.number("macroF1"),
                        words.number("ece"),
                        words.number("seconds"))));
    return new Result(
        new Draw.Key(
            TextSet.named(line.text("set")),
            Rows.parse(line.text("rows")),
            (int) line.number("draw"),
            line.truth("tune"),
            line.object("settings").texts()),
        (int) line.number("trainRows"),
        line.truth("sameTest"),
        methods,
        line.object("parts").numbers());
  }
}
