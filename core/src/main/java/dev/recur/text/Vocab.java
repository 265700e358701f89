package dev.recur.text;

import dev.recur.tokenizer.TokenTable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;

/// The tokens that a model knows, each with its number. It is immutable, so looking up an unknown
/// word cannot make it grow.
///
/// {@snippet class="TextExamples" region="vocab"}
///
/// The special tokens come first, in the given order; for a sequential [Field]: unknown 0, padding
/// 1, then the initial and the end token, if any. After them come the tokens of the data in order
/// of decreasing frequency. Equal frequencies are ordered by code point (like Python's strings,
/// unlike `String.compareTo`).
public final class Vocab {
  /// The `maxSize` for a vocabulary of unlimited size.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int NONE = -1;

  private final TokenTable table;
  private final long[] counts;
  private final int unk;

  private Vocab(List<String> tokens, long[] counts, Optional<String> unkToken) {
    this.table = new TokenTable(tokens.size());
    for (String token : tokens) {
      int next = table.size();
      if (table.add(token) != next) {
        throw new IllegalArgumentException(
            "the token \"%s\" is in the vocabulary twice".formatted(token));
      }
    }
    this.counts = counts;
    this.unk = unkToken.map(table::index).orElse(NONE);
    if (unkToken.isPresent() && unk == NONE) {
      throw new IllegalArgumentException(
          "the token for unknown words, \"%s\", is not in the vocabulary"
              .formatted(unkToken.get()));
    }
  }

  /// Builds a vocabulary from counted tokens. A special token that also occurs in the data keeps
  /// its place among the special ones.
  ///
  /// @param tokenCounts how often each token occurs
  /// @param maxSize the maximum number of tokens besides the special ones
  /// @param minFreq the least count of a token that is kept; a value below 1 means 1
  /// @param specials the special tokens, which come first
  /// @param unkToken the one of `specials` that stands for unknown tokens; if empty, an unknown
  ///   token is an error
  public static Vocab of(
      Map<String, Long> tokenCounts,
      int maxSize,
      long minFreq,
      List<String> specials,
      Optional<String> unkToken) {
    if (maxSize < 1) {
      throw new IllegalArgumentException(
          "maxSize, the number of tokens besides the special ones, must be at least 1, got "
              + maxSize);
    }
    Set<String> first = new LinkedHashSet<>(specials);
    List<Map.Entry<String, Long>> ranked = new ArrayList<>();
    for (Map.Entry<String, Long> entry : tokenCounts.entrySet()) {
      if (entry.getValue() >= Math.max(minFreq, 1) && !first.contains(entry.getKey())) {
        ranked.add(entry);
      }
    }
    ranked.sort(Vocab::byFrequencyThenCodePoint);
    int kept = Math.min(maxSize, ranked.size());
    List<String> tokens = new ArrayList<>(first);
    long[] counts = new long[tokens.size() + kept];
    for (int i = 0; i < tokens.size(); i++) {
      counts[i] = tokenCounts.getOrDefault(tokens.get(i), 0L);
    }
    for (Map.Entry<String, Long> entry : ranked.subList(0, kept)) {
      counts[tokens.size()] = entry.getValue();
      tokens.add(entry.getKey());
    }
    return new Vocab(tokens, counts, unkToken);
  }

  private static int byFrequencyThenCodePoint(
      Map.Entry<String, Long> a, Map.Entry<String, Long> b) {
    int byFrequency = Long.compare(b.getValue(), a.getValue());
    return byFrequency != 0 ? byFrequency : CodePoints.compare(a.getKey(), b.getKey());
  }

  /// Restores a vocabulary from its [#toBytes] and [#offsets], as stored in a model file. Counts
  /// are not stored, so they are 0.
  public static Vocab fromBytes(byte[] utf8, long[] offsets, Optional<String> unkToken) {
    List<String> tokens = TokenBytes.decode(utf8, offsets);
    return new Vocab(tokens, new long[tokens.size()], unkToken);
  }

  /// The UTF-8 bytes of the tokens, end to end.
  public byte[] toBytes() {
    return TokenBytes.encode(tokens());
  }

  /// Where each token begins in [#toBytes], followed by the end of the last one.
  public long[] offsets() {
    return TokenBytes.offsets(tokens());
  }

  /// How many tokens there are, including the special ones.
  public int size() {
    return table.size();
  }

  /// The number of a token, or of the unknown token if it is not known.
  ///
  /// @throws NoSuchElementException if it is not known and there is no unknown token
  public int index(String token) {
    int index = table.index(token);
    if (index >= 0) {
      return index;
    }
    if (unk == NONE) {
      throw new NoSuchElementException(
          "\"%s\" is not in the vocabulary of %s tokens, which has no token for unknown words"
              .formatted(token, size()));
    }
    return unk;
  }

  /// Whether the token has a number of its own.
  public boolean contains(String token) {
    return table.index(token) >= 0;
  }

  /// The token with number `index`.
  public String token(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "the vocabulary has tokens 0 to %s, got %s".formatted(size() - 1, index));
    }
    return table.token(index);
  }

  /// How often the token occurred in the data that the vocabulary was built from; 0 if it was
  /// restored.
  public long count(int index) {
    return counts[index];
  }

  /// All tokens, in the order of their numbers.
  public List<String> tokens() {
    return new TokenList();
  }

  private final class TokenList extends AbstractList<String> implements RandomAccess {
    @Override
    public String get(int index) {
      return token(index);
    }

    @Override
    public int size() {
      return Vocab.this.size();
    }
  }

  @Override
  public String toString() {
    return "Vocab of %s tokens: %s%s"
        .formatted(
            size(),
            String.join(" ", tokens().subList(0, Math.min(8, size()))),
            size() > 8 ? " …" : "");
  }
}
