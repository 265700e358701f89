package dev.recur.laws;

import java.util.List;

/// How wide the things are that go into a network and come out of it.
///
/// @param inputs numbers at each step: I
/// @param outputs numbers that come out, at each step or for each row
/// @param places how many single states a whole one holds: layers · directions
/// @param states the width of each part of a state; empty if there is none
record Sizes(int inputs, int outputs, int places, List<Integer> states) {
  /// Of a layer without states.
  Sizes(int inputs, int outputs) {
    this(inputs, outputs, 0, List.of());
  }
}
