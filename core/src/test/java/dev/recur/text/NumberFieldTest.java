package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFieldTest {
  @Test
  void a_cell_holds_one_number_or_a_series() {
    assertArrayEquals(new float[] {-2.5f}, NumberField.scalar().encode(" -2.5 "));
    assertArrayEquals(new float[] {1, 2e-3f, 3}, NumberField.series().encode("1 2e-3\t3"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'expected one number, got \"\"'",
    "1 2, 'expected one number, got \"1 2\"'",
    "'1,5', 'expected a number, got \"1,5\"'",
    "1f, 'expected a number, got \"1f\"'",
    "0x1p0, 'expected a number, got \"0x1p0\"'",
    "NaN, 'expected a finite number, got \"NaN\"'",
    "1e99, 'expected a finite number, got \"1e99\"'"
  })
  void a_cell_that_holds_anything_else_is_refused(String cell, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> NumberField.scalar().encode(cell))
            .getMessage());
  }
}
