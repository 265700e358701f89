package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The order of an answer's labels.
class RankedLabelsTest {
  private static final FittedLabels LABELS =
      new LabelField().withLabels(List.of("a", "b", "c", "d", "e"));

  private static Prediction prediction() {
    float[] p = {.1f, .3f, .1f, .3f, .2f};
    for (int c = 0; c < p.length; c++) {
      p[c] = (float) Math.log(p[c]);
    }
    return new Decision(0.5, "", 0, Priors.parse("", 5)).predict(LABELS, p, 0, false);
  }

  @Test
  void labels_stand_by_falling_probability_and_equal_ones_by_number() {
    List<String> names = prediction().labels().stream().map(Prediction.Label::name).toList();
    assertEquals(List.of("b", "d", "e", "a", "c"), names);
    assertEquals("b", prediction().label());
    assertEquals(.3, prediction().labels().get(1).probability(), 1e-7);
  }

  @Test
  void answers_with_equal_labels_are_equal_and_their_list_cannot_be_changed() {
    Prediction.Label first = prediction().labels().getFirst();
    assertEquals(prediction(), prediction());
    assertEquals(new Prediction(List.copyOf(prediction().labels()), false, false), prediction());
    assertThrows(UnsupportedOperationException.class, () -> prediction().labels().set(0, first));
  }
}
