package dev.recur.task.classify;

import dev.recur.settings.Bounds;
import dev.recur.settings.Mention;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;

/// How labels are learnt and chosen.
///
/// @param classWeights how much a text of each label counts: `none` is alike, `balanced` is inverse
///   to the label's share, else the name of a file with a line `label<TAB>weight` for each
/// @param sampler which rows an epoch trains on
/// @param monitor the figure of the validation rows that decides which epoch is the best
/// @param minConfidence below which probability the model is unsure of its answer; 0 is never
public record LabelSettings(
    @Setting(
            help = "How much a text of each label counts; a line label<TAB>weight each in FILE.",
            byDefault = ClassWeights.NONE,
            values = "none, balanced, FILE")
        String classWeights,
    @Setting(
            help = "Rows of an epoch: each once, or drawn so that labels come alike often.",
            byDefault = "shuffled")
        SamplerKind sampler,
    @Setting(help = "What tells the best epoch, on validation texts.", byDefault = "loss")
        Monitor monitor,
    @Setting(help = "Below this probability the model is unsure; 0 is never.", byDefault = "0")
        double minConfidence) {

  /// Refuses values that are not possible, and settings that are mutually exclusive.
  public LabelSettings {
    Bounds.share("minConfidence", minConfidence);
    if (classWeights.equals(ClassWeights.BALANCED) && sampler == SamplerKind.BALANCED) {
      throw SettingException.of(
          "%s and %s would both make up for rare labels, one on top of the other: give one of them",
          Mention.of("classWeights", classWeights), Mention.of("sampler", sampler));
    }
  }
}
