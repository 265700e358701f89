package dev.recur.task.tag;

import dev.recur.settings.Group;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.FitSettings;

/// All settings for training a tagger.
///
/// {@snippet class="TagExamples" region="settings"}
///
/// @param text how words become numbers
/// @param network the architecture of the network
/// @param fit how it is trained
/// @param tags how tags are read
public record TagSettings(
    WordSettings text,
    TaggerSettings network,
    FitSettings fit,
    @Group("fit") TagLabelSettings tags) {

  /// Checks the settings together.
  ///
  /// @throws IllegalArgumentException if some do not fit each other; the message names them
  public TagSettings {
    if (fit.truncate() > 0 && network.bidirectional()) {
      throw SettingException.of(
          "%s needs %s: the reverse direction starts at a sentence's end",
          Mention.of("truncate", fit.truncate()), Mention.of("bidirectional", false));
    }
    if (tags.scheme() == TagLabelSettings.SchemeKind.NONE
        && tags.monitor() == TagLabelSettings.TagMonitor.F1) {
      throw SettingException.of(
          "%s needs tags that encode spans, so it cannot be given with %s",
          Mention.of("monitor", "f1"), Mention.of("scheme", "none"));
    }
  }
}
