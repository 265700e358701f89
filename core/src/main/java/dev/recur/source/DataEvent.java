package dev.recur.source;

import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What happens while data is read, for whoever watches. Sent by the thread that reads.
public sealed interface DataEvent {

  /// Data is read from now on, which may take a while. Whatever comes next ends it.
  ///
  /// @param data what messages call it
  record Reading(String data) implements DataEvent {}

  /// Something about the data that the user should know: what was skipped, or what makes figures
  /// look better than they are.
  record Told(Sentence sentence) implements DataEvent {}

  /// What was detected: how data is read and the columns of roles, as settings with their values.
  ///
  /// @param data what messages call the data
  record Guessed(String data, SequencedMap<String, String> settings) implements DataEvent {

    /// Keeps a copy.
    public Guessed {
      settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /// The same as arguments of the command line, such as `--text=review`.
    public List<String> arguments() {
      return Settings.arguments(settings, Settings.of(SourceSettings.class));
    }
  }
}
