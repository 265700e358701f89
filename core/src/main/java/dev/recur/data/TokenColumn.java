package dev.recur.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// The tokens of a column, row after row in one array, each as its number in an index of the
/// different ones: what is done for each token of a language is done once, not at each occurrence.
final class TokenColumn {
  private final TokenIndex index;
  private final int[] numbers;
  private final int[] starts;

  private TokenColumn(TokenIndex index, int[] numbers, int[] starts) {
    this.index = index;
    this.numbers = numbers;
    this.starts = starts;
  }

  /// How many different tokens there are.
  int distinct() {
    return index.size();
  }

  /// The token with this number.
  String token(int number) {
    return index.token(number);
  }

  /// Where a row begins; the end of the last is where the row after it would.
  int from(int row) {
    return starts[row];
  }

  /// The number of the token at a place.
  int number(int at) {
    return numbers[at];
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
        throw new IndexOutOfBoundsException("a row of %d tokens, got %d".formatted(to - from, i));
      }
      return index.token(numbers[from + i]);
    }

    @Override
    public int size() {
      return to - from;
    }
  }

  /// Takes rows in their order. Parts of a column can be built side by side and then joined.
  static final class Builder {
    private final TokenIndex index = new TokenIndex();
    private final int[] starts;
    private int[] numbers;
    private int rows;

    Builder(int rows) {
      starts = new int[rows + 1];
      numbers = new int[Math.max(16, rows)];
    }

    void add(List<String> row) {
      int size = starts[rows];
      int end = Math.addExact(size, row.size());
      if (end > numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.max(end, size + (size >> 1)));
      }
      for (String token : row) {
        numbers[size++] = index.add(token);
      }
      starts[++rows] = size;
    }

    private int size() {
      return starts[rows];
    }

    /// One column of all parts. The first gives its index to the whole.
    static TokenColumn join(List<Builder> parts) {
      TokenIndex index = parts.getFirst().index;
      int[] numbers = new int[parts.stream().mapToInt(Builder::size).reduce(0, Math::addExact)];
      int[] starts = new int[parts.stream().mapToInt(part -> part.rows).sum() + 1];
      int size = 0;
      int rows = 0;
      for (Builder part : parts) {
        if (part.index == index) {
          System.arraycopy(part.numbers, 0, numbers, 0, part.size());
        } else {
          int[] inWhole = new int[part.index.size()];
          Arrays.setAll(inWhole, number -> index.add(part.index.token(number)));
          for (int i = 0; i < part.size(); i++) {
            numbers[size + i] = inWhole[part.numbers[i]];
          }
        }
        for (int row = 1; row <= part.rows; row++) {
          starts[rows + row] = size + part.starts[row];
        }
        size += part.size();
        rows += part.rows;
      }
      return new TokenColumn(index, numbers, starts);
    }
  }
}
