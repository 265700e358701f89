package dev.recur.text;

import dev.recur.tokenizer.TokenTable;
import java.util.ArrayList;
import java.util.List;

/// Tokens and their vectors, and the rows of the file that were invalid. Vectors are in blocks of
/// rows, so that growing copies nothing and a file may be larger than the largest array.
final class VectorTable {
  private static final int BLOCK_ROWS = 1024;
  private static final int NAMED = 100;

  private final int dimension;
  private final TokenTable tokens;
  private final List<float[]> blocks = new ArrayList<>();
  private final List<Vectors.InvalidRow> invalid = new ArrayList<>();
  private long invalidCount;

  VectorTable(int dimension, int expected) {
    this.dimension = dimension;
    this.tokens = new TokenTable(expected);
  }

  int dimension() {
    return dimension;
  }

  int size() {
    return tokens.size();
  }

  String token(int index) {
    return tokens.token(index);
  }

  boolean contains(String token) {
    return tokens.index(token) >= 0;
  }

  /// Copies `row`; the token must be new.
  void add(String token, float[] row) {
    int index = tokens.add(token);
    if (index / BLOCK_ROWS == blocks.size()) {
      blocks.add(new float[BLOCK_ROWS * dimension]);
    }
    System.arraycopy(row, 0, block(index), start(index), dimension);
  }

  boolean copy(String token, float[] row) {
    int index = tokens.index(token);
    if (index < 0) {
      return false;
    }
    System.arraycopy(block(index), start(index), row, 0, dimension);
    return true;
  }

  float[] block(int index) {
    return blocks.get(index / BLOCK_ROWS);
  }

  int start(int index) {
    return index % BLOCK_ROWS * dimension;
  }

  void refuse(Vectors.InvalidRow row) {
    invalidCount++;
    if (invalid.size() < NAMED) {
      invalid.add(row);
    }
  }

  void adoptInvalid(VectorTable other) {
    invalidCount += other.invalidCount;
    invalid.addAll(
        other.invalid.subList(0, Math.min(other.invalid.size(), NAMED - invalid.size())));
  }

  long invalidCount() {
    return invalidCount;
  }

  List<Vectors.InvalidRow> invalid() {
    return List.copyOf(invalid);
  }
}
