package dev.recur.gpu;

import dev.recur.nn.LogSoftmax;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.DeviceNorms;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The operations on tensors that have kernels, forward and backward, in the order in which a
/// program might use them: a padded batch through a layer, and its output cut up and put together.
final class SmallOperations {
  private SmallOperations() {}

  /// Computes with these workers; returns what comes out.
  static SequencedMap<String, float[]> run(Workers workers) {
    Seed seed = Seed.of(11);
    Tape tape = new Tape(workers);
    float[] numbers = new float[3 * 5 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) seed.normal(i);
    }
    Tensor x = tape.input(Tensor.of(numbers, 3, 5, 4)); // three rows of five steps
    Lstm layer = new Lstm(RecurrentOptions.of(4, 6).withBatchFirst(true), seed);
    int[] lengths = {3, 5, 1};
    Tensor padded = layer.forward(x, lengths).output();
    Tensor unpacked = PackedSequence.pack(padded, lengths, true).unpack(false, -1f, 7);
    Tensor part = padded.slice(1, 1, 4).tanh(); // (3, 3, 6)
    Tensor rows = padded.reshape(15, 6).rows(4, 0, 4, 14);
    Tensor joined = Tensor.concat(1, part.reshape(9, 6), padded.slice(1, 0, 3).reshape(9, 6));
    Tensor logs = new LogSoftmax().forward(joined.plus(joined.tanh()));
    Tensor sum = logs.sum().plus(rows.tanh().sum()).plus(unpacked.sum());
    tape.backward(sum);
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    results.put("padded", padded.toArray());
    results.put("unpacked", unpacked.toArray());
    results.put("rows", rows.toArray());
    results.put("logs", logs.toArray());
    results.put("dx", x.gradient().orElseThrow().toArray());
    double norm = clip(layer.parameters(), workers);
    results.put("norm", new float[] {(float) norm, (float) (norm - (float) norm)});
    layer.parameters().forEach((n, p) -> results.put(n, p.gradient().orElseThrow().toArray()));
    tape.reset();
    return results;
  }

  private static double clip(SequencedMap<String, Parameter> parameters, Workers workers) {
    if (workers.accelerator().isEmpty()) {
      return Clipping.clipByGlobalNorm(parameters, 0.05, workers);
    }
    DeviceNorms norms = new DeviceNorms(workers.accelerator().get(), 1);
    norms.clip(parameters, 0.05);
    return norms.read().getFirst().finite();
  }
}
