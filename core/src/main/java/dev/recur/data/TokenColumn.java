package dev.recur.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens of a column, row after row in one array; equal tokens are one object.
final class TokenColumn {
  private final String[] tokens;
  private final int[] starts;

  private TokenColumn(String[] tokens, int[] starts) {
    this.tokens = tokens;
    this.starts = starts;
  }

  List<String> row(int row) {
    return Collections.unmodifiableList(
        Arrays.asList(tokens).subList(starts[row], starts[row + 1]));
  }

  static final class Builder {
    private final Map<String, String> seen = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private final int[] starts;
    private int rows;

    Builder(int rows) {
      starts = new int[rows + 1];
    }

    void add(List<String> row) {
      for (String token : row) {
        String same = seen.putIfAbsent(token, token);
        tokens.add(same == null ? token : same);
      }
      starts[++rows] = tokens.size();
    }

    TokenColumn build() {
      return new TokenColumn(tokens.toArray(String[]::new), starts);
    }
  }
}
