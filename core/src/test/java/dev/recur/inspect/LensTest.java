package dev.recur.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.ngram.NGramShares;
import dev.recur.reading.Json;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import dev.recur.task.classify.Sentences;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the lens shows of a classifier is what the classifier computes.
class LensTest {
  private static final String TEXT = "The fern zorks, unrolls in the old garden";

  private static TextView look(Classifier model, String text) {
    return new Lens(model, Workers.single()).look(text);
  }

  private static double probability(Prediction answer, String label) {
    return answer.labels().stream()
        .filter(each -> each.name().equals(label))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  @ParameterizedTest
  @CsvSource({
    "rnn, last, 1, false, none", "rnn, attention, 2, true, ngrams",
    "lstm, mean, 2, true, none", "lstm, last, 1, true, ngrams",
    "gru, max, 2, true, ngrams", "gru, attention, 1, false, none"
  })
  void every_network_is_shown_as_it_is(
      String cell, String pool, String layers, String both, String experts) {
    Classifier model =
        SmallClassifiers.train(
            "cell",
            cell,
            "pool",
            pool,
            "layers",
            layers,
            "bidirectional",
            both,
            "experts",
            experts);
    TextView view = look(model, TEXT);
    assertEquals(view.tokens().size(), view.prefixes().size());
    assertEquals(view.answer().label(), view.label());
    assertEquals(model.predict(TEXT), view.answer());
    assertEndsInTheAnswer(model, view);
    assertStatesAreTheModels(model, view);
    for (LayerView layer : view.layers()) {
      assertRecombines(layer);
      layer
          .gradientNorms()
          .values()
          .forEach(norms -> assertEquals(view.tokens().size(), norms.size()));
      assertEquals(cell.equals("lstm") ? 2 : 1, layer.gradientNorms().size());
    }
    Attribution shares = view.attribution();
    assertTrue(shares.complete(), shares::toString);
    assertTrue(shares.error() <= Math.max(0.05, 0.01 * Math.abs(shares.score())), "as documented");
    assertEquals(0.0, shares.shares().get(2), "an unknown word is its own baseline");
    assertEquals(0.0, view.occlusions().get(2).network(), 1e-6);
    assertEquals(experts.equals("ngrams"), view.ngrams().isPresent());
  }

  /// The answer after the last token has the bits of the model's own.
  private static void assertEndsInTheAnswer(Classifier model, TextView view) {
    PrefixAnswer last = view.prefixes().getLast();
    for (int c = 0; c < view.labels().size(); c++) {
      assertEquals(probability(view.answer(), view.labels().get(c)), last.model().get(c));
    }
    assertEquals(model.ngrams().isEmpty(), last.model().equals(last.network()));
    for (PrefixAnswer answer : view.prefixes()) {
      assertEquals(1, answer.network().stream().mapToDouble(p -> p).sum(), 1e-5);
    }
  }

  private static void assertStatesAreTheModels(Classifier model, TextView view) {
    NetworkLayers layers = model.layers();
    Tape tape = Tape.inference(Workers.single());
    Tokens tokens = new Tokens(new int[][] {model.field().encode(TEXT)});
    PackedSequence y =
        layers.recurrent().forward(layers.embedding().forward(tape, tokens)).output();
    int directions = layers.recurrent().options().directions();
    int all = view.layers().size();
    assertEquals(layers.recurrent().options().numLayers() * directions, all);
    assertArrayEquals(
        y.data().toArray(), LayerViewsTest.joined(view.layers().subList(all - directions, all)));
    assertEquals(view.attribution().score(), score(layers, y, view));
  }

  private static double score(NetworkLayers layers, PackedSequence y, TextView view) {
    Tensor scores = layers.head().apply(y);
    return scores.get(0, view.labels().indexOf(view.label()));
  }

  /// h follows from the gates, in the equations of the cell.
  private static void assertRecombines(LayerView view) {
    Activations h = view.activations("h");
    for (int i = 0; i < h.tokens(); i++) {
      int t = view.reverse() ? h.tokens() - 1 - i : i;
      int before = view.reverse() ? t + 1 : t - 1;
      for (int j = 0; j < h.units(); j++) {
        double expected = h.at(t, j);
        if (view.activations().size() > 4) {
          double cPrev = i == 0 ? 0 : view.activations("c").at(before, j);
          double c = at(view, "f", t, j) * cPrev + at(view, "i", t, j) * at(view, "g", t, j);
          assertEquals(c, at(view, "c", t, j), 1e-6);
          expected = at(view, "o", t, j) * Math.tanh(c);
        } else if (view.activations().size() > 1) {
          double hPrev = i == 0 ? 0 : h.at(before, j);
          double z = at(view, "z", t, j);
          expected = (1 - z) * at(view, "n", t, j) + z * hPrev;
          assertTrue(at(view, "r", t, j) > 0 && at(view, "r", t, j) < 1);
        }
        assertEquals(expected, h.at(t, j), 1e-6);
      }
    }
  }

  private static double at(LayerView view, String name, int t, int j) {
    return view.activations(name).at(t, j);
  }

  @Test
  void unknown_words_are_marked_and_tokens_are_found_in_the_text() {
    TextView view = look(SmallClassifiers.train(), TEXT);
    List<String> unknown =
        view.tokens().stream().filter(each -> !each.known()).map(TokenView::text).toList();
    assertTrue(unknown.contains("zorks"), unknown::toString);
    assertFalse(unknown.contains("fern"));
    for (TokenView token : view.tokens()) {
      var place = token.place().orElseThrow();
      assertTrue(TEXT.substring(place.start(), place.end()).equalsIgnoreCase(token.text()));
    }
  }

  @ParameterizedTest
  @CsvSource({"none", "ngrams"})
  void the_word_that_decides_is_found_in_three_ways(String experts) {
    Classifier model = SmallClassifiers.train("epochs", "12", "hidden", "12", "experts", experts);
    TextView view = look(model, "the kettle in the old garden");
    assertEquals("thing", view.label());
    int kettle = view.tokens().stream().map(TokenView::text).toList().indexOf("kettle");
    List<Double> network = view.occlusions().stream().map(Occlusion::network).toList();
    List<Double> whole = view.occlusions().stream().map(o -> o.model().orElseThrow()).toList();
    for (List<Double> each : List.of(network, whole, view.attribution().shares())) {
      assertEquals(kettle, each.indexOf(Collections.max(each)), each::toString);
      assertTrue(each.get(kettle) > 0.5, each::toString);
    }
    assertEquals(experts.equals("none"), network.equals(whole));
    if (view.ngrams().isPresent()) {
      NGramShares.Share largest = view.ngrams().get().shares().getFirst();
      assertTrue(largest.share() > 0 && "the kettle in".contains(largest.ngram().strip()));
    }
    LensOptions options = new LensOptions().withLabel("animal");
    TextView other = new Lens(model, Workers.single()).look(view.text(), options);
    assertEquals("animal", other.label());
    assertTrue(other.occlusions().get(kettle).model().orElseThrow() < 0, "it speaks against it");
  }

  @Test
  void the_shares_of_the_n_grams_add_up_to_their_score() {
    Classifier model = SmallClassifiers.train("experts", "ngrams");
    for (String label : model.labels()) {
      TextView view =
          new Lens(model, Workers.single()).look(TEXT, new LensOptions().withLabel(label));
      NGramShares shares = view.ngrams().orElseThrow();
      double sum = shares.shares().stream().mapToDouble(NGramShares.Share::share).sum();
      assertEquals(shares.score(), sum + shares.bias(), 1e-5);
      int c = model.labels().indexOf(label);
      assertEquals(model.ngrams().orElseThrow().scores(TEXT)[c], shares.score(), 1e-7);
    }
  }

  @Test
  void a_long_text_is_shown_with_any_number_of_threads_and_the_same_bits() {
    Classifier model = SmallClassifiers.train("experts", "ngrams", "maxLength", "0", "epochs", "1");
    String text = "the dog runs while it rains softly ".repeat(140);
    TextView one = look(model, text);
    assertEquals(980, one.tokens().size());
    assertThrows(IllegalArgumentException.class, () -> look(model, text + text));
    assertTrue(one.attribution().complete(), one.attribution()::toString);
    try (Workers workers = new Workers(3)) {
      TextView three = new Lens(model, workers).look(text);
      assertEquals(Json.line(one.details()), Json.line(three.details()));
    }
  }

  @Test
  void a_text_of_which_the_middle_is_left_out_is_shown_as_it_is_read() {
    Classifier model = SmallClassifiers.train("experts", "ngrams", "maxLength", "4");
    TextView view = look(model, "the dog barks at night while it rains softly");
    assertEquals(
        List.of("the", "dog", "barks", "softly"),
        view.tokens().stream().map(TokenView::text).toList());
    assertEndsInTheAnswer(model, view);
  }

  @ParameterizedTest
  @CsvSource({"characters", "pieces", "jamo", "words", "basic_english", "regex:[a-z]+"})
  void every_tokenizer_has_its_tokens_in_the_text(String tokenizer) {
    Classifier model =
        SmallClassifiers.train("experts", "ngrams", "tokenizer", tokenizer, "epochs", "1");
    String text = "An owl, 한 hoots\n";
    TextView view = look(model, text);
    assertEquals(model.field().encode(text).length, view.tokens().size());
    assertTrue(view.tokens().stream().allMatch(token -> token.place().isPresent()));
    assertTrue(view.occlusions().stream().allMatch(fall -> fall.model().isPresent()));
    assertEquals(
        probability(view.answer(), view.labels().getFirst()),
        view.prefixes().getLast().model().getFirst());
  }

  @Test
  void a_text_of_one_token_is_shown() {
    TextView view = look(SmallClassifiers.train("experts", "ngrams"), "kettle");
    assertEquals(1, view.prefixes().size());
    assertTrue(view.layers().getFirst().memory().isEmpty());
    assertTrue(view.attribution().complete());
  }

  @Test
  void looking_changes_nothing_in_the_model() throws IOException {
    Classifier model = SmallClassifiers.train("experts", "ngrams");
    Prediction before = model.predict(TEXT);
    byte[] file = Sentences.bytes(model);
    TextView first = look(model, TEXT);
    assertEquals(Json.line(first.details()), Json.line(look(model, TEXT).details()));
    assertEquals(before, model.predict(TEXT));
    assertArrayEquals(file, Sentences.bytes(model));
  }

  @Test
  void the_view_is_data_for_machines() {
    TextView view = look(SmallClassifiers.train("cell", "lstm", "experts", "ngrams"), TEXT);
    List<String> keys =
        List.of(
            "text",
            "labels",
            "answer",
            "label",
            "tokens",
            "prefixes",
            "occlusions",
            "attribution",
            "ngrams",
            "layers");
    assertEquals(keys, new ArrayList<>(view.details().keySet()));
    String json = Json.line(view.details());
    assertTrue(json.contains("{\"token\":\"zorks\",\"id\":0,\"known\":false,"), json);
    assertTrue(json.contains("\"spectralRadius\":{\"i\":"), json);
  }

  @Test
  void what_cannot_be_shown_is_refused_with_a_sentence() {
    Lens lens = new Lens(SmallClassifiers.train("epochs", "1"), Workers.single());
    Exception e = assertThrows(IllegalArgumentException.class, () -> lens.look(" \n"));
    assertEquals(
        "the text \" \\n\" has no tokens, so there is nothing to look into", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> lens.look(TEXT, new LensOptions().withLabel("stone")));
    assertEquals(
        "label must be one of the model's, \"animal\", \"plant\", \"thing\", got \"stone\"",
        e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new LensOptions().withSteps(8, 4));
    assertEquals("steps must be at least 1 and at most mostSteps 4, got 8", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new LensOptions().withMostTokens(0));
    assertEquals("mostTokens must be at least 1, got 0", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> lens.look("the dog runs", new LensOptions().withMostTokens(2)));
    assertEquals(
        "expected a text of at most 2 tokens, got 3: the network runs again for each of them (is a"
            + " whole document one text?)",
        e.getMessage());
  }
}
