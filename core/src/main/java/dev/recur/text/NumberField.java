package dev.recur.text;

import dev.recur.tokenizer.Tokenizer;
import java.util.List;

/// The recipe for a column of numbers: one in each cell, or a series of them. There is nothing to
/// fit, so it is its own fitted form.
///
/// {@snippet class="TextExamples" region="numbers"}
public final class NumberField implements Recipe, Fitted {
  private final boolean sequential;
  private final boolean isTarget;

  private NumberField(boolean sequential, boolean isTarget) {
    this.sequential = sequential;
    this.isTarget = isTarget;
  }

  /// One number in each cell.
  public static NumberField scalar() {
    return new NumberField(false, false);
  }

  /// A series of numbers in each cell, separated by white space.
  public static NumberField series() {
    return new NumberField(true, false);
  }

  /// A copy of this recipe for a column that a model has to predict.
  public NumberField target() {
    return new NumberField(sequential, true);
  }

  @Override
  public NumberField recipe() {
    return this;
  }

  /// Whether a cell holds a series.
  public boolean sequential() {
    return sequential;
  }

  @Override
  public boolean isTarget() {
    return isTarget;
  }

  @Override
  public List<String> preprocess(String cell) {
    List<String> numbers = Tokenizer.whitespace().tokenize(cell);
    if (numbers.isEmpty() || (!sequential && numbers.size() > 1)) {
      throw new IllegalArgumentException(
          "expected %s, got \"%s\""
              .formatted(sequential ? "at least one number" : "one number", cell));
    }
    return numbers;
  }

  /// The numbers of a cell; exactly one unless the column is sequential.
  ///
  /// @throws IllegalArgumentException if the cell contains anything else, or nothing
  public float[] encode(String cell) {
    List<String> numbers = preprocess(cell);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = finite(numbers.get(i));
    }
    return values;
  }

  private static float finite(String number) {
    float value = Decimal.parse(number);
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("expected a finite number, got \"%s\"".formatted(number));
    }
    return value;
  }
}
