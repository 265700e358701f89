package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// Adadelta: a step against the gradient, scaled by the ratio of two root mean squares: that of
/// past updates and that of past gradients.
///
///     g ← g + λ·w
///     v ← ρ·v + (1 − ρ)·g²
///     d = √(u + eps)/√(v + eps) · g
///     u ← ρ·u + (1 − ρ)·d²
///     w ← w − lr·d
///
/// Shapes: w, g, v, u and d are as long as the parameter.
/// Source: Zeiler 2012, *ADADELTA*, algorithm 1. Values match PyTorch's. Derivation:
/// docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="adadelta"}
public final class Adadelta extends Optimizer {
  private final List<ParameterGroup<AdadeltaOptions>> groups;

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public Adadelta(SequencedMap<String, Parameter> parameters, AdadeltaOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public Adadelta(List<Parameter> parameters, AdadeltaOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
  public Adadelta(List<ParameterGroup<AdadeltaOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
  }

  @Override
  List<String> arrayNames(int group) {
    return List.of("square_avg", "acc_delta");
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<AdadeltaOptions> group = groups.get(slot.group);
    AdadeltaOptions o = group.options();
    return new DeviceUpdate(
        "adadelta",
        List.of(
            (float) group.lr(),
            (float) o.weightDecay(),
            (float) o.rho(),
            (float) (1 - o.rho()),
            (float) o.eps()),
        List.of(0, 1));
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<AdadeltaOptions> group = groups.get(slot.group);
    AdadeltaOptions o = group.options();
    float lr = (float) group.lr();
    float l2 = (float) o.weightDecay();
    float rho = (float) o.rho();
    float rest = (float) (1 - o.rho());
    float eps = (float) o.eps();
    float[] v = slot.array(0);
    float[] u = slot.array(1);
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        float c = Math.fma(l2, w[i], g[i]); // g + λ·w
        v[i] = Math.fma(rho, v[i], rest * (c * c)); // ρ·v + (1 − ρ)·g²
        float root = (float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(v[i] + eps);
        float d = root * c; // √(u + eps)/√(v + eps)·g
        u[i] = Math.fma(rho, u[i], rest * (d * d)); // ρ·u + (1 − ρ)·d²
        w[i] = Math.fma(-lr, d, w[i]); // w − lr·d
      }
    };
  }
}
