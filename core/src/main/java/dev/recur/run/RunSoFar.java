package dev.recur.run;

import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a checkpoint says about a run besides the state of its training.
///
/// @param plan the complete plan
/// @param hashes those of its data, by name; computed when they are first needed
/// @param fold the number of the network that is trained, from 1
/// @param figures those of earlier networks
/// @param listener hears of checkpoints that cannot be written
record RunSoFar(
    RunPlan plan,
    Supplier<SequencedMap<String, String>> hashes,
    int fold,
    FoldFigures figures,
    Consumer<RunEvent> listener) {

  boolean isLast() {
    return fold == figures.count();
  }
}
