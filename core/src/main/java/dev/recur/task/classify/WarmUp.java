package dev.recur.task.classify;

import java.util.ArrayList;
import java.util.List;

/// Predictions of made-up texts, until the JIT has compiled the code of predictions.
///
/// A round predicts texts of many lengths, one by one and some together. Rounds go on until none
/// has been faster for half a second, so that everything is compiled, or time is up.
final class WarmUp {
  private static final int[] LENGTHS = {1, 2, 3, 5, 8, 13, 21, 34, 55, 100};
  private static final int TOGETHER = 4;
  private static final long LONGEST = 10_000_000_000L; // ns
  private static final long STEADY = 500_000_000; // ns without a faster round
  private static final double FASTER = 0.97;

  private final Classifier classifier;
  private final List<String> texts = new ArrayList<>();

  WarmUp(Classifier classifier) {
    this.classifier = classifier;
    List<String> tokens = classifier.field().vocab().tokens();
    for (int length : LENGTHS) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.append(tokens.isEmpty() ? "0" : tokens.get((i + length) % tokens.size())).append(' ');
      }
      texts.add(text.toString());
    }
  }

  void run() {
    long begin = System.nanoTime();
    long best = Long.MAX_VALUE;
    long bestAt = begin;
    long start = begin;
    while (start - begin < LONGEST && start - bestAt < STEADY) {
      round(begin);
      long end = System.nanoTime();
      if (end - start < FASTER * best) {
        best = end - start;
        bestAt = end;
      }
      start = end;
    }
  }

  private void round(long begin) {
    for (String text : texts) {
      if (System.nanoTime() - begin < LONGEST) { // a large network: even one round may be too much
        classifier.predict(text);
      }
    }
    classifier.predict(texts.subList(0, TOGETHER));
  }
}
