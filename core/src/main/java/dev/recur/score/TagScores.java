package dev.recur.score;

import dev.recur.span.Scheme;
import dev.recur.span.Span;
import dev.recur.span.SpanCounts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The tags that a model gave to the tokens of sentences, with the gold tags. A row is a sentence.
///
/// The figures are the accuracy of tokens, of those whose words the model does not know, and of
/// whole sentences; for tags that encode spans, first precision, recall and F1 of all spans,
/// counted as `conlleval` does ([Scheme#spans]), and F1 counted strictly ([Scheme#strictSpans]).
///
/// {@snippet class="ScoreExamples" region="tags"}
///
/// A token's right tag may be one that the model does not know. Such a token is an error; the model
/// leaves it out of the loss.
public final class TagScores implements Scores {
  private final TagCounts counts;
  private final Scheme scheme;
  private final List<String> tags;
  private final int known;
  private final ClassMetrics metrics;
  private final SequencedMap<String, SpanCounts> types;
  private final long illegalAnswered;
  private final long illegalGold;

  private TagScores(Builder builder) {
    counts = builder.counts.copy();
    scheme = builder.scheme;
    tags = List.copyOf(builder.numbers.sequencedKeySet());
    known = builder.known;
    metrics = builder.metrics();
    types = Collections.unmodifiableSequencedMap(new TreeMap<>(builder.types));
    illegalAnswered = builder.illegalAnswered;
    illegalGold = builder.illegalGold;
  }

  /// Collects the scores sentence by sentence.
  public static final class Builder {
    private final Scheme scheme;
    private final SequencedMap<String, Integer> numbers = new LinkedHashMap<>();
    private final int known;
    private final TagCounts counts = new TagCounts();
    private final SequencedMap<String, SpanCounts> types = new TreeMap<>();
    private int[] gold = new int[64]; // of each token, the number of its tag
    private int[] answered = new int[64];
    private int tokens;
    private long illegalAnswered;
    private long illegalGold;

    /// A builder for tags of this scheme.
    ///
    /// @param known the tags that the model knows
    public Builder(Scheme scheme, Collection<String> known) {
      this.scheme = scheme;
      known.forEach(this::number);
      this.known = numbers.size();
    }

    /// Adds a sentence.
    ///
    /// @param goldTags the right tag of each token
    /// @param answeredTags the tag that the model gave to each token
    /// @param unknownWords for each token, whether its word did not occur in training
    /// @param loss the sum over the tokens that have a loss
    /// @param steps the number of tokens that have a loss: those whose tag the model knows
    /// @throws IllegalArgumentException if the three lengths differ
    public void add(
        List<String> goldTags,
        List<String> answeredTags,
        boolean[] unknownWords,
        double loss,
        int steps) {
      int length = goldTags.size();
      if (answeredTags.size() != length || unknownWords.length != length) {
        throw new IllegalArgumentException(
            "a sentence of %s tags needs as many answers and words, got %s and %s"
                .formatted(length, answeredTags.size(), unknownWords.length));
      }
      int[] row = new int[TagCounts.WIDTH];
      row[TagCounts.TOKENS] = length;
      row[TagCounts.STEPS] = steps;
      for (int i = 0; i < length; i++) {
        boolean right = goldTags.get(i).equals(answeredTags.get(i));
        row[TagCounts.RIGHT] += right ? 1 : 0;
        row[TagCounts.UNKNOWN] += unknownWords[i] ? 1 : 0;
        row[TagCounts.UNKNOWN_RIGHT] += unknownWords[i] && right ? 1 : 0;
        add(number(goldTags.get(i)), number(answeredTags.get(i)));
      }
      addSpans(goldTags, answeredTags, row);
      counts.add(row, loss);
    }

    private void add(int goldTag, int answeredTag) {
      if (tokens == gold.length) {
        gold = Arrays.copyOf(gold, 2 * tokens);
        answered = Arrays.copyOf(answered, 2 * tokens);
      }
      gold[tokens] = goldTag;
      answered[tokens] = answeredTag;
      tokens++;
    }

    private void addSpans(List<String> goldTags, List<String> answeredTags, int[] row) {
      List<Span> there = scheme.spans(goldTags);
      List<Span> found = scheme.spans(answeredTags);
      TagCounts.put(row, TagCounts.SPANS, SpanCounts.of(there, found));
      TagCounts.put(
          row,
          TagCounts.STRICT,
          SpanCounts.of(scheme.strictSpans(goldTags), scheme.strictSpans(answeredTags)));
      SpanCounts.byType(there, found)
          .forEach((type, one) -> types.merge(type, one, SpanCounts::plus));
      illegalAnswered += scheme.illegal(answeredTags);
      illegalGold += scheme.illegal(goldTags);
    }

    private int number(String tag) {
      return numbers.computeIfAbsent(tag, any -> numbers.size());
    }

    private ClassMetrics metrics() {
      ClassMetrics.Counter counter = new ClassMetrics.Counter(numbers.size());
      for (int i = 0; i < tokens; i++) {
        counter.add(gold[i], answered[i]);
      }
      return counter.metrics();
    }

    /// The scores of all sentences so far.
    public TagScores build() {
      return new TagScores(this);
    }
  }

  /// The sentences with a wrong tag, those with the highest loss first.
  @Override
  public List<Integer> mistakes(int most) {
    return IntStream.range(0, rows())
        .filter(i -> !counts.isRight(i))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -counts.loss(i)))
        .limit(most)
        .toList();
  }

  /// The sentences whose tags are all right.
  @Override
  public Optional<BitSet> correct() {
    BitSet right = new BitSet();
    IntStream.range(0, rows()).filter(counts::isRight).forEach(right::set);
    return Optional.of(right);
  }

  /// How the tags encode spans.
  public Scheme scheme() {
    return scheme;
  }

  /// All tags; those that the model does not know come after the others.
  public List<String> tags() {
    return tags;
  }

  /// The tags that occur in the test but are not known to the model, in the order of their first
  /// tokens.
  public SequencedSet<String> newTags() {
    SequencedSet<String> all = new LinkedHashSet<>();
    for (int c = known; c < tags.size(); c++) {
      if (metrics.support(c) > 0) {
        all.add(tags.get(c));
      }
    }
    return all;
  }

  /// The metrics of each tag, with the tags as classes, numbered as in [#tags]; without a loss.
  public ClassMetrics metrics() {
    return metrics;
  }

  /// The counts of the spans of each type, sorted by name; empty if tags do not encode spans.
  public SequencedMap<String, SpanCounts> types() {
    return types;
  }

  /// The number of tags answered that are illegal where they stand ([Scheme#illegal]).
  public long illegalAnswered() {
    return illegalAnswered;
  }

  /// The number of gold tags that are illegal where they stand.
  public long illegalGold() {
    return illegalGold;
  }

  boolean hasSpans() {
    return scheme != Scheme.NONE;
  }

  /// The sums over all sentences.
  TagCounts.Sums sums() {
    int[] once = new int[rows()];
    Arrays.fill(once, 1);
    return counts.sums(once);
  }

  @Override
  public int rows() {
    return counts.rows();
  }

  @Override
  public String headline() {
    return hasSpans() ? "f1" : "accuracy";
  }

  @Override
  public List<String> summary() {
    return hasSpans()
        ? List.of("f1", "precision", "recall", "strictF1", "accuracy")
        : List.of("accuracy", "unknownAccuracy", "sentenceAccuracy");
  }

  @Override
  public SequencedMap<String, Figure> figures(int... times) {
    TagCounts.Sums sums = counts.sums(times);
    SequencedMap<String, Figure> all = new LinkedHashMap<>();
    all.put("loss", Figure.lower("loss", sums.meanLoss()));
    if (hasSpans()) {
      SpanCounts spans = sums.spans(TagCounts.SPANS);
      all.put("f1", Figure.share("F1", spans.f1()));
      all.put("precision", Figure.share("precision", spans.precision()));
      all.put("recall", Figure.share("recall", spans.recall()));
      all.put("strictF1", Figure.share("strict F1", sums.spans(TagCounts.STRICT).f1()));
    }
    all.put("accuracy", Figure.share("accuracy", sums.accuracy()));
    all.put("unknownAccuracy", Figure.share("accuracy on unknown words", sums.unknownAccuracy()));
    all.put(
        "sentenceAccuracy", Figure.share("accuracy of whole sentences", sums.sentenceAccuracy()));
    return all;
  }

  @Override
  public List<Block> brief() {
    return new TagTables(this).brief();
  }

  @Override
  public List<Block> blocks() {
    return new TagTables(this).all();
  }

  @Override
  public SequencedMap<String, Object> details(Map<String, Interval> at95) {
    return new TagDetails(this).all(at95);
  }
}
