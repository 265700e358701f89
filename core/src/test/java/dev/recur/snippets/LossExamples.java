package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.loss.BCEWithLogitsLoss;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.HuberLoss;
import dev.recur.loss.L1Loss;
import dev.recur.loss.MSELoss;
import dev.recur.loss.NLLLoss;
import dev.recur.loss.Reduction;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;

/// What the documentation of [dev.recur.loss] shows.
final class LossExamples {
  private LossExamples() {}

  private static final Linear LINEAR = new Linear(4, 3, Seed.of(1));

  /// Three rows, on a tape: (3, 4).
  private static Tensor hidden(Tape tape) {
    float[] h = new float[12];
    for (int i = 0; i < h.length; i++) {
      h[i] = (float) Seed.of(2).normal(i);
    }
    return tape.constant(Tensor.of(h, 3, 4));
  }

  static void crossEntropy() {
    Linear linear = LINEAR;
    Tape tape = new Tape();
    Tensor h = hidden(tape);
    // @start region="crossEntropy"
    CrossEntropyLoss loss = new CrossEntropyLoss().withLabelSmoothing(0.1);
    Tensor logits = linear.forward(h); // (N, C), without softmax
    int[] targets = {2, 0, -100}; // the class of each row; −100 is ignored
    tape.backward(loss.forward(logits, targets)); // the mean over the other rows
    // @end
    assertTrue(linear.parameter("weight").gradient().isPresent());
    linear.parameter("weight").zeroGradient();
    linear.parameter("bias").zeroGradient();
  }

  static void logLikelihood() {
    Tensor logits = LINEAR.forward(hidden(new Tape()));
    int[] targets = {2, 0, 1};
    // @start region="logLikelihood"
    Tensor logProbabilities = new LogSoftmax().forward(logits); // (N, C)
    Tensor loss = new NLLLoss().forward(logProbabilities, targets); // the mean over the N rows
    // @end
    assertEquals(new CrossEntropyLoss().forward(logits, targets).item(), loss.item(), 1e-6);
  }

  static void binary() {
    Linear linear = LINEAR;
    Tape tape = new Tape();
    Tensor h = hidden(tape);
    // @start region="binary"
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss().withPosWeight(1, 1, 3); // the third is rare
    Tensor logits = linear.forward(h); // (N, C): three questions for each row
    Tensor answers = Tensor.of(new float[] {1, 0, 0, 1, 1, 0, 0, 0, 1}, 3, 3); // 1 for yes
    Tensor mean = loss.forward(logits, answers);
    // @end
    assertTrue(mean.item() > 0);
  }

  static void regression() {
    Tensor predictions = Tensor.of(new float[] {1, 2, 3}, 3, 1);
    // @start region="regression"
    Tensor targets = Tensor.of(new float[] {1, 2.5f, 13}, 3, 1); // the last one is an outlier
    Tensor squared = new MSELoss().forward(predictions, targets); // (0 + 0.25 + 100)/3
    Tensor absolute = new L1Loss().forward(predictions, targets); // (0 + 0.5 + 10)/3
    Tensor robust = new HuberLoss().forward(predictions, targets); // (0 + 0.125 + 9.5)/3
    // @end
    assertEquals(100.25f / 3, squared.item(), 1e-5f);
    assertEquals(3.5f, absolute.item(), 1e-6f);
    assertEquals(9.625f / 3, robust.item(), 1e-6f);
  }

  static void reduction() {
    Tensor predictions = Tensor.of(new float[] {1, 2, 3}, 3, 1);
    Tensor targets = Tensor.of(new float[] {1, 2.5f, 13}, 3, 1);
    // @start region="reduction"
    MSELoss mean = new MSELoss(); // of shape (): what training uses
    MSELoss each = new MSELoss(Reduction.NONE); // the loss of each element
    Tensor losses = each.forward(predictions, targets); // (3, 1), like the predictions
    // @end
    assertEquals(100.25f / 3, mean.forward(predictions, targets).item(), 1e-5f);
    assertArrayEquals(new float[] {0, 0.25f, 100}, losses.toArray());
  }
}
