package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Adam: steps along the gradient's running mean, divided by the root of its running mean square.
///
///     g ← g + λ·w
///     m ← β1·m + (1 − β1)·g
///     v ← β2·v + (1 − β2)·g²
///     v̂ = v, with amsgrad the largest v so far
///     w ← w − lr/(1 − β1ᵗ) · m / (√v̂/√(1 − β2ᵗ) + eps)
///
/// Shapes: w, g, m, v, v̂ are as long as the parameter; t counts the parameter's steps.
/// Source: Kingma & Ba 2015, *Adam*, algorithm 1; Reddi et al. 2018, *On the convergence of Adam
/// and beyond*; PyTorch's numbers. Derivation: docs/maths/optimisers.md.
///
///     var optimizer = new Adam(model.parameters(), new AdamOptions(2e-3));
public final class Adam extends Optimizer {
  private final List<ParameterGroup<AdamOptions>> groups;
  private final List<Boolean> fades;

  /// One group of named parameters, such as `model.parameters()`.
  public Adam(SequencedMap<String, Parameter> parameters, AdamOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// One group of parameters without names.
  public Adam(List<Parameter> parameters, AdamOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Groups with options of their own.
  public Adam(List<ParameterGroup<AdamOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
    fades =
        groups.stream()
            .map(ParameterGroup::options)
            .map(o -> LateRows.fades(o.beta1(), o.beta2(), o.eps()))
            .toList();
  }

  @Override
  List<String> arrayNames(int group) {
    return AdamStep.arrayNames(groups.get(group).options().amsgrad());
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<AdamOptions> group = groups.get(slot.group);
    AdamOptions o = group.options();
    var numbers = new AdamStep.Numbers(group.lr(), o.beta1(), o.beta2(), o.eps());
    return AdamStep.of(slot, w, g, kernels, numbers, o.weightDecay(), 1);
  }

  @Override
  AdamStep.@Nullable Late late(Slot slot) {
    ParameterGroup<AdamOptions> group = groups.get(slot.group);
    AdamOptions o = group.options();
    if (o.amsgrad() || o.weightDecay() != 0 || !fades.get(slot.group)) {
      return null;
    }
    return new AdamStep.Numbers(group.lr(), o.beta1(), o.beta2(), o.eps()).late(slot.steps);
  }
}
