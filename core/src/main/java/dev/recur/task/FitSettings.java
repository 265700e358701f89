package dev.recur.task;

import dev.recur.settings.Bounds;
import dev.recur.settings.Mention;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.tensor.Device;

/// How a network is trained.
///
/// @param optimizer what takes the steps
/// @param lr the learning rate
/// @param clip the largest norm of all gradients together; 0 is no limit
/// @param weightDecay how strongly weights are pulled to zero
/// @param truncate after how many steps gradients stop on their way back through time; 0 is never
/// @param epochs how often the training texts are gone through, at most
/// @param batchSize how many texts make one step
/// @param patience after how many epochs without a better one training stops; 0 is never
/// @param classWeights how much a text of each label counts: `none` is alike, `balanced` is inverse
///   to the label's share, else the name of a file with a line `label<TAB>weight` for each
/// @param sampler which rows an epoch trains on
/// @param monitor what tells the best epoch, on validation data
/// @param minConfidence below which probability the model is unsure of its answer; 0 is never
/// @param seed what all randomness is derived from
/// @param threads how many threads compute; 0 becomes the number of processors
/// @param device where computation runs
public record FitSettings(
    @Setting(help = "What takes the steps.", byDefault = "adam") OptimizerKind optimizer,
    @Setting(help = "The learning rate.", byDefault = "0.002") double lr,
    @Setting(help = "The largest norm of all gradients; 0 is no limit.", byDefault = "1")
        double clip,
    @Setting(help = "How strongly weights are pulled to zero.", byDefault = "0") double weightDecay,
    @Setting(help = "Gradients go back through time for so many steps; 0 is all.", byDefault = "0")
        int truncate,
    @Setting(help = "How often the training texts are gone through.", byDefault = "8") int epochs,
    @Setting(help = "How many texts make one step.", byDefault = "64") int batchSize,
    @Setting(help = "Stop after so many epochs without a better one; 0 is never.", byDefault = "2")
        int patience,
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
        double minConfidence,
    @Setting(help = "What all randomness is derived from.", byDefault = "1") long seed,
    @Setting(
            help = "How many threads compute; 0 is one for each processor.",
            byDefault = "0",
            local = true)
        int threads,
    @Setting(
            help = "Where computation runs.",
            byDefault = "cpu",
            local = true,
            values = "cpu, cuda, cuda:N")
        Device device) {

  /// Refuses values that are not possible.
  public FitSettings {
    Bounds.above0("lr", lr);
    Bounds.atLeast0("clip", clip);
    Bounds.atLeast0("weightDecay", weightDecay);
    Bounds.atLeast("truncate", 0, truncate);
    Bounds.atLeast("epochs", 1, epochs);
    Bounds.atLeast("batchSize", 1, batchSize);
    Bounds.atLeast("patience", 0, patience);
    Bounds.share("minConfidence", minConfidence);
    if (classWeights.equals(ClassWeights.BALANCED) && sampler == SamplerKind.BALANCED) {
      throw SettingException.of(
          "%s and %s would both make up for rare labels, one on top of the other: give one of them",
          Mention.of("classWeights", classWeights), Mention.of("sampler", sampler));
    }
    Bounds.atLeast("threads", 0, threads);
    threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
