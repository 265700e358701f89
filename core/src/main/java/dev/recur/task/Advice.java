package dev.recur.task;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import java.util.List;

/// What the figures of a run mean, in words, and which settings to try next. A setting is advised
/// only if experiments showed that it helps in such a case (docs/decisions.md).
///
/// {@snippet class="TaskExamples" region="advice"}
///
/// @param text one paragraph
/// @param changes settings to try, with their values; empty if nothing is known to help
public record Advice(Sentence text, List<Mention> changes) {
  /// No advice.
  public static final Advice NONE = new Advice(Sentence.plain(""), List.of());

  /// Copies the list.
  public Advice {
    changes = List.copyOf(changes);
  }
}
