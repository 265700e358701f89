package dev.recur.source;

import dev.recur.check.Finding;
import dev.recur.settings.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// An event from the reading of data, sent by the thread that reads.
///
/// {@snippet class="SourceExamples" region="events"}
public sealed interface DataEvent {

  /// The reading of data has begun, which may take a while. The next event ends it.
  ///
  /// @param data the data's name in messages
  record Reading(String data) implements DataEvent {}

  /// Something about the data that the user should know: rows that were skipped, what is wrong with
  /// others, or what makes figures look better than they are. Those who show a run show
  /// [warnings][Finding#isWarning].
  ///
  /// @param finding with a sentence for the user
  record Found(Finding finding) implements DataEvent {}

  /// What was detected: how data is read, and the columns of roles.
  ///
  /// @param data the data's name in messages
  /// @param settings the detected settings and columns, by name
  record Detected(String data, SequencedMap<String, String> settings) implements DataEvent {

    /// Keeps a copy.
    public Detected {
      settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /// Returns the settings as command-line arguments, such as `--text=review`.
    public List<String> arguments() {
      return Settings.arguments(settings, Settings.of(SourceSettings.class));
    }
  }
}
