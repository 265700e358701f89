package dev.recur.train;

/// What has a state that a checkpoint keeps: whoever restores it and goes on has the bits of a
/// training that was never interrupted.
public interface Saved {
  /// Writes the state.
  void save(State to);

  /// Takes the state over.
  ///
  /// @throws IllegalArgumentException if it is not one that [#save] of such an object wrote
  void restore(State from);
}
