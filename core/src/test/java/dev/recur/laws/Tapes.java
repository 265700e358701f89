package dev.recur.laws;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.Arrays;

/// Tapes whose memory is full of NaN, as memory is that an earlier step has used: whatever reads a
/// number before it was written shows.
final class Tapes {
  private Tapes() {}

  static Tape used() {
    return used(Workers.single());
  }

  static Tape used(Workers workers) {
    return fill(new Tape(workers));
  }

  /// One that records nothing.
  static Tape inference(Workers workers) {
    return fill(Tape.inference(workers));
  }

  private static Tape fill(Tape tape) {
    for (int quarter = 4; quarter <= 1024; quarter *= 2) {
      int arrays = quarter <= 256 ? 16 : 2;
      for (int i = 0; i < 4 * arrays; i++) {
        int size = (4 + i % 4) * quarter; // every size that an arena hands out
        Arrays.fill(tape.arena().take(size), Float.NaN);
      }
    }
    for (int i = 0; i < 8; i++) {
      Arrays.fill(tape.arena().takeInts(512), -9); // no place of anything
    }
    tape.reset();
    return tape;
  }
}
