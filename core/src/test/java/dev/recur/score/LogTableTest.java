package dev.recur.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logarithms kept in pieces of rows.
class LogTableTest {
  private static final int CLASSES = 3;

  private static void add(LogTable table, int from, int to) {
    for (int row = from; row < to; row++) {
      table.add(new float[] {9, row, row + .25f, -row}, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50, 300, 1 << 20}) // 1, 1, 16 and 64 rows a piece, and all in one
  void a_row_is_found_wherever_its_piece_ends(int piece) {
    LogTable table = new LogTable(CLASSES, piece);
    add(table, 0, 200);
    int[] at = IntStream.range(0, 200).map(i -> 199 - i).toArray();
    int[] columns = new int[2 * at.length];
    table.columns(at, 0, 77, 1, CLASSES, columns, at.length);
    table.columns(at, 77, 200, 1, CLASSES, columns, at.length);
    for (int row = 0; row < 200; row++) {
      assertEquals(row, table.get(row, 0), 0f);
      assertEquals(-row, table.get(row, 2), 0f);
      assertEquals(Ranking.falling(row + .25f), columns[199 - row]);
      assertEquals(Ranking.falling(-row), columns[at.length + 199 - row]);
    }
  }

  @Test
  void a_snapshot_keeps_its_rows_while_more_are_added() {
    LogTable table = new LogTable(CLASSES, 1 << 10);
    add(table, 0, 60);
    LogTable snapshot = table.snapshot();
    add(table, 60, 1000);
    for (int row = 0; row < 60; row++) {
      assertEquals(row + .25f, snapshot.get(row, 1), 0f);
      assertEquals(row + .25f, table.get(row, 1), 0f);
    }
    assertEquals(999.25f, table.get(999, 1), 0f);
  }
}
