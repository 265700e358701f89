package dev.recur.task;

import java.util.SequencedMap;

/// A model's answer to one row. Immutable.
///
/// {@snippet class="TaskExamples" region="answer"}
public interface Answer {
  /// The answer as cells of a table, by name: for `predict --out`, JSON and data frames. Values are
  /// strings, numbers and booleans; the names are those of [Model#answers()], in that order.
  SequencedMap<String, Object> cells();

  /// The answer as one line for a person.
  ///
  /// @param top how many of the likeliest answers it shows, if the job has several for a row
  String line(int top);
}
