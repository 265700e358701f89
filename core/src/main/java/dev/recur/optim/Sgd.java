package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// Stochastic gradient descent, with momentum or without.
///
///     g ← g + λ·w
///     b ← g in the first step, then μ·b + (1 − dampening)·g    if μ > 0
///     d = g + μ·b if nesterov, else b if μ > 0, else g
///     w ← w − lr·d
///
/// Shapes: w, g, b and d are as long as the parameter.
/// Source: Polyak 1964; Nesterov 1983; Sutskever et al. 2013, *On the importance of initialization
/// and momentum*. Values match PyTorch's. Derivation: docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="sgd"}
public final class Sgd extends Optimizer {
  private final List<ParameterGroup<SgdOptions>> groups;

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public Sgd(SequencedMap<String, Parameter> parameters, SgdOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public Sgd(List<Parameter> parameters, SgdOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
  public Sgd(List<ParameterGroup<SgdOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
  }

  @Override
  List<String> arrayNames(int group) {
    return groups.get(group).options().momentum() > 0 ? List.of("momentum_buffer") : List.of();
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<SgdOptions> group = groups.get(slot.group);
    SgdOptions o = group.options();
    float lr = (float) group.lr();
    float l2 = (float) o.weightDecay();
    if (o.momentum() == 0) {
      return new DeviceUpdate("sgd", List.of(lr, l2), List.of());
    }
    float nesterov = o.nesterov() ? 1 : 0;
    return new DeviceUpdate(
        "sgdMomentum", List.of(lr, l2, (float) o.momentum(), share(slot, o), nesterov), List.of(0));
  }

  /// The factor of the gradient in the velocity: 1 in the first step, then 1 − dampening.
  private static float share(Slot slot, SgdOptions o) {
    return slot.steps == 1 ? 1 : (float) (1 - o.dampening());
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<SgdOptions> group = groups.get(slot.group);
    SgdOptions o = group.options();
    float lr = (float) group.lr();
    float l2 = (float) o.weightDecay();
    if (o.momentum() == 0) {
      return (from, to) -> {
        for (int i = from; i < to; i++) {
          float d = Math.fma(l2, w[i], g[i]); // g + λ·w
          w[i] = Math.fma(-lr, d, w[i]); // w − lr·d
        }
      };
    }
    float[] b = slot.array(0);
    float mu = (float) o.momentum();
    float share = share(slot, o);
    if (o.nesterov()) {
      return (from, to) -> {
        for (int i = from; i < to; i++) {
          float d = Math.fma(l2, w[i], g[i]); // g + λ·w
          b[i] = Math.fma(mu, b[i], share * d); // μ·b + (1 − dampening)·g
          w[i] = Math.fma(-lr, Math.fma(mu, b[i], d), w[i]); // w − lr·(g + μ·b)
        }
      };
    }
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        float d = Math.fma(l2, w[i], g[i]); // g + λ·w
        b[i] = Math.fma(mu, b[i], share * d); // μ·b + (1 − dampening)·g
        w[i] = Math.fma(-lr, b[i], w[i]); // w − lr·b
      }
    };
  }
}
