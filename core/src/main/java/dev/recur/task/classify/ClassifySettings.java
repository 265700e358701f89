package dev.recur.task.classify;

import dev.recur.settings.Group;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;

/// All settings for training a classifier.
///
/// {@snippet class="ClassifyExamples" region="settings"}
///
/// @param text how texts become numbers
/// @param network the architecture of the network
/// @param fit how it is trained
/// @param labels how labels are learnt and decided
public record ClassifySettings(
    TextSettings text,
    NetworkSettings network,
    FitSettings fit,
    @Group("fit") LabelSettings labels) {

  /// Checks the settings together.
  ///
  /// @throws IllegalArgumentException if some do not fit each other; the message names them
  public ClassifySettings {
    if (fit.truncate() > 0 && network.bidirectional()) {
      throw SettingException.of(
          "%s needs %s: the reverse direction starts at a text's end",
          Mention.of("truncate", fit.truncate()), Mention.of("bidirectional", false));
    }
    if (labels.monitor() != Monitor.LOSS && fit.target() > 1) {
      throw SettingException.of(
          "%s must be at most 1 with %s, which is a fraction, got %s (%s?)",
          Mention.of("target"),
          Mention.of("monitor", labels.monitor()),
          Settings.text(fit.target()),
          Settings.text(fit.target() / 100));
    }
  }

  /// The same settings with another network and another training.
  ClassifySettings with(NetworkSettings otherNetwork, FitSettings otherFit) {
    return new ClassifySettings(text, otherNetwork, otherFit, labels);
  }
}
