package dev.recur.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The error messages of losses for wrong input.
class WrongLossInputTest {
  /// A call and the message of its exception.
  record Case(String sentence, Executable call) {}

  private static Tensor x() {
    return Tensor.zeros(2, 3);
  }

  static Stream<Case> cases() {
    return Stream.of(classes(), tensors()).flatMap(List::stream);
  }

  private static List<Case> classes() {
    var ce = new CrossEntropyLoss();
    return List.of(
        new Case(
            "CrossEntropyLoss: row 1 has target 3, expected 0 to 2 for 3 classes, or -100 to"
                + " ignore the row",
            () -> ce.forward(x(), new int[] {0, 3})),
        new Case(
            "NLLLoss: row 0 has target -1, expected 0 to 2 for 3 classes, or -100 to ignore the"
                + " row",
            () -> new NLLLoss().forward(x(), new int[] {-1, 0})),
        new Case(
            "CrossEntropyLoss: the mean is undefined: all 2 rows are ignored (target -100) or"
                + " have weight 0",
            () -> ce.forward(x(), new int[] {-100, -100})),
        new Case(
            "CrossEntropyLoss: the mean is undefined: all 2 rows are ignored (target -100) or"
                + " have weight 0",
            () -> ce.withWeight(1, 0, 1).forward(x(), new int[] {1, 1})),
        new Case(
            "CrossEntropyLoss: predictions of shape (2, 3) need 2 targets, one for each row, got 1",
            () -> ce.forward(x(), new int[] {1})),
        new Case(
            "CrossEntropyLoss: expected predictions of shape (N, C), one row for each target,"
                + " got (2, 3, 4) (reshape(-1, C)?)",
            () -> ce.forward(Tensor.zeros(2, 3, 4), new int[] {1, 1})),
        new Case(
            "CrossEntropyLoss: weight has 2 numbers, but there are 3 classes",
            () -> ce.withWeight(1, 2).forward(x(), new int[] {1, 1})),
        new Case(
            "CrossEntropyLoss: weight must be finite numbers of at least 0, got [1.0, -2.0]",
            () -> ce.withWeight(1, -2)),
        new Case(
            "CrossEntropyLoss: labelSmoothing must be between 0 and 1, got 1.5",
            () -> ce.withLabelSmoothing(1.5)));
  }

  private static List<Case> tensors() {
    var ce = new CrossEntropyLoss();
    return List.of(
        new Case(
            "CrossEntropyLoss, targets: expected shape (2, 3), got (2, 2)",
            () -> ce.forward(x(), Tensor.zeros(2, 2))),
        new Case(
            "CrossEntropyLoss: the target probabilities require a gradient, which is not computed:"
                + " detach() them",
            () -> ce.forward(x(), new Tape().input(x()))),
        new Case(
            "MSELoss, targets: expected shape (2, 3), got (3, 2)",
            () -> new MSELoss().forward(x(), Tensor.zeros(3, 2))),
        new Case(
            "MSELoss: row 1 has target 3, expected 0 to 2 for 3 classes",
            () -> new MSELoss().forward(x(), new int[] {0, 3})),
        new Case(
            "MSELoss: expected 2 targets, one for each row, got 3",
            () -> new MSELoss().forward(x(), new int[] {0, 1, 2})),
        new Case(
            "L1Loss: the mean is undefined for predictions of shape (0, 3)",
            () -> new L1Loss().forward(Tensor.zeros(0, 3), Tensor.zeros(0, 3))),
        new Case(
            "HuberLoss: delta must be a finite number above 0, got 0.0", () -> new HuberLoss(0)),
        new Case(
            "BCEWithLogitsLoss: weight has shape (2); expected that of the predictions, (2, 3), or"
                + " its end",
            () -> new BCEWithLogitsLoss().forward(x(), x(), Tensor.zeros(2))),
        new Case(
            "BCEWithLogitsLoss: targets or weight require a gradient, which is not computed:"
                + " detach() them",
            () -> new BCEWithLogitsLoss().forward(x(), new Tape().input(x()))),
        new Case(
            "BCEWithLogitsLoss: posWeight has 2 numbers, but the last dimension has 3",
            () -> new BCEWithLogitsLoss().withPosWeight(1, 2).forward(x(), x())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wrong_input_is_refused_in_one_sentence(Case c) {
    var e = assertThrows(IllegalArgumentException.class, c.call);
    assertEquals(c.sentence, e.getMessage());
  }
}
