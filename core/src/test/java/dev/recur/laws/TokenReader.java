package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.nn.Embedding;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A network that reads tokens through an embedding, and the ways in which it may take them: as
/// rows of the table, equal ones once, or step by step.
final class TokenReader {
  private final Embedding embedding;
  private final Network network;
  private final int[][] ids;
  private final Problem problem;

  TokenReader(Embedding embedding, Network network, int[][] ids) {
    this.embedding = embedding;
    this.network = network;
    this.ids = ids;
    problem = Problem.of(network.sizes(), Arrays.stream(ids).mapToInt(r -> r.length).toArray());
  }

  /// Rows of these lengths, in which tokens repeat.
  static TokenReader of(Embedding embedding, Network network, int... lengths) {
    int[][] ids = new int[lengths.length][];
    for (int b = 0; b < lengths.length; b++) {
      ids[b] = new int[lengths[b]];
      for (int t = 0; t < lengths[b]; t++) {
        ids[b][t] = (5 * b + 3 * t * t) % embedding.options().numEmbeddings();
      }
    }
    return new TokenReader(embedding, network, ids);
  }

  Network network() {
    return network;
  }

  Parameter table() {
    return embedding.parameters().firstEntry().getValue();
  }

  boolean has(int id) {
    return Arrays.stream(ids).flatMapToInt(Arrays::stream).anyMatch(i -> i == id);
  }

  /// The batch behind the embedding.
  PackedSequence read(Tape tape) {
    return embedding.forward(tape, new Tokens(ids));
  }

  /// Equal tokens computed once.
  Results merged(Tape tape) {
    return run(read(tape), tape, true, false, 1);
  }

  /// The same, and then the way back once more.
  Results mergedBackTwice(Tape tape) {
    return run(read(tape), tape, true, false, 2);
  }

  /// The same, and behind the layer the sum of all steps' numbers is taken.
  Results mergedAndRead(Tape tape) {
    return run(read(tape), tape, true, true, 1);
  }

  /// The same, and the steps' numbers were looked at before.
  Results mergedAfterALook(Tape tape) {
    PackedSequence x = read(tape);
    x.data();
    return run(x, tape, true, false, 1);
  }

  /// A batch that the layer takes step by step of its own accord.
  Results unmerged(Tape tape) {
    return run(read(tape), tape, false, false, 1);
  }

  /// Every step computed, with a gradient of its own.
  Results stepByStep(Tape tape) {
    PackedSequence x = read(tape).expand();
    Tensor data = x.data();
    Results results = run(x, tape, false, false, 1);
    data.gradient().ifPresent(d -> results.putSteps("gradient of x", problem, x.packing(), d));
    return results;
  }

  /// The same numbers without an embedding.
  Results withoutTable(Tape tape) {
    PackedSequence looked = read(Tape.inference(tape.workers()));
    Tensor x = tape.input(looked.data());
    Results results = run(looked.with(x), tape, false, false, 1);
    Tensor dx = x.gradient().orElseThrow();
    results.putSteps("gradient of x", problem, looked.packing(), dx);
    return results;
  }

  /// Only what comes out, merged.
  Results forwardOnly(Tape tape) {
    PackedSequence x = read(tape);
    Results results = new Results();
    putForward(results, x.packing(), forward(x, Pass.firstStates(problem, tape)));
    return results;
  }

  private Network.Result<PackedSequence> forward(PackedSequence x, List<Tensor> first) {
    return network.forward(x, first, Problem.DROPOUT);
  }

  private void putForward(Results results, Packing packing, Network.Result<PackedSequence> y) {
    results.putSteps("output", problem, packing, y.output().data());
    Pass.putLast(results, problem, 0, y.states());
  }

  private Results run(PackedSequence x, Tape tape, boolean merged, boolean readToo, int back) {
    table().zeroGradient();
    network.parameters().values().forEach(Parameter::zeroGradient);
    List<Tensor> first = Pass.firstStates(problem, tape);
    var y = forward(x, first);
    List<Tensor> ys = new ArrayList<>(y.states());
    List<Tensor> dys = new ArrayList<>(Pass.lastGradients(problem, 0, problem.rows().size()));
    ys.add(y.output().data());
    dys.add(problem.packed(x.packing(), problem.sizes().outputs(), r -> r.dy));
    if (readToo) {
      ys.add(x.data().sum());
      dys.add(Tensor.of(new float[] {1f}, ys.getLast().shape()));
    }
    for (int i = 0; i < back; i++) {
      tape.backward(ys, dys);
    }
    if (!readToo && !table().frozen()) {
      boolean each = x.data().gradient().isPresent();
      assertEquals(merged, !each, "whether equal tokens were computed once");
    }
    Results results = new Results();
    putForward(results, x.packing(), y);
    Pass.putFirst(results, problem, first);
    results.putParameters(network.parameters());
    results.putParameters(embedding.parameters());
    return results;
  }

  /// The gradient of the table among a pass's results.
  float[] tableGradient(Results results) {
    return Objects.requireNonNull(results.parameters().get("gradient of weight"));
  }

  /// Adds to each row of the table how often the batch has it.
  void addCounts(float[] rows) {
    int width = embedding.options().embeddingDim();
    for (int[] row : ids) {
      for (int id : row) {
        for (int j = 0; j < width; j++) {
          rows[id * width + j] += 1;
        }
      }
    }
  }
}
