package dev.recur.task;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import java.util.List;

/// What the figures of a run mean, for a person, and which settings to try next. A setting is
/// advised only if experiments showed that it helps in such a case (docs/decisions.md).
///
/// @param text one paragraph
/// @param changes settings to try, with their values; empty if nothing is known to help
public record Advice(Sentence text, List<Mention> changes) {
  /// Nothing to say.
  public static final Advice NONE = new Advice(Sentence.plain(""), List.of());

  /// Keeps a copy of the list.
  public Advice {
    changes = List.copyOf(changes);
  }
}
