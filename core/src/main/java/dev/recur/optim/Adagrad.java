package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// Adagrad: a step against the gradient, divided by the root of the sum of all its squares so far.
///
///     g ← g + λ·w
///     s ← s + g²
///     w ← w − lr/(1 + (t − 1)·lrDecay) · g / (√s + eps)
///
/// Shapes: w, g and s are as long as the parameter; t counts the parameter's steps from 1.
/// Source: Duchi et al. 2011, *Adaptive subgradient methods*. Values match PyTorch's. Derivation:
/// docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="adagrad"}
public final class Adagrad extends Optimizer {
  private final List<ParameterGroup<AdagradOptions>> groups;

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public Adagrad(SequencedMap<String, Parameter> parameters, AdagradOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public Adagrad(List<Parameter> parameters, AdagradOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
  public Adagrad(List<ParameterGroup<AdagradOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
  }

  @Override
  List<String> arrayNames(int group) {
    return List.of("sum");
  }

  @Override
  float initialValue(int group) {
    return (float) groups.get(group).options().initialAccumulatorValue();
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<AdagradOptions> group = groups.get(slot.group);
    AdagradOptions o = group.options();
    return new DeviceUpdate(
        "adagrad", List.of(rate(slot), (float) o.weightDecay(), (float) o.eps()), List.of(0));
  }

  private float rate(Slot slot) {
    ParameterGroup<AdagradOptions> group = groups.get(slot.group);
    return (float) (group.lr() / (1 + (slot.steps - 1) * group.options().lrDecay()));
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<AdagradOptions> group = groups.get(slot.group);
    AdagradOptions o = group.options();
    float lr = rate(slot);
    float l2 = (float) o.weightDecay();
    float eps = (float) o.eps();
    float[] s = slot.array(0);
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        float d = Math.fma(l2, w[i], g[i]); // g + λ·w
        s[i] = Math.fma(d, d, s[i]); // s + g²
        w[i] = Math.fma(-lr, d / ((float) Math.sqrt(s[i]) + eps), w[i]); // w − lr·g/(√s + eps)
      }
    };
  }
}
