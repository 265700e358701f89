package dev.recur.pages;

import dev.recur.inspect.Activations;
import dev.recur.inspect.LayerView;
import dev.recur.inspect.SentenceView;
import dev.recur.inspect.TextView;
import dev.recur.inspect.TokenView;
import dev.recur.score.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// What goes on inside a model that reads a text, as a page: which tokens decided, the answer after
/// each token, the gradient over the tokens, and maps of states and gates. It is one file of HTML
/// without scripts, which loads nothing from elsewhere.
///
/// {@snippet class="LensPageExample" region="page"}
public final class LensPage {
  private static final int PIXELS = 30; // the width of a token in a map
  private static final int TALLEST = 240; // pixels, unless there are more units
  private static final int THICKEST = 10; // of a unit
  private static final int MOST_LINES = 6; // in the chart of gradients

  private final Svg page = new Svg();
  private final BlockDrawing blocks = new BlockDrawing(page, Map.of());

  private LensPage() {}

  /// Draws the page of a classifier's view.
  ///
  /// @param title the title of the page, such as the name of the model file
  /// @return the page, to be written as UTF-8
  public static String html(String title, TextView view) {
    LensPage lens = new LensPage();
    PageLook.begin(lens.page, title);
    lens.draw(title, view);
    PageLook.end(lens.page);
    return lens.page.toString();
  }

  /// Draws the page of a tagger's view.
  ///
  /// @param title the title of the page, such as the name of the model file
  /// @return the page, to be written as UTF-8
  public static String html(String title, SentenceView view) {
    LensPage lens = new LensPage();
    PageLook.begin(lens.page, title);
    lens.page.text("h1", title + " reads a sentence");
    view.blocks().forEach(lens.blocks::draw);
    lens.maps(view.tokens(), view.layers());
    PageLook.end(lens.page);
    return lens.page.toString();
  }

  private void draw(String title, TextView view) {
    page.text("h1", title + " reads a text");
    page.text("p", view.text(), "class", "read");
    page.begin("ul", "class", "tiles");
    blocks.tile(
        String.format(Locale.ROOT, "%.1f %%", 100 * probability(view)),
        view.label(),
        view.answer().label().equals(view.label()) ? "the answer" : "not the answer");
    page.end();
    page.text("h2", "Which tokens decided");
    String label = "\"" + view.label() + "\"";
    strip(
        "Integrated gradients: each token's share in the network's score of %s".formatted(label),
        view,
        t -> view.attribution().shares().get(t));
    strip(
        "Occlusion: how far the log-odds of %s fall without the token".formatted(label),
        view,
        t -> view.occlusions().get(t).model().orElse(view.occlusions().get(t).network()));
    page.text(
        "p",
        "Blue speaks for the label, orange against it; point at a token to read its number. All"
            + " numbers are in the table below.",
        "class",
        "quiet");
    page.text("h2", "The answer after each token");
    chart(new Chart("Probability of " + label, "", List.of(soFar(view))));
    List<Block> all = new ArrayList<>(view.blocks());
    all.removeFirst(); // the answer, which stands above
    blocks.draw(all.removeFirst());
    page.text("h2", "The gradient over the tokens");
    chart(
        new Chart(
            "‖∂L/∂h_t‖",
            "L is the cross-entropy of the label. Forward reads from left to right, reverse from right"
                + " to left; if a line falls towards the tokens read first, the gradient vanishes.",
            List.of(norms(view))));
    page.text("h2", "Parts of the model");
    all.forEach(blocks::draw);
    maps(view.tokens(), view.layers());
  }

  private static double probability(TextView view) {
    int c = view.labels().indexOf(view.label());
    List<Double> model = view.prefixes().getLast().model();
    return (model.isEmpty() ? view.prefixes().getLast().network() : model).get(c);
  }

  private void chart(Chart chart) {
    page.begin("div", "class", "chart");
    page.raw(chart.svg());
    page.end();
  }

  /// The tokens in a row, each with a colour as strong as its share.
  private void strip(String title, TextView view, IntToDoubleFunction share) {
    page.text("h3", title);
    double most =
        IntStream.range(0, view.tokens().size())
            .mapToDouble(t -> Math.abs(share.applyAsDouble(t)))
            .reduce(Double.MIN_NORMAL, Math::max);
    page.begin("p", "class", "strip");
    for (int t = 0; t < view.tokens().size(); t++) {
      double value = share.applyAsDouble(t);
      long percent = Math.round(70 * Math.abs(value) / most);
      page.text(
          "span",
          view.tokens().get(t).text(),
          "title",
          String.format(Locale.ROOT, "%+.4f", value),
          "style",
          "background: color-mix(in srgb, var(--%s) %s%%, transparent)"
              .formatted(value < 0 ? "against" : "accent", percent));
    }
    page.end();
  }

  private static Panel soFar(TextView view) {
    int c = view.labels().indexOf(view.label());
    List<Series> lines = new ArrayList<>();
    boolean parts = view.ngrams().isPresent();
    lines.add(
        new Series(
            parts ? "network alone" : "model",
            parts ? Pen.of(0) : Pen.of(1).withHeavy(),
            points(view.tokens(), t -> 100 * view.prefixes().get(t).network().get(c))));
    if (parts && view.prefixes().stream().noneMatch(each -> each.model().isEmpty())) {
      lines.add(
          new Series(
              "model",
              Pen.of(1).withHeavy(),
              points(view.tokens(), t -> 100 * view.prefixes().get(t).model().get(c))));
    }
    return new Panel(
        "", Axis.linear("tokens so far"), Axis.linear("probability, %").between(0, 100), lines);
  }

  private static List<Point> points(List<TokenView> tokens, IntToDoubleFunction value) {
    return IntStream.range(0, tokens.size())
        .mapToObj(t -> new Point(t + 1, value.applyAsDouble(t)))
        .toList();
  }

  private static Panel norms(TextView view) {
    List<Series> lines = new ArrayList<>();
    for (LayerView layer : view.layers()) {
      List<Double> h = layer.gradientNorms().getOrDefault("h", List.of());
      if (!h.isEmpty() && lines.size() < MOST_LINES) {
        lines.add(
            new Series(
                name(layer),
                Pen.of(lines.size()),
                points(view.tokens(), t -> h.get(t) == 0 ? Double.NaN : h.get(t))));
      }
    }
    return new Panel("", Axis.linear("token"), Axis.log10("norm"), lines);
  }

  private static String name(LayerView layer) {
    return "layer %s, %s".formatted(layer.layer(), layer.reverse() ? "reverse" : "forward");
  }

  private void maps(List<TokenView> tokens, List<LayerView> layers) {
    page.text("h2", "States and gates");
    page.text(
        "p",
        "A row for each unit, a column for each token. Blue is above 0, orange below; the stronger,"
            + " the farther from 0. The numbers are in the output of --json.",
        "class",
        "quiet");
    for (LayerView layer : layers) {
      page.begin("div", "class", "maps");
      for (Activations values : layer.activations()) {
        map(tokens, layer, values);
      }
      page.end();
    }
  }

  /// The colours with the numbers that they stand for.
  private void key(Activations values) {
    String most = String.format(Locale.ROOT, "%.3g", HeatMap.strongest(values));
    page.begin("p", "class", "key", "aria-hidden", "true");
    page.text("span", values.isSigned() ? "\u2212" + most : "0");
    page.text("i", "", "class", values.isSigned() ? "" : "half");
    page.text("span", most);
    page.end();
  }

  private void map(List<TokenView> tokens, LayerView layer, Activations values) {
    String title = values.name() + " of " + name(layer);
    page.begin("div", "class", "scroll");
    page.text("h3", title);
    key(values);
    int width = PIXELS * tokens.size();
    int unit = Math.clamp(TALLEST / values.units(), 1, THICKEST);
    page.empty(
        "img",
        "class",
        "map",
        "src",
        HeatMap.address(values),
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(unit * values.units()),
        "alt",
        String.format(
            Locale.ROOT,
            "%s: %,d units over %,d tokens, drawn for values up to %.3g",
            title,
            values.units(),
            values.tokens(),
            HeatMap.strongest(values)));
    page.begin("div", "class", "under", "aria-hidden", "true");
    tokens.forEach(token -> page.text("span", token.text()));
    page.end();
    page.end();
  }
}
