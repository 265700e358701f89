package dev.recur.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/// The tokens of a column, row after row in one array, each as its number in an index of the
/// distinct tokens: work on a token is done once, not for each occurrence.
final class TokenColumn {
  private final TokenIndex index;
  private final int[] numbers;
  private final int[] starts;

  private TokenColumn(TokenIndex index, int[] numbers, int[] starts) {
    this.index = index;
    this.numbers = numbers;
    this.starts = starts;
  }

  /// The number of distinct tokens.
  int distinct() {
    return index.size();
  }

  /// The token with this number.
  String token(int number) {
    return index.token(number);
  }

  /// Where a row begins; for the number of rows, where the last one ends.
  int from(int row) {
    return starts[row];
  }

  /// The number of the token at a position of the column.
  int number(int at) {
    return numbers[at];
  }

  /// Adds the number of occurrences of each token.
  void countInto(Map<String, Long> totals) {
    long[] counts = new long[distinct()];
    for (int number : numbers) {
      counts[number]++;
    }
    for (int number = 0; number < counts.length; number++) {
      if (counts[number] > 0) {
        totals.merge(token(number), counts[number], Long::sum);
      }
    }
  }

  List<String> row(int row) {
    return new TokenRow(starts[row], starts[row + 1]);
  }

  private final class TokenRow extends AbstractList<String> implements RandomAccess {
    private final int from;
    private final int to;

    TokenRow(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public String get(int i) {
      if (i < 0 || i >= to - from) {
        throw new IndexOutOfBoundsException(
            "a row of %s tokens has no token %s".formatted(to - from, i));
      }
      return index.token(numbers[from + i]);
    }

    @Override
    public int size() {
      return to - from;
    }
  }

  /// Collects rows in order. Parts of a column can be built in parallel and then joined. Numbers
  /// are kept in blocks, which are released one by one while joining, so a column never needs its
  /// memory twice.
  static final class Builder {
    private static final int LEAST = 1 << 8;
    private static final int MOST = 1 << 18;

    private final TokenIndex index = new TokenIndex();
    private final int[] starts;
    private final int width; // of a block
    private final List<int[]> blocks = new ArrayList<>();
    private int rows;

    Builder(int rows) {
      starts = new int[rows + 1];
      width = Math.clamp(rows, LEAST, MOST);
    }

    void add(List<String> row) {
      int size = size();
      for (String token : row) {
        if (size % width == 0) {
          blocks.add(new int[width]);
        }
        blocks.getLast()[size % width] = index.add(token);
        size = Math.addExact(size, 1);
      }
      starts[++rows] = size;
    }

    private int size() {
      return starts[rows];
    }

    /// Joins all parts into one column, and empties them. The column takes over the index of the
    /// first part.
    static TokenColumn join(List<Builder> parts) {
      TokenIndex index = parts.getFirst().index;
      int[] numbers = new int[parts.stream().mapToInt(Builder::size).reduce(0, Math::addExact)];
      int[] starts = new int[parts.stream().mapToInt(part -> part.rows).sum() + 1];
      int size = 0;
      int rows = 0;
      for (Builder part : parts) {
        int[] inWhole = new int[part.index.size()];
        Arrays.setAll(inWhole, n -> part.index == index ? n : index.add(part.index.token(n)));
        part.move(numbers, size, inWhole);
        for (int row = 1; row <= part.rows; row++) {
          starts[rows + row] = size + part.starts[row];
        }
        size += part.size();
        rows += part.rows;
      }
      return new TokenColumn(index, numbers, starts);
    }

    private void move(int[] numbers, int from, int[] inWhole) {
      int size = size();
      for (int b = 0; b < blocks.size(); b++) {
        int[] block = blocks.set(b, new int[0]);
        int count = Math.min(width, size - b * width);
        for (int i = 0; i < count; i++) {
          numbers[from + b * width + i] = inWhole[block[i]];
        }
      }
      blocks.clear();
    }
  }
}
