package dev.recur.task;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import java.util.List;

/// What the figures of a run say to a person, and what to try next where something was seen to
/// help.
///
/// @param text one paragraph
/// @param changes the settings to try next; none where nothing would help
public record Advice(Sentence text, List<Mention> changes) {
  /// Nothing to say.
  public static final Advice NONE = new Advice(Sentence.plain(""), List.of());

  /// Keeps a copy of the list.
  public Advice {
    changes = List.copyOf(changes);
  }
}
