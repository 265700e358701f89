package dev.recur.task;

import java.util.SequencedMap;

/// A model's answer to one row: immutable.
///
///     Answer answer = model.answer(List.of(List.of("a wonderful film"))).getFirst();
///     answer.cells(); // {label=good, probability=0.971204, flag=}
///     answer.line(2); // good 97.1 %, bad 2.9 %
public interface Answer {
  /// The answer as cells of a table, by name: what `predict --out`, JSON and data frames get.
  /// Values are strings, numbers and truth values; the names are those of [Model#answers()], in
  /// that order.
  SequencedMap<String, Object> cells();

  /// The answer as one line for a person.
  ///
  /// @param top how many of the likeliest answers it shows, if the job has several for a row
  String line(int top);
}
