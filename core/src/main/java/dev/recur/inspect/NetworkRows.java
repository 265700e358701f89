package dev.recur.inspect;

import dev.recur.nn.LogSoftmax;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// The answers of a network to many rows of tokens, which are computed in batches of limited size.
///
/// @param layers the network's
record NetworkRows(NetworkLayers layers, Workers workers) {
  private static final int TOKENS = 1 << 14; // of a batch

  /// The logarithms of the classes' probabilities for each row, (rows, C).
  ///
  /// @param row makes a row
  float[][] logProbabilities(int rows, IntFunction<int[]> row) {
    float[][] all = new float[rows][];
    Tape tape = Tape.inference(workers);
    int next = 0;
    while (next < rows) {
      List<int[]> batch = new ArrayList<>();
      int tokens = 0;
      for (int i = next; i < rows && tokens < TOKENS; i++) {
        batch.add(row.apply(i));
        tokens += batch.getLast().length;
      }
      float[] logs = logProbabilities(tape, new Tokens(batch.toArray(int[][]::new)));
      int classes = logs.length / batch.size();
      for (int b = 0; b < batch.size(); b++) {
        all[next++] = Arrays.copyOfRange(logs, b * classes, (b + 1) * classes);
      }
      tape.reset();
    }
    return all;
  }

  private float[] logProbabilities(Tape tape, Tokens tokens) {
    PackedSequence x = layers.embedding().forward(tape, tokens);
    Tensor scores = layers.head().apply(layers.recurrent().forward(x).output());
    return new LogSoftmax().forward(scores).toArray();
  }

  /// The vectors of tokens, (n, E), on no tape.
  Tensor vectors(int... ids) {
    return layers.embedding().forward(Tape.inference(workers), ids).copy();
  }
}
