package dev.recur.train;

/// An object whose state belongs to a checkpoint. Training that continues from a restored state
/// gives the same bits as training that was never interrupted.
///
/// {@snippet class="TrainExamples" region="saved"}
public interface Saved {
  /// Writes the state.
  ///
  /// @param to an empty state, or a part of one
  void save(State to);

  /// Replaces the state with a saved one.
  ///
  /// @throws IllegalArgumentException if [#save] of such an object did not write it
  void restore(State from);
}
