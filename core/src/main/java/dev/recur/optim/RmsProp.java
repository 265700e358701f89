package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// RMSprop: a step against the gradient, divided by the root of the running mean of its square.
///
///     g ← g + λ·w
///     v ← α·v + (1 − α)·g²
///     ḡ ← α·ḡ + (1 − α)·g                 if centered
///     d = g / (√v + eps), if centered g / (√(v − ḡ²) + eps)
///     b ← μ·b + d, and d = b              if μ > 0
///     w ← w − lr·d
///
/// Shapes: w, g, v, ḡ, b and d are as long as the parameter.
/// Source: Hinton 2012, *Neural networks for machine learning*, lecture 6e; Graves 2013,
/// *Generating sequences with recurrent neural networks*, equations 38 to 45 (centered). Values
/// match PyTorch's. Derivation: docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="rmsProp"}
public final class RmsProp extends Optimizer {
  private final List<ParameterGroup<RmsPropOptions>> groups;

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public RmsProp(SequencedMap<String, Parameter> parameters, RmsPropOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public RmsProp(List<Parameter> parameters, RmsPropOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
  public RmsProp(List<ParameterGroup<RmsPropOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
  }

  @Override
  List<String> arrayNames(int group) {
    RmsPropOptions o = groups.get(group).options();
    var names = new ArrayList<>(List.of("square_avg"));
    if (o.momentum() > 0) {
      names.add("momentum_buffer");
    }
    if (o.centered()) {
      names.add("grad_avg");
    }
    return names;
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<RmsPropOptions> group = groups.get(slot.group);
    RmsPropOptions o = group.options();
    return new DeviceUpdate(
        "rmsProp",
        List.of(
            (float) group.lr(),
            (float) o.weightDecay(),
            (float) o.alpha(),
            (float) (1 - o.alpha()),
            (float) o.eps(),
            (float) o.momentum(),
            o.centered() ? 1f : 0f),
        List.of(0, o.momentum() > 0 ? 1 : 0, slot.arrays.length - 1));
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<RmsPropOptions> group = groups.get(slot.group);
    RmsPropOptions o = group.options();
    float lr = (float) group.lr();
    float l2 = (float) o.weightDecay();
    float alpha = (float) o.alpha();
    float rest = (float) (1 - o.alpha());
    float eps = (float) o.eps();
    float mu = (float) o.momentum();
    boolean running = mu > 0;
    boolean centered = o.centered();
    float[] v = slot.array(0);
    float[] b = slot.array(running ? 1 : 0);
    float[] mean = slot.array(slot.arrays.length - 1);
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        float d = Math.fma(l2, w[i], g[i]); // g + λ·w
        v[i] = Math.fma(alpha, v[i], rest * (d * d)); // α·v + (1 − α)·g²
        float square = v[i];
        if (centered) {
          mean[i] = Math.fma(rest, d - mean[i], mean[i]); // α·ḡ + (1 − α)·g
          square = Math.max(0, Math.fma(-mean[i], mean[i], v[i])); // v − ḡ², never below 0
        }
        float q = d / ((float) Math.sqrt(square) + eps); // g/(√(v − ḡ²) + eps)
        if (running) {
          b[i] = Math.fma(mu, b[i], q); // μ·b + q
          q = b[i];
        }
        w[i] = Math.fma(-lr, q, w[i]); // w − lr·q
      }
    };
  }
}
