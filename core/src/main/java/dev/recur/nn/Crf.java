package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A linear-chain conditional random field: scores a row's tags as a whole, so that each tag depends
/// on its neighbours. It comes after the layer that scores the tags of each step.
///
///     score(y) = start[y_0] + Σ_t x_t[y_t] + Σ_t transitions[y_{t−1}, y_t] + end[y_{T−1}]
///     log Z    = log Σ_y exp(score(y))     over all permitted y
///     loss     = log Z − score(y)          = −log p(y | x)
///
/// Shapes: x packed (N, C), the scores of C tags at each step · y (T), a row's tags · loss (B) ·
/// start, end (C) · transitions (C, C), from the tag of the row to that of the column. The parameters
/// start from U(−0.1, 0.1), as in pytorch-crf.
///
/// The sums over paths are computed in double precision, as they are short and a gradient is a
/// difference of probabilities near 0 and 1. Constraints give forbidden paths the probability 0.
///
/// Source: Lafferty, McCallum & Pereira 2001, *Conditional Random Fields*; Collobert et al. 2011,
/// *Natural Language Processing (Almost) from Scratch*, section 3.4.2; Lample et al. 2016, *Neural
/// Architectures for Named Entity Recognition*, section 2.2. Derivation: docs/maths/crf.md.
///
/// {@snippet class="TaggingExamples" region="crf"}
public final class Crf implements Layer {
  private static final double BOUND = 0.1;
  private static final int GROUPS = 16; // of rows whose parameter gradients are summed together

  private final CrfConstraints constraints;
  private final Parameter start;
  private final Parameter end;
  private final Parameter transitions;

  /// A CRF over this many tags that permits every sequence.
  public Crf(int tags, Seed seed) {
    this(CrfConstraints.none(tags), seed);
  }

  /// A CRF that permits only some sequences.
  public Crf(CrfConstraints constraints, Seed seed) {
    this.constraints = constraints;
    int tags = constraints.tags();
    start = Initial.uniform(BOUND, seed.split("start"), tags);
    end = Initial.uniform(BOUND, seed.split("end"), tags);
    transitions = Initial.uniform(BOUND, seed.split("transitions"), tags, tags);
  }

  /// Which sequences are permitted.
  public CrfConstraints constraints() {
    return constraints;
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    all.put("start", start);
    all.put("end", end);
    all.put("transitions", transitions);
    return all;
  }

  /// Returns −log p(tags | x) of each row, shape (B).
  ///
  /// @param emissions the scores of each tag at each step
  /// @param tags the tags of each row, in the order of the batch; not copied, and read again by the
  ///   backward pass
  /// @throws IllegalArgumentException if a row does not have a tag for each step, or has tags that
  ///   the constraints forbid
  public Tensor forward(PackedSequence emissions, int[][] tags) {
    requireScores(emissions);
    Packing packing = emissions.packing();
    requireTags(packing, tags);
    Tape tape = emissions.tape();
    Tensor x = emissions.data();
    float[] xv = x.storage().values();
    CrfScores scores = scores();
    CrfChain[] chains = new CrfChain[packing.rows()];
    Tensor loss = tape.unwritten(packing.rows());
    float[] losses = loss.storage().values();
    tape.workers()
        .run(
            packing.rows(),
            b -> {
              chains[b] = new CrfChain(scores, xv, packing, b);
              double score = score(scores, xv, packing, b, tags[b]);
              losses[b] = (float) Math.max(0, chains[b].logZ() - score); // 0 less round-off: 0
            });
    boolean wanted = parameters().values().stream().anyMatch(p -> !p.frozen());
    tape.record(
        loss,
        x.storage().wanted || wanted,
        () -> backward(chains, x, packing, tags, loss.storage().reachedGradient()));
    return loss;
  }

  private static double score(CrfScores scores, float[] x, Packing packing, int b, int... y) {
    int c = scores.tags;
    double score = scores.start[y[0]] + x[packing.index(b, 0) * c + y[0]];
    for (int t = 1; t < y.length; t++) {
      score += scores.transitions[y[t - 1] * c + y[t]];
      score += x[packing.index(b, t) * c + y[t]];
    }
    return score + scores.end[y[y.length - 1]];
  }

  /// Workers share groups of rows, each with sums of its own, so that no thread changes their
  /// order.
  private void backward(CrfChain[] chains, Tensor x, Packing packing, int[][] tags, float[] de) {
    int c = constraints.tags();
    float[] dx = x.storage().unwrittenContribution();
    CrfChain.Counts[] counts = new CrfChain.Counts[Math.min(GROUPS, chains.length)];
    x.tape()
        .workers()
        .run(
            counts.length,
            g -> {
              counts[g] = new CrfChain.Counts(c);
              for (int b = g; b < chains.length; b += counts.length) {
                double[] m = chains[b].backward(de[b], counts[g]);
                rowBackward(de[b], m, packing, b, tags[b], dx);
                pathBackward(de[b], tags[b], counts[g]);
              }
            });
    if (x.storage().wanted) {
      x.storage().contribute(dx);
    }
    for (CrfChain.Counts group : counts) {
      add(group.start, start); // dstart = de·(m_0 − [y_0])
      add(group.end, end); // dend = de·(m_{T−1} − [y_{T−1}])
      add(group.transitions, transitions); // dtransitions = de·(Σ_t ξ_t − counts of y)
    }
  }

  private static void rowBackward(
      double de, double[] m, Packing packing, int b, int[] y, float[] dx) {
    int c = m.length / y.length;
    for (int t = 0; t < y.length; t++) {
      m[t * c + y[t]] -= 1;
      int at = packing.index(b, t) * c;
      for (int j = 0; j < c; j++) {
        dx[at + j] = (float) (de * m[t * c + j]); // dx_t = de·(m_t − [y_t])
      }
    }
  }

  /// Takes the counts of the given tags from the expected ones.
  private static void pathBackward(double de, int[] y, CrfChain.Counts counts) {
    counts.start[y[0]] -= de; // dstart −= de at y_0
    counts.end[y[y.length - 1]] -= de; // dend −= de at y_{T−1}
    for (int t = 1; t < y.length; t++) {
      counts.transitions[y[t - 1] * counts.start.length + y[t]] -= de; // … at y_{t−1}, y_t
    }
  }

  private static void add(double[] sums, Parameter parameter) {
    if (!parameter.frozen()) {
      float[] d = parameter.gradients().parameterGradient();
      for (int i = 0; i < sums.length; i++) {
        d[i] += (float) sums[i];
      }
    }
  }

  /// Returns the best path of each row, in the order of the batch.
  ///
  /// @throws IllegalArgumentException if the constraints permit no path of a row's length, or it
  ///   has scores that are NaN or +∞
  public List<TagPath> decode(PackedSequence emissions) {
    List<List<TagPath>> paths = decode(emissions, 1);
    for (int b = 0; b < paths.size(); b++) {
      if (paths.get(b).isEmpty()) {
        throw noPath(emissions.packing(), b);
      }
    }
    return paths.stream().map(List::getFirst).toList();
  }

  /// Returns the n best paths of each row, the best first; fewer if the constraints permit fewer.
  /// Of equal scores, the one with the lower tag comes first, compared from the last step on.
  ///
  /// @param n how many at most, at least 1
  /// @throws IllegalArgumentException if n is less than 1, the emissions do not have a score for
  ///   each tag, or a row has scores that are NaN or +∞
  public List<List<TagPath>> decode(PackedSequence emissions, int n) {
    Checks.atLeast("n", 1, n);
    requireScores(emissions);
    Packing packing = emissions.packing();
    float[] x = emissions.data().storage().values();
    CrfScores scores = scores();
    List<List<TagPath>> paths = new ArrayList<>(Collections.nCopies(packing.rows(), List.of()));
    emissions
        .tape()
        .workers()
        .run(
            packing.rows(),
            b -> {
              double logZ = new CrfChain(scores, x, packing, b).logZ();
              requireScores(logZ, x, packing, b);
              paths.set(b, CrfSearch.paths(scores, x, packing, b, n, logZ));
            });
    return paths;
  }

  /// Returns p(y_t = j | x) of each tag at each step, shape (N, C).
  ///
  /// @throws IllegalArgumentException if the constraints permit no path of a row's length
  public Tensor marginals(PackedSequence emissions) {
    requireScores(emissions);
    Packing packing = emissions.packing();
    float[] x = emissions.data().storage().values();
    CrfScores scores = scores();
    int c = scores.tags;
    Tensor p = emissions.tape().unwritten(packing.total(), c);
    float[] pv = p.storage().values();
    emissions
        .tape()
        .workers()
        .run(
            packing.rows(),
            b -> {
              CrfChain chain = new CrfChain(scores, x, packing, b);
              requireScores(chain.logZ(), x, packing, b);
              if (chain.logZ() == Double.NEGATIVE_INFINITY) {
                throw noPath(packing, b);
              }
              double[] m = chain.backward(0, new CrfChain.Counts(c));
              for (int i = 0; i < m.length; i++) {
                pv[packing.index(b, i / c) * c + i % c] = (float) m[i];
              }
            });
    return p;
  }

  private CrfScores scores() {
    return new CrfScores(start, end, transitions, constraints);
  }

  /// @throws IllegalArgumentException if a score of row b is +∞ or NaN; −∞ is a tag that cannot be
  private void requireScores(double logZ, float[] x, Packing packing, int b) {
    if (logZ < Double.POSITIVE_INFINITY) {
      return;
    }
    int c = constraints.tags();
    for (int t = 0; t < packing.length(b); t++) {
      for (int j = 0; j < c; j++) {
        float score = x[packing.index(b, t) * c + j];
        if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
          throw new IllegalArgumentException(
              "row %s, step %s: expected a score, got %s (did training diverge?)"
                  .formatted(b, t, score));
        }
      }
    }
  }

  private static IllegalArgumentException noPath(Packing packing, int b) {
    return new IllegalArgumentException(
        "row %s: the constraints permit no sequence of %s tags".formatted(b, packing.length(b)));
  }

  private void requireScores(PackedSequence emissions) {
    if (emissions.features() != constraints.tags()) {
      throw new IllegalArgumentException(
          "emissions: expected a score for each of %s tags, got %s features"
              .formatted(constraints.tags(), emissions.features()));
    }
  }

  private void requireTags(Packing packing, int[][] tags) {
    if (tags.length != packing.rows()) {
      throw new IllegalArgumentException(
          "tags: expected those of %s rows, got %s".formatted(packing.rows(), tags.length));
    }
    for (int b = 0; b < tags.length; b++) {
      if (tags[b].length != packing.length(b)) {
        throw new IllegalArgumentException(
            "row %s: expected a tag for each of %s steps, got %s"
                .formatted(b, packing.length(b), tags[b].length));
      }
      for (int t = 0; t < tags[b].length; t++) {
        if (tags[b][t] < 0 || tags[b][t] >= constraints.tags()) {
          throw new IllegalArgumentException(
              "row %s, step %s: expected a tag of 0 to %s, got %s"
                  .formatted(b, t, constraints.tags() - 1, tags[b][t]));
        }
      }
      String violation = constraints.violation(tags[b]);
      if (!violation.isEmpty()) {
        throw new IllegalArgumentException("row %s, %s".formatted(b, violation));
      }
    }
  }
}
