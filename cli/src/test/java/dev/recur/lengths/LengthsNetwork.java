package dev.recur.lengths;

import dev.recur.data.Batch;
import dev.recur.loss.MSELoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.score.Scores;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.train.Trainable;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;

/// The network that measures a text: embedding → GRU → its last output → linear.
///
/// Shapes: tokens of B rows · output of the GRU (N, H) · lengths (B, 1).
final class LengthsNetwork implements Trainable {
  private final Embedding embedding;
  private final Gru rnn;
  private final Linear linear;

  LengthsNetwork(int vocabulary, int units, int truncate, Seed seed) {
    embedding = new Embedding(vocabulary, units, seed.split("embedding"));
    RecurrentOptions options = RecurrentOptions.of(units, units).withTruncate(truncate);
    rnn = new Gru(options, Reset.AFTER, seed.split("rnn"));
    linear = new Linear(units, 1, seed.split("linear"));
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    return Layer.join(
        Map.entry("embedding", embedding), Map.entry("rnn", rnn), Map.entry("linear", linear));
  }

  Tensor lengths(Tape tape, Tokens tokens) {
    return linear.forward(
        new LastPooling(false).forward(rnn.forward(embedding.forward(tape, tokens)).output()));
  }

  private static float[] truth(Batch batch) {
    return batch.numbers(batch.targets().getFirst());
  }

  @Override
  public Tensor loss(Tape tape, Batch batch, Seed dropout) {
    Tensor truth = tape.constant(Tensor.of(truth(batch), batch.size(), 1));
    return new MSELoss().forward(lengths(tape, batch.tokens()), truth);
  }

  @Override
  public String headlineTitle() {
    return "mean absolute error";
  }

  @Override
  public Scores evaluate(Iterable<Batch> batches, Workers workers) {
    Tape tape = Tape.inference(workers);
    float[] said = {};
    float[] truth = {};
    for (Batch batch : batches) {
      said = joined(said, lengths(tape, batch.tokens()).toArray());
      truth = joined(truth, truth(batch));
      tape.reset();
    }
    return new LengthsScores(said, truth);
  }

  private static float[] joined(float[] a, float[] b) {
    float[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
