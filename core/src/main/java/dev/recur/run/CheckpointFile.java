package dev.recur.run;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.settings.Settings;
import dev.recur.train.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A checkpoint as a file in the layout of a model file: docs/model-file.md lists its keys.
final class CheckpointFile {
  /// The `task` in the metadata, which no model has.
  static final String TASK = "checkpoint";

  /// The version of the content, which changes with the state of any part of training.
  static final String VERSION = "3";

  static final String VERSION_KEY = "checkpoint.version";
  static final String PLAN = "plan";
  static final String FOLD = "fold";
  static final String EPOCHS = "epochs";
  static final String TRAINER = "trainer";
  static final String FOLDS = "folds";

  private static final String HASH = "sha256.";
  private static final String LOCAL = "local.";
  private static final String STATE = "state.";

  private CheckpointFile() {}

  /// The content of a checkpoint.
  ///
  /// @param run what is trained
  /// @param epochs the number of epochs of the network's training
  /// @param local what the caller wants to find again, by name
  /// @param state of training and of earlier folds; its arrays are not copied
  static ModelFile of(RunSoFar run, int epochs, Map<String, String> local, State state) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("task", TASK);
    metadata.put(VERSION_KEY, VERSION);
    metadata.put(PLAN, run.plan().toJson());
    metadata.put(FOLD, Integer.toString(run.fold()));
    metadata.put(EPOCHS, Integer.toString(epochs));
    run.hashes().get().forEach((name, hash) -> metadata.put(HASH + name, hash));
    local.forEach((name, word) -> metadata.put(LOCAL + name, word));
    state.words().forEach((name, word) -> metadata.put(STATE + name, word));
    List<NamedArray> arrays = new ArrayList<>();
    state
        .arrays()
        .forEach((name, values) -> arrays.add(NamedArray.giving(name, values, values.length)));
    return new ModelFile(metadata, arrays);
  }

  /// The state of training in a file.
  static State state(ModelFile file) {
    SequencedMap<String, float[]> arrays = new LinkedHashMap<>();
    file.arrays().forEach((name, array) -> arrays.put(name, array.floats()));
    return new State(arrays, Settings.under(STATE, file.metadata()));
  }

  static SequencedMap<String, String> hashes(ModelFile file) {
    return Settings.under(HASH, file.metadata());
  }

  static SequencedMap<String, String> local(ModelFile file) {
    return Settings.under(LOCAL, file.metadata());
  }
}
