package dev.recur.laws;

import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Pooling;
import dev.recur.nn.Softmax;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// A layer without a state, on packed sequences: what comes before and behind a recurrent network.
///
/// @param pools whether one vector for each row comes out, and not one for each step
record Part(
    String name,
    SequencedMap<String, Parameter> parameters,
    boolean pools,
    int inputs,
    int outputs,
    Function<PackedSequence, Tensor> forward) {

  /// The one list of such layers, with this many features each.
  static List<Part> all(int features) {
    Seed seed = Seed.of(30);
    int others = features + 3;
    Linear linear = new Linear(features, others, seed.split("linear"));
    Linear noBias = new Linear(features, others, false, seed.split("no bias"));
    return List.of(
        new Part(
            "linear", linear.parameters(), false, features, others, x -> linear.forward(x).data()),
        new Part(
            "linear, no bias",
            noBias.parameters(),
            false,
            features,
            others,
            x -> noBias.forward(x).data()),
        steps("softmax", features, x -> new Softmax().forward(x)),
        steps("log-softmax", features, x -> new LogSoftmax().forward(x)),
        steps("dropout", features, x -> new Dropout(0.3).forward(x, Problem.DROPOUT)),
        steps("locked dropout", features, x -> Dropout.locked(0.3).forward(x, Problem.DROPOUT)),
        pooling("last step", features, new LastPooling(false)),
        pooling("last step of both directions", features, new LastPooling(true)),
        pooling("mean", features, new MeanPooling()),
        pooling("max", features, new MaxPooling()),
        pooling("attention", features, new AttentionPooling(features, others, seed.split("a"))));
  }

  private static Part steps(
      String name, int features, Function<PackedSequence, PackedSequence> forward) {
    return new Part(
        name, new LinkedHashMap<>(), false, features, features, x -> forward.apply(x).data());
  }

  private static Part pooling(String name, int features, Pooling pooling) {
    return new Part(name, pooling.parameters(), true, features, features, pooling::forward);
  }

  @Override
  public String toString() {
    return name;
  }
}
