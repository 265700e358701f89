package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.golden.fixtures.GoldenRun;
import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Softmax;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Embedding, linear, softmax and pooling layers against PyTorch, with all gradients.
///
/// ```python
/// y = F.embedding(ids, weight, paddingIdx, maxNorm, 2.0, scaleGradByFreq)
/// y = F.linear(x, weight, bias)
/// y = F.log_softmax(x, 1)
/// y = torch.stack([row.mean(0) for row in torch.split(x, lengths)])
/// y.backward(dy)
/// ```
///
/// In the file, the rows of a batch stand one after another.
@Tag("device")
class GoldenLayerTest {
  private static final Seed SEED = Seed.of(1); // every parameter is given

  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("layers.txt");
  }

  static Stream<GoldenCase> shortened() {
    return cases().filter(golden -> golden.sets("maxNorm"));
  }

  @Test
  void no_case_is_missing() {
    assertEquals(21, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_layer_gives_pytorchs_numbers(GoldenCase golden) {
    check(golden);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shortened")
  void reading_without_training_shortens_rows_and_leaves_the_table(GoldenCase golden) {
    Embedding embedding = embedding(golden, new GoldenRun(golden));
    Tensor y = embedding.forward(Tape.inference(TestDevice.workers()), golden.ints("ids"));
    golden.expected("y").assertForward(y.toArray());
    assertArrayEquals(golden.given("weight"), weight(embedding).toArray());
  }

  static void check(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    switch (golden.setting("layer")) {
      case "embedding" -> lookUp(golden, run);
      case "linear" -> {
        int inputs = golden.number("inFeatures");
        int outputs = golden.number("outFeatures");
        Linear linear = new Linear(inputs, outputs, golden.flag("bias"), SEED);
        run.parameters(linear);
        run.output("y", linear.forward(run.input("x")));
      }
      case "softmax" -> run.output("y", new Softmax().forward(run.input("x")));
      case "log_softmax" -> run.output("y", new LogSoftmax().forward(run.input("x")));
      case "pool" -> pool(golden, run);
      default -> throw new IllegalStateException("no such layer: " + golden);
    }
    run.check();
  }

  private static void lookUp(GoldenCase golden, GoldenRun run) {
    Embedding embedding = embedding(golden, run);
    PackedSequence y = embedding.forward(run.tape(), tokens(golden));
    run.output("y", rowAfterRow(y.data(), y.packing()));
    run.output("weightAfter", weight(embedding).value());
  }

  private static Embedding embedding(GoldenCase golden, GoldenRun run) {
    int[] shape = golden.shape("weight");
    EmbeddingOptions options =
        EmbeddingOptions.of(shape[0], shape[1]).withScaleGradByFreq(golden.flag("scaleGradByFreq"));
    if (golden.sets("paddingIdx")) {
      options = options.withPaddingIdx(golden.number("paddingIdx"));
    }
    if (golden.sets("maxNorm")) {
      options = options.withMaxNorm(golden.real("maxNorm", 0));
    }
    if (golden.flag("pretrained")) {
      Embedding embedding = Embedding.fromPretrained(run.given("weight"), options, false);
      run.gradientOf("weight", weight(embedding));
      return embedding;
    }
    Embedding embedding = new Embedding(options, SEED);
    run.parameters(embedding);
    return embedding;
  }

  private static Parameter weight(Embedding embedding) {
    return embedding.parameters().firstEntry().getValue();
  }

  private static Tokens tokens(GoldenCase golden) {
    int[] ids = golden.ints("ids");
    int[] lengths = golden.lengths();
    int[][] rows = new int[lengths.length][];
    int at = 0;
    for (int b = 0; b < rows.length; b++) {
      rows[b] = Arrays.copyOfRange(ids, at, at + lengths[b]);
      at += lengths[b];
    }
    return new Tokens(rows);
  }

  private static void pool(GoldenCase golden, GoldenRun run) {
    PackedSequence x = packed(run.input("x"), Packing.of(golden.lengths()));
    switch (golden.setting("mode")) {
      case "last" -> run.output("y", new LastPooling(golden.number("directions") == 2).forward(x));
      case "mean" -> run.output("y", new MeanPooling().forward(x));
      case "max" -> run.output("y", new MaxPooling().forward(x));
      case "attention" -> {
        AttentionPooling pooling = new AttentionPooling(x.features(), golden.shape("v")[0], SEED);
        pooling.parameters().forEach((name, p) -> run.parameter(attention(name), p));
        run.output("y", pooling.forward(x));
        run.output("attention", rowAfterRow(pooling.weights(x), x.packing()));
      }
      default -> throw new IllegalStateException("no such pooling: " + golden);
    }
  }

  private static String attention(String parameter) {
    return switch (parameter) {
      case "hidden.weight" -> "weight";
      case "hidden.bias" -> "bias";
      case "score.weight" -> "v";
      default -> throw new IllegalStateException("attention has no " + parameter);
    };
  }

  /// From rows that stand one after the other to the packed order.
  private static PackedSequence packed(Tensor rows, Packing packing) {
    Tensor[] steps = new Tensor[packing.total()];
    int at = 0;
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        steps[packing.index(b, t)] = rows.slice(0, at, at + 1);
        at++;
      }
    }
    return new PackedSequence(Tensor.concat(0, steps), packing);
  }

  /// From the packed order to rows that stand one after the other.
  private static Tensor rowAfterRow(Tensor data, Packing packing) {
    Tensor[] steps = new Tensor[packing.total()];
    int at = 0;
    for (int b = 0; b < packing.rows(); b++) {
      for (int t = 0; t < packing.length(b); t++) {
        int n = packing.index(b, t);
        steps[at] = data.slice(0, n, n + 1);
        at++;
      }
    }
    return Tensor.concat(0, steps);
  }
}
