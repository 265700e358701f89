package dev.recur.inspect;

import dev.recur.ngram.NGramShares;
import dev.recur.score.Block;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The parts of a view for people.
final class ViewBlocks {
  private static final int MOST_NGRAMS = 15;
  private static final int TOP = 3; // answers
  private static final String LAYER = "layer";

  private ViewBlocks() {}

  static List<Block> of(TextView view) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            Sentence.of(
                "Answer: %s. What follows explains \"%s\".",
                view.answer().line(TOP), view.label())));
    blocks.add(tokens(view));
    view.ngrams().ifPresent(shares -> blocks.add(ngrams(shares)));
    blocks.add(layers(view.layers()));
    blocks.add(norms(view));
    blocks.add(memories(view.layers()));
    return blocks;
  }

  static List<Block> of(SentenceView view) {
    Block answer = new Block.Words(Sentence.of("Answer: %s", view.answer().line(TOP)));
    return List.of(answer, layers(view.layers()), memories(view.layers()));
  }

  /// The answer after each token, and the share of each token in the answer to the whole text.
  private static Block tokens(TextView view) {
    boolean parts = view.ngrams().isPresent();
    int c = view.labels().indexOf(view.label());
    List<Block.Column> columns = new ArrayList<>(List.of(Block.Column.words("token", 8)));
    columns.add(Block.Column.percent("so far"));
    if (parts) {
      columns.add(Block.Column.percent("network"));
    }
    columns.add(Block.Column.number("occlusion"));
    columns.add(Block.Column.number("integrated"));
    List<List<Object>> rows = new ArrayList<>();
    for (int t = 0; t < view.tokens().size(); t++) {
      PrefixAnswer soFar = view.prefixes().get(t);
      List<Object> row = new ArrayList<>();
      row.add(shown(view.tokens().get(t)));
      row.add(soFar.model().isEmpty() ? Double.NaN : soFar.model().get(c));
      if (parts) {
        row.add(soFar.network().get(c));
      }
      row.add(view.occlusions().get(t).model().orElse(view.occlusions().get(t).network()));
      row.add(view.attribution().shares().get(t));
      rows.add(row);
    }
    Attribution all = view.attribution();
    String more =
        String.format(
            Locale.ROOT,
            "so far: the probability of \"%s\" after this token%s; occlusion: by how much the"
                + " log-odds fall if it is hidden; integrated: its share in the network's score by integrated"
                + " gradients: the shares add up to %.4f; exactly, they should be %.4f (%,d points%s).",
            view.label(),
            parts ? ", of the model and of the network alone" : "",
            all.sum(),
            all.score() - all.baseline(),
            all.steps(),
            all.complete() ? "" : ", which are not enough: they should differ by at most 1 %");
    return new Block.Table(columns, rows, more);
  }

  private static String shown(TokenView token) {
    return token.known() ? token.text() : token.text() + " (unknown)";
  }

  private static Block ngrams(NGramShares all) {
    List<List<Object>> rows =
        all.shares().stream()
            .limit(MOST_NGRAMS)
            .map(
                share ->
                    List.<Object>of(
                        "\"" + share.ngram() + "\"",
                        share.kind().name().toLowerCase(Locale.ROOT),
                        share.times(),
                        share.share()))
            .toList();
    int left = all.shares().size() - rows.size();
    String more =
        String.format(
            Locale.ROOT,
            "%sThe shares of all n-grams and the bias, %.4f, add up to the n-grams' score, %.4f.",
            left > 0 ? String.format(Locale.ROOT, "and %,d more. ", left) : "",
            all.bias(),
            all.score());
    return new Block.Table(
        List.of(
            Block.Column.words("n-gram", 10),
            Block.Column.words("kind", 10),
            Block.Column.count("count"),
            Block.Column.number("share")),
        rows,
        more);
  }

  /// How often the gates of each layer are saturated, and the spectral radius of their weights.
  private static Block layers(List<LayerView> layers) {
    List<List<Object>> rows = new ArrayList<>();
    for (LayerView layer : layers) {
      for (Saturation gate : layer.saturation()) {
        Double radius = layer.spectralRadius().get(gate.name());
        rows.add(
            List.of(
                name(layer),
                gate.name(),
                gate.left(),
                gate.right(),
                gate.stuck(),
                radius == null ? Double.NaN : radius));
      }
    }
    return new Block.Table(
        List.of(
            Block.Column.words(LAYER, 10),
            Block.Column.words("gate", 4),
            Block.Column.percent("low"),
            Block.Column.percent("high"),
            Block.Column.percent("stuck"),
            Block.Column.number("radius")),
        rows,
        "low, high: the share of values below 0.1 or above 0.9 (for tanh, −0.8 and 0.8); stuck: the"
            + " share of units saturated at every token; radius: the spectral radius of its part of"
            + " W_hh.");
  }

  /// The name of a layer and direction, such as `0, forward`.
  static String name(LayerView layer) {
    return layer.layer() + (layer.reverse() ? ", reverse" : ", forward");
  }

  private static Block norms(TextView view) {
    List<Block.Column> columns = new ArrayList<>(List.of(Block.Column.words("token", 8)));
    view.layers().forEach(layer -> columns.add(Block.Column.words(name(layer), 10)));
    List<List<Object>> rows = new ArrayList<>();
    for (int t = 0; t < view.tokens().size(); t++) {
      List<Object> row = new ArrayList<>(List.of(shown(view.tokens().get(t))));
      for (LayerView layer : view.layers()) {
        List<Double> h = layer.gradientNorms().getOrDefault("h", List.of());
        row.add(h.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2e", h.get(t)));
      }
      rows.add(row);
    }
    return new Block.Table(
        columns, rows, "‖∂L/∂h_t‖ in each layer and direction, where L is the loss.");
  }

  private static Block memories(List<LayerView> layers) {
    return new Block.Lines(
        "Effective memory: steps back until the gradient is below 1/e of its last value",
        layers.stream()
            .map(
                layer ->
                    "layer %s: %s"
                        .formatted(
                            name(layer),
                            layer.memory().isPresent()
                                ? Counts.of(layer.memory().getAsInt(), "step")
                                : "longer than the text"))
            .toList());
  }
}
