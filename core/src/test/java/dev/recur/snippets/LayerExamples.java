package dev.recur.snippets;

import dev.recur.nn.AttentionPooling;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmState;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.Output;
import dev.recur.nn.Pooling;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.nn.Softmax;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;

/// What the documentation of the layers shows.
final class LayerExamples {
  private LayerExamples() {}

  static Output<Tensor, Tensor> rnn() {
    // @start region="rnn"
    Rnn rnn = new Rnn(3, 4, Seed.of(1));
    Tensor x = Tensor.zeros(5, 2, 3); // (T, B, I), padded
    int[] lengths = {5, 2}; // of the two rows; any order
    Output<Tensor, Tensor> y = rnn.forward(x, lengths);
    // y.output() is (T, B, H), 0 behind a row's end; y.state() is (1, B, H)
    // @end
    new Rnn(RecurrentOptions.of(3, 4), Nonlinearity.RELU, Seed.of(1)).forward(x);
    return y;
  }

  static Output<Tensor, LstmState> lstm() {
    // @start region="lstm"
    RecurrentOptions options =
        RecurrentOptions.of(3, 4).withNumLayers(2).withBidirectional(true).withBatchFirst(true);
    Lstm lstm = new Lstm(options, Seed.of(1));
    Tensor x = Tensor.zeros(2, 5, 3); // (B, T, I), as batchFirst says
    Output<Tensor, LstmState> y = lstm.forward(x);
    // y.output() is (B, T, 2H); y.state().h() and .c() are (layers · directions, B, H)
    // @end
    return y;
  }

  static PackedSequence gru(Tape tape) {
    Tokens tokens = new Tokens(new int[][] {{3, 1, 4, 1, 5}, {2, 7}});
    // @start region="gru"
    Embedding embedding = new Embedding(10, 3, Seed.of(1).split("embedding"));
    Gru gru = new Gru(RecurrentOptions.of(3, 4), Reset.BEFORE, Seed.of(1).split("gru"));
    PackedSequence x = embedding.forward(tape, tokens); // (N, I): real steps only
    PackedSequence y = gru.forward(x).output(); // (N, H)
    Tensor last = new LastPooling(false).forward(y); // (B, H)
    // @end
    if (last.size(0) != 2) {
      throw new AssertionError("expected a row for each sequence, got " + last);
    }
    return y;
  }

  static Tensor linear(Tensor h) {
    // @start region="linear"
    Linear linear = new Linear(4, 3, Seed.of(1));
    Tensor scores = linear.forward(h); // (N, H) to (N, C)
    // @end
    return scores;
  }

  static PackedSequence embedding(Tape tape) {
    // @start region="embedding"
    Embedding embedding = new Embedding(10, 3, Seed.of(1));
    Tokens tokens = new Tokens(new int[][] {{2, 7}, {3, 1, 4, 1, 5}}); // no padding anywhere
    PackedSequence x = embedding.forward(tape, tokens); // (7, 3): the real steps
    // @end
    return x;
  }

  static Tensor dropout(Tensor h) {
    // @start region="dropout"
    Dropout dropout = new Dropout(0.5);
    long step = 17; // of training: another step, another mask
    Tensor thinned = dropout.forward(h, Seed.of(1).split("dropout").split(step));
    // @end
    return thinned;
  }

  static Tensor pooling(PackedSequence h) {
    // @start region="pooling"
    Pooling pooling = new AttentionPooling(4, 8, Seed.of(1)); // or Max-, Mean-, LastPooling
    Tensor vectors = pooling.forward(h); // (N, F) to (B, F), rows in the batch's order
    // @end
    return vectors;
  }

  static Tensor softmax(Tensor scores) {
    // @start region="softmax"
    Tensor probabilities = new Softmax().forward(scores); // (N, C), each row sums to 1
    Tensor logarithms = new LogSoftmax().forward(scores); // their logarithms, for NLLLoss
    // @end
    if (logarithms.get(0, 0) > 0) {
      throw new AssertionError("the logarithm of a probability is not above 0");
    }
    return probabilities;
  }
}
