package dev.recur.optim;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Adam: a step against the running mean of the gradient, divided by the root of the running mean
/// of its square.
///
///     g ← g + λ·w
///     m ← β1·m + (1 − β1)·g
///     v ← β2·v + (1 − β2)·g²
///     w ← w − lr/(1 − β1ᵗ) · m / (√v/√(1 − β2ᵗ) + eps)
///
/// With amsgrad, the last line has the largest v so far, vMax, in place of v.
///
/// Shapes: w, g, m, v and vMax are as long as the parameter; t counts the parameter's steps from 1.
///
/// Rows of an embedding that a batch does not use are updated later, when they are read, with the
/// same bits as if every row were updated at every step. (PyTorch's SparseAdam skips these
/// updates.) Weight decay, amsgrad, eps = 0 and a β1 that is too large for β2 switch this off.
///
/// Source: Kingma & Ba 2015, *Adam*, algorithm 1; Reddi et al. 2018, *On the convergence of Adam
/// and beyond*. Values match PyTorch's. Derivation: docs/maths/optimisers.md.
///
/// {@snippet class="OptimExamples" region="adam"}
public final class Adam extends Optimizer {
  private final List<ParameterGroup<AdamOptions>> groups;
  private final List<Boolean> updatesShrink; // of each group, without a gradient

  /// Optimises one group of named parameters, such as `model.parameters()`.
  public Adam(SequencedMap<String, Parameter> parameters, AdamOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises one group of parameters without names.
  public Adam(List<Parameter> parameters, AdamOptions options) {
    this(List.of(new ParameterGroup<>(parameters, options)));
  }

  /// Optimises several groups, each with its own options.
  public Adam(List<ParameterGroup<AdamOptions>> groups) {
    super(groups);
    this.groups = List.copyOf(groups);
    updatesShrink =
        groups.stream()
            .map(ParameterGroup::options)
            .map(o -> DeferredRows.updatesShrink(o.beta1(), o.beta2(), o.eps()))
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
    return AdamStep.of(slot, w, g, kernels, hyperparameters(group), o.weightDecay(), 1);
  }

  @Override
  DeviceUpdate onDevice(Slot slot) {
    ParameterGroup<AdamOptions> group = groups.get(slot.group);
    return AdamStep.onDevice(slot, hyperparameters(group), group.options().weightDecay(), 1);
  }

  @Override
  AdamStep.@Nullable Deferred deferrable(Slot slot) {
    ParameterGroup<AdamOptions> group = groups.get(slot.group);
    AdamOptions o = group.options();
    if (o.amsgrad() || o.weightDecay() != 0 || !updatesShrink.get(slot.group)) {
      return null;
    }
    return hyperparameters(group).deferred(slot.steps);
  }

  private static AdamStep.Hyperparameters hyperparameters(ParameterGroup<AdamOptions> group) {
    AdamOptions o = group.options();
    return new AdamStep.Hyperparameters(group.lr(), o.beta1(), o.beta2(), o.eps());
  }
}
