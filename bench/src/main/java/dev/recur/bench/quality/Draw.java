package dev.recur.bench.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rows of one comparison: all methods learn from the same rows and are tested on the same.
///
/// @param key which draw it is
/// @param seed the seed of the training
/// @param train the rows to learn from; the model takes its validation rows from them
/// @param test the rows to test on
/// @param ownTest whether the library makes this division itself: WordNet as a whole
record Draw(Key key, long seed, List<Example> train, List<Example> test, boolean ownTest) {

  /// What identifies a draw and the settings that it is trained with.
  ///
  /// @param set the name of the set
  /// @param rows how many rows are drawn
  /// @param number the number of the draw, from 1
  /// @param tune whether it is tested on training rows, to choose settings
  /// @param settings the settings that are not the defaults, by name
  record Key(TextSet set, Rows rows, int number, boolean tune, Map<String, String> settings) {
    /// Sorts the settings.
    Key {
      settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
      return "%s %s, draw %s%s%s"
          .formatted(
              set,
              rows,
              number,
              tune ? ", tuning" : "",
              settings.isEmpty() ? "" : ", " + new TreeMap<>(settings));
    }
  }
}
