package dev.recur.task.classify;

import dev.recur.settings.Bounds;
import dev.recur.settings.Mention;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;

/// How labels are learnt and decided.
///
/// {@snippet class="ClassifyExamples" region="labels"}
///
/// @param classWeights the weight of each label in the loss: `none` is the same for all, `balanced`
///   is inverse to the label's frequency, anything else is the name of a file with a line
///   `label<TAB>weight` for each label
/// @param sampler the rows that an epoch trains on
/// @param experts what is combined with the network
/// @param monitor the validation metric that selects the best epoch
/// @param minConfidence the probability below which the model is unsure of its answer; 0 means
///   never
public record LabelSettings(
    @Setting(
            help =
                "The weight of each label in the loss; FILE has a line label<TAB>weight for each.",
            byDefault = ClassWeights.NONE,
            values = "none, balanced, FILE")
        String classWeights,
    @Setting(
            help = "The rows of an epoch: each once, or drawn so that labels are equally frequent.",
            byDefault = "shuffled")
        SamplerKind sampler,
    @Setting(
            help = "What is combined with the network: a linear model of words and characters.",
            byDefault = "ngrams")
        ExpertKind experts,
    @Setting(help = "The validation metric that selects the best epoch.", byDefault = "loss")
        Monitor monitor,
    @Setting(
            help = "Answers below this probability are marked as unsure; 0 means never.",
            byDefault = "0")
        double minConfidence) {

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid, or settings are mutually exclusive;
  ///   the message names them
  public LabelSettings {
    Bounds.share("minConfidence", minConfidence);
    if (classWeights.equals(ClassWeights.BALANCED) && sampler == SamplerKind.BALANCED) {
      throw SettingException.of(
          "%s and %s both make up for rare labels: give only one of them",
          Mention.of("classWeights", classWeights), Mention.of("sampler", sampler));
    }
  }

  /// The same settings for a network on its own.
  LabelSettings withoutExperts() {
    return new LabelSettings(classWeights, sampler, ExpertKind.NONE, monitor, minConfidence);
  }
}
