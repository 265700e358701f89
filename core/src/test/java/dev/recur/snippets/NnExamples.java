package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.nn.Cell;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.nn.Folding;
import dev.recur.nn.Gru;
import dev.recur.nn.GruCell;
import dev.recur.nn.Initialisation;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.MaxPooling;
import dev.recur.nn.MeanPooling;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.Output;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Rnn;
import dev.recur.nn.Unrolled;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the documentation of the options, the results and the interfaces of layers shows.
final class NnExamples {
  private NnExamples() {}

  static void cell() {
    // @start region="cell"
    Cell cell = new GruCell(3, 4, Seed.of(1));
    Parameter weight = cell.parameter("weight_hh"); // (3H, H)
    List<String> names = List.copyOf(cell.parameters().keySet());
    // weight_ih, weight_hh, bias_ih, bias_hh
    // @end
    assertArrayEquals(new int[] {12, 4}, weight.shape());
    assertEquals(List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh"), names);
  }

  static void options() {
    // @start region="options"
    RecurrentOptions options =
        RecurrentOptions.of(100, 128)
            .withNumLayers(2)
            .withBidirectional(true)
            .withInitialisation(Initialisation.KERAS);
    RecurrentLayer<LstmState> layer = new Lstm(options, Seed.of(1));
    int features = layer.outputFeatures(); // 2 · 128
    // @end
    assertEquals(256, features);
  }

  static void state() {
    Tensor first = Tensor.zeros(5, 2, 3);
    Tensor second = Tensor.zeros(5, 2, 3);
    // @start region="state"
    Lstm lstm = new Lstm(3, 4, Seed.of(1));
    Output<Tensor, LstmState> a = lstm.forward(first); // (T, B, I), from a state of zeros
    Output<Tensor, LstmState> b = lstm.forward(second, a.state()); // the steps that follow
    Tensor outputs = b.output(); // (T, B, H)
    Tensor memory = b.state().c(); // (1, B, H)
    // @end
    assertArrayEquals(new int[] {5, 2, 4}, outputs.shape());
    assertArrayEquals(new int[] {1, 2, 4}, memory.shape());
  }

  static void unroll() {
    Tensor sequence = Tensor.zeros(5, 3);
    // @start region="unroll"
    Lstm lstm = new Lstm(3, 4, Seed.of(1));
    Tensor x = new Tape().input(sequence); // (T, I), one sequence of 5 steps
    Unrolled steps = lstm.unroll(new PackedSequence(x, Packing.full(1, 5)));
    Tensor forget = steps.value(0, 0, "f"); // (T, H), of layer 0, forward
    Tensor loss = steps.output().data().sum();
    steps.backward(loss, Tensor.scalar(1));
    Tensor dc = steps.gradient(0, 0, "c"); // ∂L/∂c_t, (T, H)
    // @end
    assertArrayEquals(new int[] {5, 4}, forget.shape());
    assertArrayEquals(new int[] {5, 4}, dc.shape());
  }

  static void nonlinearity() {
    // @start region="nonlinearity"
    Rnn rnn = new Rnn(RecurrentOptions.of(3, 4), Nonlinearity.RELU, Seed.of(1));
    // @end
    assertEquals(4, rnn.outputFeatures());
  }

  static void padding() {
    // @start region="padding"
    EmbeddingOptions options = EmbeddingOptions.of(10, 3).withPaddingIdx(0); // V, E
    Embedding embedding = new Embedding(options, Seed.of(1));
    Tensor rows = embedding.forward(new Tape(), new int[] {0, 7}); // (2, E), the first one 0
    // @end
    assertArrayEquals(new float[3], rows.slice(0, 0, 1).toArray());
  }

  static void fold() {
    Embedding embedding = new Embedding(10, 3, Seed.of(1));
    // @start region="fold"
    Gru gru = new Gru(3, 4, Seed.of(1));
    Folding folding = gru.fold(embedding, 1L << 20, Workers.single()); // at most 1 MiB
    long bytes = folding.done() ? folding.bytes() : 0; // V · 3H numbers of 4 bytes
    // @end
    assertEquals(480, bytes);
  }

  static void network() {
    // @start region="network"
    record Network(Embedding embedding, Gru gru, Linear linear) implements Layer {
      @Override
      public SequencedMap<String, Parameter> parameters() {
        return Layer.join(
            Map.entry("embedding", embedding), Map.entry("gru", gru), Map.entry("linear", linear));
      }
    }
    // its parameters are embedding.weight, gru.weight_ih_l0, …, linear.bias
    // @end
    Seed seed = Seed.of(1);
    Layer network =
        new Network(new Embedding(10, 3, seed), new Gru(3, 4, seed), new Linear(4, 2, seed));
    assertEquals("embedding.weight", network.parameters().firstEntry().getKey());
    assertTrue(network.parameters().containsKey("gru.weight_ih_l0"));
    assertEquals("linear.bias", network.parameters().lastEntry().getKey());
  }

  static void poolings() {
    Tokens tokens = new Tokens(new int[][] {{3, 1, 4, 1, 5}, {2, 7}});
    PackedSequence h = new Embedding(10, 3, Seed.of(1)).forward(new Tape(), tokens);
    // @start region="poolings"
    Tensor greatest = new MaxPooling().forward(h); // (N, F) to (B, F)
    Tensor mean = new MeanPooling().forward(h);
    // @end
    assertArrayEquals(new int[] {2, 3}, greatest.shape());
    for (int i = 0; i < 3; i++) {
      assertTrue(greatest.get(0, i) >= mean.get(0, i));
    }
  }
}
