package dev.recur.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.Rnn;
import dev.recur.reading.Json;
import dev.recur.task.tag.Tagger;
import dev.recur.task.tag.TaggerExample;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is measured of each layer and direction.
class LayerViewsTest {
  /// A layer of one unit, h = tanh(w·hPrev), which stays at 0, where tanh has the slope 1.
  private static RecurrentLayer<?> decaying(float w) {
    Rnn rnn = new Rnn(1, 1, Seed.of(1));
    rnn.parameters().values().forEach(p -> p.set(new float[p.count()]));
    rnn.parameter("weight_hh_l0").set(new float[] {w});
    return rnn;
  }

  @ParameterizedTest
  @CsvSource({"0.3, 1", "0.5, 2", "0.9, 10", "-0.9, 10"})
  void the_memory_is_the_number_of_steps_that_leave_less_than_a_third(float w, int steps) {
    LayerView view = LayerViews.of(decaying(w), Tensor.zeros(20, 1), Workers.single()).getFirst();
    assertEquals(OptionalInt.of(steps), view.memory());
    assertEquals(Math.abs(w), view.spectralRadius().firstEntry().getValue(), 1e-5);
  }

  @Test
  void a_memory_longer_than_the_text_has_no_number() {
    LayerView view = LayerViews.of(decaying(1), Tensor.zeros(20, 1), Workers.single()).getFirst();
    assertEquals(OptionalInt.empty(), view.memory());
    assertTrue(view.gradientNorms().isEmpty(), "there is no loss");
  }

  @Test
  void the_norms_are_those_of_the_chain_rule() {
    List<LayerView> views =
        LayerViews.of(
            decaying(0.5f),
            Tensor.zeros(4, 1),
            h -> h.data().rows(3).sum().times(3f),
            Workers.single());
    List<Double> norms = views.getFirst().gradientNorms().firstEntry().getValue();
    assertEquals(List.of(0.375, 0.75, 1.5, 3.0), norms);
  }

  @Test
  void saturation_is_counted_on_both_sides() {
    float[] values = {0.05f, 0.95f, 0.5f, 0.09f, 0.95f, 0.95f}; // 2 tokens, 3 units
    Saturation gate = Saturation.of(new Activations("f", Tensor.of(values, 2, 3)));
    assertEquals(new Saturation("f", 2 / 6.0, 3 / 6.0, 2 / 3.0), gate);
    float[] signed = {-0.81f, 0.79f, -0.79f, 0.81f};
    Saturation tanh = Saturation.of(new Activations("g", Tensor.of(signed, 4, 1)));
    assertEquals(new Saturation("g", 0.25, 0.25, 0), tanh);
  }

  @Test
  void the_states_of_a_tagger_are_those_of_its_own_layer() {
    Tagger tagger = TaggerExample.tagger();
    List<String> words = List.of("the", "dog", "sees", "Zork");
    SentenceView view = SentenceView.of(tagger, words, Workers.single());
    assertEquals(words, view.tokens().stream().map(TokenView::text).toList());
    assertTrue(view.tokens().getFirst().known());
    assertFalse(view.tokens().getLast().known());
    Tensor x = Tape.inference(Workers.single()).constant(tagger.inputs(words));
    float[] y =
        tagger
            .layers()
            .recurrent()
            .forward(new PackedSequence(x, Packing.full(1, 4)))
            .output()
            .data()
            .toArray();
    int directions = tagger.layers().recurrent().options().directions();
    List<LayerView> top =
        view.layers().subList(view.layers().size() - directions, view.layers().size());
    assertArrayEquals(y, joined(top));
    assertTrue(Json.line(view.details()).contains("\"forward\""));
  }

  /// The outputs of both directions, side by side.
  static float[] joined(List<LayerView> directions) {
    int tokens = directions.getFirst().activations("h").tokens();
    int units = directions.getFirst().activations("h").units();
    float[] y = new float[tokens * directions.size() * units];
    int i = 0;
    for (int t = 0; t < tokens; t++) {
      for (LayerView view : directions) {
        for (int j = 0; j < units; j++) {
          y[i++] = view.activations("h").at(t, j);
        }
      }
    }
    return y;
  }

  @Test
  void what_cannot_be_shown_is_refused_with_a_sentence() {
    Tagger tagger = TaggerExample.tagger();
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SentenceView.of(tagger, List.of(), Workers.single()));
    assertEquals("the sentence has no words, so there is nothing to look into", e.getMessage());
    LayerView view = LayerViews.of(decaying(1), Tensor.zeros(2, 1), Workers.single()).getFirst();
    e = assertThrows(IllegalArgumentException.class, () -> view.activations("f"));
    assertEquals("expected one of [h], got \"f\"", e.getMessage());
  }
}
