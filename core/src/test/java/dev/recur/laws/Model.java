package dev.recur.laws;

import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Pooling;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A small classifier of token sequences, with every layer that training goes through: embedding,
/// both dropouts, a recurrent network, a pooling, a linear layer.
final class Model {
  static final int VOCABULARY = 40;
  static final int CLASSES = 5;
  private static final int EMBEDDING = 13;
  private static final int HIDDEN = 20;
  private static final Dropout ON_EMBEDDINGS = Dropout.locked(0.2);
  private static final Dropout BEFORE_SCORES = new Dropout(0.2);

  private final Embedding embedding;
  private final Network network;
  private final Pooling pooling;
  private final Linear scores;
  private final SequencedMap<String, Parameter> parameters;

  Model(Configuration c, Seed seed) {
    embedding = new Embedding(VOCABULARY, EMBEDDING, seed.split("embedding"));
    network = c.network(EMBEDDING, HIDDEN);
    int features = network.sizes().outputs();
    List<Pooling> poolings =
        List.of(
            new AttentionPooling(features, 11, seed.split("pooling")),
            new LastPooling(c.bidirectional()),
            new MeanPooling(),
            new MaxPooling());
    pooling = poolings.get(Configurations.KINDS.indexOf(c.kind()) % poolings.size());
    scores = new Linear(features, CLASSES, seed.split("scores"));
    parameters =
        Layer.join(
            Map.entry("embedding", embedding),
            Map.entry("network", network.layer()),
            Map.entry("pooling", pooling),
            Map.entry("scores", scores));
  }

  SequencedMap<String, Parameter> parameters() {
    return parameters;
  }

  /// The scores of each row, (B, C).
  Tensor forward(Tape tape, Tokens tokens, Seed seed) {
    PackedSequence x = embedding.forward(tape, tokens);
    PackedSequence dropped = ON_EMBEDDINGS.forward(x, seed.split("embedding"));
    PackedSequence h = network.forward(dropped, List.of(), seed.split("network")).output();
    Tensor v = pooling.forward(h);
    return scores.forward(BEFORE_SCORES.forward(v, tokens.rowIds(), seed.split("scores")));
  }
}
