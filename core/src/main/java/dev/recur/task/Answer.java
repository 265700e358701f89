package dev.recur.task;

import java.util.SequencedMap;

/// What a model says about a row.
public interface Answer {
  /// The answer as cells of a table, by name: what is written into files, JSON and data frames.
  SequencedMap<String, Object> cells();

  /// The answer as a line for a person.
  ///
  /// @param top how many possible answers are told, where there are several
  String line(int top);
}
