package dev.recur.task;

import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Optimizer;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.tensor.Parameter;
import java.util.SequencedMap;

/// How a network is trained, whichever its job. A job has it among its settings.
///
/// @param optimizer the rule of the updates
/// @param lr the learning rate
/// @param clip the largest norm of all gradients together; 0 is no limit
/// @param weightDecay how strongly weights are pulled to zero
/// @param truncate after how many steps gradients stop on their way back through time; 0 is never
/// @param epochs how many passes over the training rows there are at most
/// @param batchSize how many rows make one step
/// @param patience after how many epochs without a better one training stops; 0 is never
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
        int patience) {

  /// Refuses values that are not possible.
  public FitSettings {
    Bounds.above0("lr", lr);
    Bounds.atLeast0("clip", clip);
    Bounds.atLeast0("weightDecay", weightDecay);
    Bounds.atLeast("truncate", 0, truncate);
    Bounds.atLeast("epochs", 1, epochs);
    Bounds.atLeast("batchSize", 1, batchSize);
    Bounds.atLeast("patience", 0, patience);
  }

  /// The optimiser with these settings.
  ///
  /// @param parameters what it updates, by name
  public Optimizer optimizer(SequencedMap<String, Parameter> parameters) {
    return switch (optimizer) {
      case SGD -> new Sgd(parameters, new SgdOptions(lr).withWeightDecay(weightDecay));
      case ADAM -> new Adam(parameters, new AdamOptions(lr).withWeightDecay(weightDecay));
      case ADAMW -> new AdamW(parameters, new AdamWOptions(lr).withWeightDecay(weightDecay));
      case RMSPROP -> new RmsProp(parameters, new RmsPropOptions(lr).withWeightDecay(weightDecay));
      case ADAGRAD -> new Adagrad(parameters, new AdagradOptions(lr).withWeightDecay(weightDecay));
      case ADADELTA ->
          new Adadelta(parameters, new AdadeltaOptions(lr).withWeightDecay(weightDecay));
    };
  }
}
