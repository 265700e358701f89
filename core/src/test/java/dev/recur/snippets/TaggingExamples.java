package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.nn.CharacterEncoder;
import dev.recur.nn.Crf;
import dev.recur.nn.CrfConstraints;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.TagPath;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import java.util.List;

/// What the documentation of layers that tag each step shows.
final class TaggingExamples {
  private TaggingExamples() {}

  static void crf() {
    Tape tape = new Tape();
    Tensor words = tape.constant(Tensor.zeros(5, 3));
    PackedSequence x = new PackedSequence(words, Packing.of(new int[] {3, 2}));
    // @start region="crf"
    Lstm lstm = new Lstm(RecurrentOptions.of(3, 4).withBidirectional(true), Seed.of(1));
    Linear linear = new Linear(8, 2, Seed.of(2));
    Crf crf = new Crf(2, Seed.of(3));
    PackedSequence scores = linear.forward(lstm.forward(x).output()); // (N, C)
    Tensor loss = crf.forward(scores, new int[][] {{0, 1, 1}, {1, 0}}); // (B): −log p of each row
    tape.backward(loss.sum());
    for (List<TagPath> best : crf.decode(scores, 3)) { // the three best of each row
      int[] tags = best.getFirst().tags();
      double probability = StrictMath.exp(best.getFirst().logProbability());
      assertTrue(tags.length >= 2 && probability > 0.1);
    }
    // @end
    assertArrayEquals(new int[] {2}, loss.shape());
  }

  static void constraints() {
    // @start region="constraints"
    boolean[] start = {true, true, false}; // O, B, I: no row begins with I
    boolean[] end = {true, true, true};
    boolean[][] transitions = {
      {true, true, false}, // no I after O
      {true, true, true},
      {true, true, true}
    };
    CrfConstraints bio = CrfConstraints.of(start, end, transitions);
    Crf crf = new Crf(bio, Seed.of(1));
    // @end
    assertTrue(crf.constraints().permits(0, 1, 2, 2));
    assertFalse(bio.permits(1, 0, 2));
  }

  static void characters() {
    Tape tape = new Tape();
    // @start region="characters"
    CharacterEncoder encoder = new CharacterEncoder(30, 8, 16, Seed.of(1)); // ids 0 to 29
    Tokens words = new Tokens(new int[][] {{20, 8, 5}, {3, 1, 20}}); // the, cat
    Packing packing = Packing.of(new int[] {2, 3}); // two sentences
    int[] wordOfStep = {0, 1, 1, 0, 0}; // in packed order
    PackedSequence x = encoder.forward(tape, words, wordOfStep, packing); // (5, 2 · 16)
    // @end
    assertEquals(32, x.features());
  }
}
