package dev.recur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.CellKind;
import org.junit.jupiter.api.Test;

class RooflineTest {
  /// 100 GFLOP/s, and so fast a memory that only operations count.
  private static final Limits COMPUTE = Limits.parse("1,1e11" + ",1e15".repeat(33));

  /// 10 GB/s everywhere, and so fast a processor that only bytes count.
  private static final Limits MEMORY = Limits.parse("1,1e18" + ",1e10".repeat(33));

  private static final Roofline LSTM = new Roofline(CellKind.LSTM, Size.B, 6400, 6400, 100);

  @Test
  void products_of_an_lstm_are_as_many_as_in_the_textbook_where_no_token_comes_twice() {
    double operations = 2.0 * 6400 * (100 + 256) * 4 * 256; // forward
    assertEquals(operations / 1e11, LSTM.infer(COMPUTE).products(), 1e-12);
    assertEquals(3 * operations / 1e11, LSTM.train(COMPUTE).products(), 1e-12);
  }

  @Test
  void a_token_that_comes_twice_is_projected_once() {
    Roofline half = new Roofline(CellKind.LSTM, Size.B, 6400, 3200, 100);
    double saved = LSTM.infer(COMPUTE).products() - half.infer(COMPUTE).products();
    assertEquals(2.0 * 3200 * 100 * 4 * 256 / 1e11, saved, 1e-12);
  }

  @Test
  void adam_moves_eight_arrays_of_the_weights_and_of_the_tables_touched_rows() {
    double weights = 4 * 256 * (100 + 256 + 2) + 257 * 2;
    assertEquals(8 * 4 * (weights + 6400 * 100) / 1e10, LSTM.train(MEMORY).adam(), 1e-12);
    assertEquals(0, LSTM.infer(MEMORY).adam());
  }

  @Test
  void adam_computes_what_was_put_off_until_it_settles() {
    double weights = 4 * 256 * (100 + 256 + 2) + 257 * 2;
    assertEquals(20 * (weights + 20_000 * 100) / 1e11, LSTM.train(COMPUTE).adam(), 1e-12);
    Roofline seldom = new Roofline(CellKind.LSTM, Size.B, 100, 50, 100);
    assertEquals(20 * (weights + 160 * 50 * 100) / 1e11, seldom.train(COMPUTE).adam(), 1e-12);
  }

  @Test
  void a_single_row_is_bound_by_reading_the_weights_at_each_step() {
    Roofline single = new Roofline(CellKind.LSTM, Size.D, 100, 100, 100);
    double weights = 4.0 * 4 * 256 * 256;
    assertTrue(single.infer(MEMORY).products() > 100 * weights / 1e10);
    assertTrue(single.infer(MEMORY).products() < 102 * weights / 1e10);
  }
}
