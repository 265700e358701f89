package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;

/// Adam with decoupled weight decay: the weights shrink by the same fraction at every step,
/// whatever the size of the gradient.
///
///     w ← w·(1 − lr·λ)
///     m ← β1·m + (1 − β1)·g
///     v ← β2·v + (1 − β2)·g²
///     w ← w − lr/(1 − β1ᵗ) · m / (√v/√(1 − β2ᵗ) + eps)
///
/// With amsgrad, the last line has the largest v so far, vMax, in place of v.
///
/// Shapes: w, g, m, v and vMax are as long as the parameter; t counts the parameter's steps from 1.
/// Source: Loshchilov & Hutter 2019, *Decoupled weight decay regularization*, algorithm 2. Values
/// match PyTorch's. Derivation: docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="adamW"}
public final class AdamW extends Optimizer {
  private final List<ParameterGroup<AdamWOptions>> groups;

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public AdamW(SequencedMap<String, Parameter> parameters, AdamWOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public AdamW(List<Parameter> parameters, AdamWOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
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
    return AdamStep.of(slot, w, g, kernels, hyperparameters(group), 0, keep(group));
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<AdamWOptions> group = groups.get(slot.group);
    return AdamStep.onDevice(slot, hyperparameters(group), 0, keep(group));
  }

  private static AdamStep.Hyperparameters hyperparameters(ParameterGroup<AdamWOptions> group) {
    AdamWOptions o = group.options();
    return new AdamStep.Hyperparameters(group.lr(), o.beta1(), o.beta2(), o.eps());
  }

  /// 1 − lr·λ
  private static double keep(ParameterGroup<AdamWOptions> group) {
    return 1 - group.lr() * group.options().weightDecay();
  }
}
