package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.loss.MSELoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.UnsupportedDeviceException;
import dev.recur.tensor.Workers;

/// What the documentation of [dev.recur.tensor] shows.
final class TensorExamples {
  private TensorExamples() {}

  static void tensor() {
    // @start region="tensor"
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3); // rows (1, 2, 3) and (4, 5, 6)
    Tensor b = a.times(a).plus(Tensor.of(new float[] {10, 20, 30}, 3)); // a row added to every row
    Tensor c = a.product(b.reshape(3, 2)); // (2, 3) · (3, 2) = (2, 2)
    float last = b.get(1, 2); // 6² + 30
    // @end
    assertEquals(66, last);
    assertArrayEquals(new int[] {2, 2}, c.shape());
  }

  static void shape() {
    Tensor answers = Tensor.zeros(2, 3);
    // @start region="shape"
    int[] expected = {2, 3};
    Shape.requireSame("answers", expected, answers.shape()); // throws if they differ
    String text = Shape.of(answers.shape()); // (2, 3)
    // @end
    assertEquals("(2, 3)", text);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Shape.requireSame("answers", expected, new int[] {3, 2}));
    assertEquals("answers: expected shape (2, 3), got (3, 2)", e.getMessage());
  }

  static void tape() {
    Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    Tensor targets = Tensor.of(new float[] {0, 1, 2, 3}, 4, 1);
    Linear linear = new Linear(2, 1, Seed.of(1));
    Sgd optimizer = new Sgd(linear.parameters(), new SgdOptions(0.1).withMomentum(0.9));
    double last = Double.NaN;
    // @start region="tape"
    Tape tape = new Tape();
    for (int step = 0; step < 200; step++) {
      Tensor y = linear.forward(tape.constant(x)); // recorded on the tape, like all that follows
      Tensor loss = new MSELoss().forward(y, targets);
      tape.backward(loss); // into the gradient of every parameter
      last = loss.item();
      optimizer.step();
      optimizer.zeroGrad();
      tape.reset(); // the next step uses the same memory
    }
    // @end
    assertEquals(0, last, 1e-3);
  }

  static void parameter() {
    // @start region="parameter"
    Parameter weight = new Parameter(Tensor.of(new float[] {1, 2}, 2, 1)); // (I, O)
    Tape tape = new Tape();
    Tensor x = tape.constant(Tensor.of(new float[] {3, 4}, 1, 2)); // (B, I)
    tape.backward(x.product(tape.use(weight)).sum());
    Tensor gradient = weight.gradient().orElseThrow(); // (I, O), like the weight: 3 and 4
    weight.zeroGradient();
    // @end
    assertArrayEquals(new float[] {3, 4}, gradient.toArray());
    assertTrue(weight.gradient().isEmpty());
  }

  static void seed() {
    int epoch = 3;
    // @start region="seed"
    Seed seed = Seed.of(42);
    Lstm lstm = new Lstm(3, 4, seed.split("lstm")); // each layer has its own stream, so adding one
    Linear linear = new Linear(4, 2, seed.split("linear")); // does not change the others
    int[] order = seed.split("order").split(epoch).permutation(1000); // the same for equal epochs
    // @end
    assertEquals(4, lstm.outputSize());
    assertArrayEquals(
        new Linear(4, 2, Seed.of(42).split("linear")).parameter("weight").toArray(),
        linear.parameter("weight").toArray());
    assertEquals(1000, order.length);
  }

  static void workers() {
    Linear linear = new Linear(2, 1, Seed.of(1));
    Tensor x = Tensor.of(new float[] {3, 4}, 1, 2);
    Tensor y;
    // @start region="workers"
    try (Workers workers = new Workers(4)) {
      Tape tape = Tape.inference(workers); // or new Tape(workers), to train
      y = linear.forward(tape.constant(x)).copy(); // the same bits on any number of threads
    }
    // @end
    assertArrayEquals(linear.forward(x).toArray(), y.toArray());
  }

  static void packed() {
    // @start region="packed"
    Tensor x = Tensor.zeros(5, 2, 3); // (T, B, F), padded
    PackedSequence packed = PackedSequence.pack(x, new int[] {2, 5}, false); // in any order
    Tensor steps = packed.data(); // (7, 3): the 2 + 5 real steps
    Packing packing = packed.packing();
    int row = packing.index(0, 1); // the row of data() with step 1 of sequence 0
    Tensor padded = packed.unpack(false); // (5, 2, 3), with zeros after the end of each sequence
    // @end
    assertArrayEquals(new int[] {7, 3}, steps.shape());
    assertEquals(3, row);
    assertArrayEquals(new int[] {5, 2, 3}, padded.shape());
  }

  static void tokens() {
    // @start region="tokens"
    Tokens tokens = new Tokens(new int[][] {{2, 7}, {3, 1, 4, 1, 5}}); // two texts, not padded
    Embedding embedding = new Embedding(10, 3, Seed.of(1)); // ids 0 to 9
    PackedSequence x = embedding.forward(new Tape(), tokens); // a vector for each of the 7 tokens
    // @end
    assertEquals(7, tokens.total());
    assertArrayEquals(new int[] {7, 3}, x.data().shape());
  }

  static void device() {
    Device device;
    // @start region="device"
    try {
      device = Device.parse("cuda:1").requireAvailable();
    } catch (UnsupportedDeviceException e) { // its message names the devices that are available
      device = Device.cpu();
    }
    // @end
    assertEquals(Device.cpu(), device);
  }
}
