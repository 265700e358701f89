package dev.recur.data;

import dev.recur.tensor.Seed;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/// How a data set is cut into batches. Exactly one of `batchSize` and `tokenBudget` is there.
///
/// @param batchSize how many rows a batch has; the last one may have fewer
/// @param tokenBudget how many tokens a batch may have at most; a row with more is a batch of its
///   own
/// @param seed where the order of every epoch is derived from
/// @param shuffle whether rows and batches come in random order
/// @param pool how many batches' worth of rows are sorted by length together; with 1 there are no
///   buckets
/// @param balanced whether an epoch draws rows so that every label comes alike often
/// @param sortKey what rows are sorted by, given their position; without it their length
public record BatchOptions(
    OptionalInt batchSize,
    OptionalInt tokenBudget,
    Seed seed,
    boolean shuffle,
    int pool,
    boolean balanced,
    Optional<IntUnaryOperator> sortKey) {

  private static final int POOL = 100; // as in torchtext

  /// Refuses what cannot be meant.
  public BatchOptions {
    if (batchSize.isPresent() == tokenBudget.isPresent()) {
      throw new IllegalArgumentException(
          "a batch is measured either in rows (batchSize) or in tokens (tokenBudget)");
    }
    if (batchSize.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "batchSize must be at least 1, got " + batchSize.getAsInt());
    }
    if (tokenBudget.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "tokenBudget must be at least 1, got " + tokenBudget.getAsInt());
    }
    if (balanced && !shuffle) {
      throw new IllegalArgumentException("balanced draws rows at random, so it needs shuffle");
    }
    if (pool < 1) {
      throw new IllegalArgumentException("pool must be at least 1, got " + pool);
    }
  }

  /// Batches of so many rows.
  public static BatchOptions rows(int batchSize) {
    return new BatchOptions(
        OptionalInt.of(batchSize),
        OptionalInt.empty(),
        Seed.of(0),
        true,
        POOL,
        false,
        Optional.empty());
  }

  /// Batches of at most so many tokens.
  public static BatchOptions tokens(int tokenBudget) {
    return new BatchOptions(
        OptionalInt.empty(),
        OptionalInt.of(tokenBudget),
        Seed.of(0),
        true,
        POOL,
        false,
        Optional.empty());
  }

  /// The same with another seed.
  public BatchOptions seed(Seed other) {
    return new BatchOptions(batchSize, tokenBudget, other, shuffle, pool, balanced, sortKey);
  }

  /// The same, in random order or not.
  public BatchOptions shuffle(boolean random) {
    return new BatchOptions(batchSize, tokenBudget, seed, random, pool, balanced, sortKey);
  }

  /// The same with so many batches sorted together.
  public BatchOptions pool(int batches) {
    return new BatchOptions(batchSize, tokenBudget, seed, shuffle, batches, balanced, sortKey);
  }

  /// The same, with rows drawn so that every label comes alike often, or not. An epoch keeps its
  /// number of rows, shares it out among the labels, and takes each label's rows in turns: some of
  /// a frequent label's, other ones in the next epoch, and a rare label's again and again.
  public BatchOptions balanced(boolean alike) {
    return new BatchOptions(batchSize, tokenBudget, seed, shuffle, pool, alike, sortKey);
  }

  /// The same, sorted by a key of one's own instead of the length.
  public BatchOptions sortKey(IntUnaryOperator key) {
    return new BatchOptions(
        batchSize, tokenBudget, seed, shuffle, pool, balanced, Optional.of(key));
  }
}
