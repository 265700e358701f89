package dev.recur.train;

/// Something whose state a checkpoint keeps. A training that restores it and goes on has the same
/// bits as one that was never interrupted.
public interface Saved {
  /// Writes the state.
  void save(State to);

  /// Replaces the state with a saved one.
  ///
  /// @throws IllegalArgumentException if it is not one that [#save] of such an object wrote
  void restore(State from);
}
