package dev.recur.task.tag;

import dev.recur.nn.Crf;
import dev.recur.nn.CrfConstraints;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.TagPath;
import dev.recur.span.Scheme;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From the scores of tags to tags. Without a conditional random field the most likely tag of each
/// word is chosen on its own, which is what a field does whose transitions score 0.
///
/// @param tags the tags that the network knows
/// @param crf the field that was learnt, if there is one
/// @param field the same, or one whose transitions score 0
record TagDecoder(TagNames tags, Optional<Crf> crf, Crf field) {

  TagDecoder(TagNames tags, Optional<Crf> crf) {
    this(tags, crf, crf.orElseGet(() -> indifferent(tags.size())));
  }

  private static Crf indifferent(int tags) {
    Crf field = new Crf(tags, Seed.of(0));
    for (Parameter parameter : field.parameters().values()) {
      parameter.set(new float[parameter.count()]);
    }
    return field;
  }

  /// The sequences of tags that a scheme permits.
  static CrfConstraints constraints(TagNames tags, Scheme scheme) {
    int n = tags.size();
    boolean[] start = new boolean[n];
    boolean[] end = new boolean[n];
    boolean[][] transitions = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      start[i] = scheme.begins(tags.names().get(i));
      end[i] = scheme.ends(tags.names().get(i));
      for (int j = 0; j < n; j++) {
        transitions[i][j] = scheme.follows(tags.names().get(i), tags.names().get(j));
      }
    }
    return CrfConstraints.of(start, end, transitions);
  }

  /// The answer to a sentence.
  ///
  /// @param names the tags
  /// @param loss −log p of the right tags, summed over the words that have a loss
  /// @param steps the number of these words
  record Answered(List<String> names, double loss, int steps) {}

  /// Answers sentences whose tags are known.
  ///
  /// @param scores of each tag at each word, (N, C)
  /// @param gold the tags of each sentence; a sentence with one that the network does not know has
  ///   no loss with a field, and otherwise that word has none
  List<Answered> answer(PackedSequence scores, int[][] gold) {
    List<TagPath> best = field.decode(scores);
    List<Answered> answers = new ArrayList<>();
    if (crf.isPresent()) {
      boolean[] permitted = new boolean[gold.length];
      int[][] likely = new int[gold.length][];
      for (int b = 0; b < gold.length; b++) {
        permitted[b] = permits(gold[b]);
        likely[b] = permitted[b] ? gold[b] : best.get(b).tags();
      }
      float[] losses = field.forward(scores, likely).toArray();
      for (int b = 0; b < gold.length; b++) {
        boolean known = permitted[b];
        answers.add(
            new Answered(
                tags.of(best.get(b).tags()), known ? losses[b] : 0, known ? gold[b].length : 0));
      }
      return answers;
    }
    float[] logs = new LogSoftmax().forward(scores.data()).toArray();
    for (int b = 0; b < gold.length; b++) {
      answers.add(alone(scores.packing(), logs, b, gold[b], best.get(b)));
    }
    return answers;
  }

  private boolean permits(int... gold) {
    return Arrays.stream(gold).allMatch(tag -> tag != TagNames.UNKNOWN)
        && field.constraints().permits(gold);
  }

  private Answered alone(Packing packing, float[] logs, int b, int[] gold, TagPath best) {
    double loss = 0;
    int steps = 0;
    for (int t = 0; t < gold.length; t++) {
      if (gold[t] != TagNames.UNKNOWN) {
        loss -= logs[packing.index(b, t) * tags.size() + gold[t]];
        steps++;
      }
    }
    return new Answered(tags.of(best.tags()), loss, steps);
  }

  /// The n most likely tag sequences of each sentence, the most likely first.
  List<List<TagPath>> best(PackedSequence scores, int n) {
    return field.decode(scores, n);
  }

  /// The probability of each tag at each word, (N, C).
  Tensor probabilities(PackedSequence scores) {
    return field.marginals(scores);
  }
}
