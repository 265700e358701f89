package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// Adam with weight decay of its own: the weights shrink by a share, whatever the gradient's size.
///
///     w ← w·(1 − lr·λ)
///     m ← β1·m + (1 − β1)·g
///     v ← β2·v + (1 − β2)·g²
///     v̂ = v, with amsgrad the largest v so far
///     w ← w − lr/(1 − β1ᵗ) · m / (√v̂/√(1 − β2ᵗ) + eps)
///
/// Shapes: w, g, m, v, v̂ are as long as the parameter; t counts the parameter's steps.
/// Source: Loshchilov & Hutter 2019, *Decoupled weight decay regularization*, algorithm 2;
/// PyTorch's numbers. Derivation: docs/maths/optimisers.md.
///
///     var optimizer = new AdamW(model.parameters(), new AdamWOptions(1e-3).withWeightDecay(0.1));
public final class AdamW extends Optimizer {
  private final List<ParameterGroup<AdamWOptions>> groups;

  /// One group of named parameters, such as `model.parameters()`.
  public AdamW(SequencedMap<String, Parameter> parameters, AdamWOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// One group of parameters without names.
  public AdamW(List<Parameter> parameters, AdamWOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Groups with options of their own.
  public AdamW(List<ParameterGroup<AdamWOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
  }

  @Override
  List<String> arrayNames(int group) {
    return AdamStep.arrayNames(groups.get(group).options().amsgrad());
  }

  @Override
  Update update(Slot slot, float[] w, float[] g, Kernels kernels) {
    ParameterGroup<AdamWOptions> group = groups.get(slot.group);
    AdamWOptions o = group.options();
    var numbers = new AdamStep.Numbers(group.lr(), o.beta1(), o.beta2(), o.eps());
    return AdamStep.of(slot, w, g, kernels, numbers, 0, 1 - group.lr() * o.weightDecay());
  }
}
