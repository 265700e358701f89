package dev.recur.inspect;

import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.Unrolled;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.Function;

/// Computes the [LayerView]s of a network for one text.
final class LayerViews {
  private final RecurrentLayer<?> recurrent;
  private final Unrolled unrolled;
  private final int tokens;
  private final Workers workers;

  private LayerViews(RecurrentLayer<?> recurrent, Tensor x, Workers workers) {
    this.recurrent = recurrent;
    this.workers = workers;
    tokens = x.size(0);
    Tensor input = new Tape(workers).input(x);
    unrolled = recurrent.unroll(new PackedSequence(input, Packing.full(1, tokens)));
  }

  /// The views, without the gradients of a loss.
  ///
  /// @param recurrent layers whose parameters are frozen
  /// @param x the inputs of the first layer, (T, I)
  static List<LayerView> of(RecurrentLayer<?> recurrent, Tensor x, Workers workers) {
    return new LayerViews(recurrent, x, workers).views(List.of());
  }

  /// The views with the gradients of a loss.
  ///
  /// @param loss computes it, a single number, from the output of the layers
  static List<LayerView> of(
      RecurrentLayer<?> recurrent,
      Tensor x,
      Function<PackedSequence, Tensor> loss,
      Workers workers) {
    LayerViews views = new LayerViews(recurrent, x, workers);
    Tensor value = loss.apply(views.unrolled.output());
    views.unrolled.backward(value, Tensor.of(new float[] {1}, value.shape()));
    return views.views(views.norms());
  }

  /// The norms of the present gradients, of each layer and direction.
  private List<SequencedMap<String, List<Double>>> norms() {
    List<SequencedMap<String, List<Double>>> all = new ArrayList<>();
    for (int l = 0; l < unrolled.layers(); l++) {
      for (int d = 0; d < unrolled.directions(); d++) {
        all.add(norms(l, d));
      }
    }
    return all;
  }

  private SequencedMap<String, List<Double>> norms(int layer, int direction) {
    SequencedMap<String, List<Double>> norms = new LinkedHashMap<>();
    unrolled
        .gradients(layer, direction)
        .forEach((name, gradient) -> norms.put(name, ofRows(gradient)));
    return norms;
  }

  private static List<Double> ofRows(Tensor gradient) {
    float[] values = gradient.toArray();
    int width = gradient.size(1);
    List<Double> norms = new ArrayList<>();
    for (int at = 0; at < values.length; at += width) {
      double squares = 0;
      for (int i = at; i < at + width; i++) {
        squares += (double) values[i] * values[i];
      }
      norms.add(Math.sqrt(squares));
    }
    return norms;
  }

  /// @param norms those of each layer and direction, or an empty list
  private List<LayerView> views(List<SequencedMap<String, List<Double>>> norms) {
    List<LayerView> views = new ArrayList<>();
    for (int l = 0; l < unrolled.layers(); l++) {
      for (int d = 0; d < unrolled.directions(); d++) {
        views.add(view(l, d, norms.isEmpty() ? new LinkedHashMap<>() : norms.get(views.size())));
      }
    }
    return views;
  }

  private LayerView view(int layer, int direction, SequencedMap<String, List<Double>> norms) {
    List<Activations> all = new ArrayList<>();
    unrolled
        .values(layer, direction)
        .forEach((name, values) -> all.add(new Activations(name, values)));
    List<Activations> gates =
        all.size() == 1
            ? all
            : all.stream().filter(each -> !List.of("h", "c").contains(each.name())).toList();
    List<Saturation> saturation = gates.stream().map(Saturation::of).toList();
    return new LayerView(
        layer,
        direction == 1,
        all,
        norms,
        saturation,
        radii(layer, direction, gates),
        memory(layer, direction));
  }

  /// The spectral radius of each gate's block of W_hh.
  private SequencedMap<String, Double> radii(int layer, int direction, List<Activations> gates) {
    String name = "weight_hh_l" + layer + (direction == 1 ? "_reverse" : "");
    float[] weights = recurrent.parameter(name).toArray();
    int units = recurrent.options().hiddenSize();
    double[] radii = new double[gates.size()];
    workers.run(radii.length, j -> radii[j] = SpectralRadius.of(weights, j * units, units));
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    for (int j = 0; j < radii.length; j++) {
      named.put(gates.get(j).name(), radii[j]);
    }
    return named;
  }

  /// After how many steps back the gradient of the last state is less than 1/e of what it was.
  private OptionalInt memory(int layer, int direction) {
    Tensor y = unrolled.output(layer).data();
    int units = recurrent.outputSize();
    int last = direction == 1 ? 0 : tokens - 1;
    float[] dy = new float[y.count()];
    for (int j = 0; j < units; j++) {
      dy[last * y.size(1) + direction * units + j] = 1; // of Σ_j h_Tj
    }
    unrolled.backward(y, Tensor.of(dy, y.shape()));
    List<Double> norms = norms(layer, direction).lastEntry().getValue();
    for (int k = 1; k < tokens; k++) {
      if (norms.get(Math.abs(last - k)) < norms.get(last) / Math.E) {
        return OptionalInt.of(k);
      }
    }
    return OptionalInt.empty();
  }
}
