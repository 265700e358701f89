package dev.recur.bench;

import dev.recur.accelerator.Accelerator;
import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.task.CellKind;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Recur's side of the comparison: the network of a [Size], with Adam.
final class Network {
  private final CellKind cell;
  private final Batches batches;
  private final Workers workers;
  private final Embedding embedding;
  private final RecurrentLayer<?> rnn;
  private final LastPooling pooling = new LastPooling(false);
  private final Linear linear;
  private final Adam optimizer;
  private final Tape tape;
  private final Tape inference;
  private int next;

  Network(CellKind cell, Size size, Batches batches, Workers workers) {
    this.cell = cell;
    this.batches = batches;
    this.workers = workers;
    Seed seed = Seed.of(1);
    embedding = new Embedding(Size.VOCABULARY, size.embedding, seed.split("embedding"));
    RecurrentOptions options =
        RecurrentOptions.of(size.embedding, size.hidden).withNumLayers(size.layers);
    rnn =
        switch (cell) {
          case RNN -> new Rnn(options, Nonlinearity.TANH, seed.split("rnn"));
          case GRU -> new Gru(options, Reset.AFTER, seed.split("rnn"));
          case LSTM -> new Lstm(options, seed.split("rnn"));
        };
    linear = new Linear(size.hidden, Size.CLASSES, seed.split("linear"));
    optimizer = new Adam(parameters(), new AdamOptions(1e-3));
    tape = new Tape(workers);
    inference = Tape.inference(workers);
  }

  /// The weights by the names that PyTorch gives them.
  SequencedMap<String, Parameter> parameters() {
    return Layer.join(
        Map.entry("embedding", embedding), Map.entry("rnn", rnn), Map.entry("linear", linear));
  }

  /// One training step with the next batch; returns its loss.
  double train() {
    return train(() -> {});
  }

  /// The same with gradients clipped, as the command trains.
  double trainClipped() {
    return train(() -> Clipping.clipByGlobalNorm(parameters(), 1, workers));
  }

  private double train(Runnable clip) {
    int batch = next++ % batches.count();
    Tensor scores = scores(tape, batches.tokens(batch));
    Tensor loss = new CrossEntropyLoss().forward(scores, batches.labels(batch));
    tape.backward(loss);
    clip.run();
    optimizer.step(workers);
    optimizer.zeroGrad();
    double value = loss.item();
    tape.reset();
    finish();
    return value;
  }

  /// One forward pass without gradient, with the next batch.
  void infer() {
    scores(inference, batches.tokens(next++ % batches.count()));
    inference.reset();
    finish();
  }

  /// Waits for a device to have computed everything.
  private void finish() {
    workers.accelerator().ifPresent(Accelerator::finish);
  }

  /// How many batches it has used so far.
  int batches() {
    return next;
  }

  /// The loss of the first batch, then its scores.
  double[] check() {
    Tensor scores = scores(inference, batches.tokens(0));
    float[] values = scores.toArray();
    double[] answer = new double[1 + values.length];
    answer[0] = new CrossEntropyLoss().forward(scores, batches.labels(0)).item();
    for (int i = 0; i < values.length; i++) {
      answer[1 + i] = values[i];
    }
    inference.reset();
    return answer;
  }

  private Tensor scores(Tape onto, Tokens tokens) {
    return linear.forward(pooling.forward(rnn.forward(embedding.forward(onto, tokens)).output()));
  }

  /// Writes weights and batches for a peer.
  void write(Path file) throws IOException {
    List<NamedArray> arrays = new ArrayList<>(batches.arrays());
    parameters().forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    new ModelFile(Map.of("cell", cell.name()), arrays).write(file, true);
  }
}
