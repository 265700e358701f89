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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From the scores of tags to tags that the scheme permits. Without a conditional random field
/// these are the most likely ones of each word on its own, as far as they may follow each other,
/// which is what a field answers whose transitions score 0.
///
/// @param tags the tags that the network knows
/// @param crf the conditional random field that was learnt, if there is one
/// @param answering the same, or one whose transitions score 0
/// @param independent whether each word is answered as if it were alone
record TagDecoder(TagNames tags, Optional<Crf> crf, Crf answering, boolean independent) {

  /// @param scheme of the tags
  TagDecoder(TagNames tags, Scheme scheme, Optional<Crf> crf) {
    this(
        tags,
        crf,
        crf.orElseGet(() -> indifferent(tags, scheme)),
        crf.isEmpty() && scheme == Scheme.NONE);
  }

  /// A sequence of tags for a sentence.
  ///
  /// @param names the tags
  /// @param logProbability of the whole sequence
  record Path(List<String> names, double logProbability) {}

  private static Crf indifferent(TagNames tags, Scheme scheme) {
    Crf crf = new Crf(constraints(tags, scheme), Seed.of(0));
    for (Parameter parameter : crf.parameters().values()) {
      parameter.set(new float[parameter.count()]);
    }
    return crf;
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
  ///   no loss with a CRF, and otherwise that word has none
  List<Answered> answer(PackedSequence scores, int[][] gold) {
    List<List<Path>> best = best(scores, 1);
    List<Answered> answers = new ArrayList<>();
    if (crf.isPresent()) {
      boolean[] permitted = new boolean[gold.length];
      int[][] likely = new int[gold.length][];
      for (int b = 0; b < gold.length; b++) {
        permitted[b] = permits(gold[b]);
        List<String> names = best.get(b).getFirst().names();
        likely[b] = permitted[b] ? gold[b] : names.stream().mapToInt(tags::index).toArray();
      }
      float[] losses = answering.forward(scores, likely).toArray();
      for (int b = 0; b < gold.length; b++) {
        boolean known = permitted[b];
        answers.add(
            new Answered(
                best.get(b).getFirst().names(), known ? losses[b] : 0, known ? gold[b].length : 0));
      }
      return answers;
    }
    float[] logs = new LogSoftmax().forward(scores.data()).toArray();
    for (int b = 0; b < gold.length; b++) {
      answers.add(alone(scores.packing(), logs, b, gold[b], best.get(b).getFirst()));
    }
    return answers;
  }

  private boolean permits(int... gold) {
    return Arrays.stream(gold).allMatch(tag -> tag != TagNames.UNKNOWN)
        && answering.constraints().permits(gold);
  }

  private Answered alone(Packing packing, float[] logs, int b, int[] gold, Path best) {
    double loss = 0;
    int steps = 0;
    for (int t = 0; t < gold.length; t++) {
      if (gold[t] != TagNames.UNKNOWN) {
        loss -= logs[packing.index(b, t) * tags.size() + gold[t]];
        steps++;
      }
    }
    return new Answered(best.names(), loss, steps);
  }

  /// The n most likely tag sequences of each sentence, the most likely first; fewer if fewer are
  /// permitted.
  List<List<Path>> best(PackedSequence scores, int n) {
    if (!independent || n > 1) {
      return answering.decode(scores, n).stream()
          .map(paths -> paths.stream().map(this::path).toList())
          .toList();
    }
    Packing packing = scores.packing();
    float[] logs = new LogSoftmax().forward(scores.data()).toArray();
    List<List<Path>> all = new ArrayList<>();
    for (int b = 0; b < packing.rows(); b++) {
      int[] path = new int[packing.length(b)];
      double sum = 0;
      for (int t = 0; t < path.length; t++) {
        int at = packing.index(b, t) * tags.size();
        path[t] = highest(logs, at);
        sum += logs[at + path[t]];
      }
      all.add(List.of(new Path(tags.of(path), sum)));
    }
    return all;
  }

  private Path path(TagPath path) {
    return new Path(tags.of(path.tags()), path.logProbability());
  }

  /// The tag with the highest score; of equals, the first.
  private int highest(float[] scores, int at) {
    int best = 0;
    for (int j = 1; j < tags.size(); j++) {
      best = scores[at + j] > scores[at + best] ? j : best;
    }
    return best;
  }

  /// The probability of each tag at each word, (N, C).
  float[] probabilities(PackedSequence scores) {
    if (!independent) {
      return answering.marginals(scores).toArray();
    }
    float[] p = new LogSoftmax().forward(scores.data()).toArray();
    for (int i = 0; i < p.length; i++) {
      p[i] = (float) StrictMath.exp(p[i]);
    }
    return p;
  }
}
