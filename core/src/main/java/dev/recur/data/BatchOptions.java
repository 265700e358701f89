package dev.recur.data;

import dev.recur.tensor.Seed;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/// How a data set is cut into batches. Exactly one of `batchSize` and `tokenBudget` is present.
///
/// {@snippet class="DataExamples" region="options"}
///
/// @param batchSize how many rows a batch has; the last one may have fewer
/// @param tokenBudget how many tokens a batch may have at most; a longer row is a batch by itself
/// @param seed the seed from which the order of every epoch is derived
/// @param shuffle whether rows and batches come in random order
/// @param pool how many batches' worth of rows are sorted by length together; with 1 rows are not
///   sorted
/// @param balanced whether an epoch draws its rows so that all labels are equally frequent
/// @param sortKey the key by which rows are sorted, given their position; by default their length
public record BatchOptions(
    OptionalInt batchSize,
    OptionalInt tokenBudget,
    Seed seed,
    boolean shuffle,
    int pool,
    boolean balanced,
    Optional<IntUnaryOperator> sortKey) {

  private static final int POOL = 100; // as in torchtext

  /// Checks the options.
  ///
  /// @throws IllegalArgumentException if both or neither of `batchSize` and `tokenBudget` are
  ///   present, if one of them or `pool` is below 1, or for `balanced` without `shuffle`
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

  /// Batches of this many rows, shuffled with seed 0, in pools of 100 batches.
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

  /// Batches of at most this many tokens, shuffled with seed 0, in pools of 100 batches.
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

  /// These options with another seed.
  public BatchOptions seed(Seed other) {
    return new BatchOptions(batchSize, tokenBudget, other, shuffle, pool, balanced, sortKey);
  }

  /// These options, in random order or not.
  public BatchOptions shuffle(boolean random) {
    return new BatchOptions(batchSize, tokenBudget, seed, random, pool, balanced, sortKey);
  }

  /// These options with the rows of this many batches sorted together.
  public BatchOptions pool(int batches) {
    return new BatchOptions(batchSize, tokenBudget, seed, shuffle, batches, balanced, sortKey);
  }

  /// These options, with or without rows drawn so that all labels are equally frequent. An epoch
  /// keeps its number of rows and splits it equally among the labels: each epoch uses a random part
  /// of a frequent label's rows, and repeats the rows of a rare label.
  public BatchOptions balanced(boolean alike) {
    return new BatchOptions(batchSize, tokenBudget, seed, shuffle, pool, alike, sortKey);
  }

  /// These options, with rows sorted by this key instead of their length.
  public BatchOptions sortKey(IntUnaryOperator key) {
    return new BatchOptions(
        batchSize, tokenBudget, seed, shuffle, pool, balanced, Optional.of(key));
  }
}
