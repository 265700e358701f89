package dev.recur.optim;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.Mirror;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Updates parameters from their gradients, like PyTorch's `torch.optim.Optimizer`: what [Sgd],
/// [Adam], [AdamW], [RmsProp], [Adagrad] and [Adadelta] have in common.
///
/// Each subclass is one update rule, derived in docs/maths/optimisers.md. A parameter that is
/// frozen, or that no backward pass has reached since [#zeroGrad()], is skipped: neither its values
/// nor its state nor its step count change.
///
/// {@snippet class="OptimExamples" region="optimizer"}
public abstract class Optimizer {
  static final int CHUNK = 1 << 14; // elements of a task: 64 KiB of each array
  private static final String OPTIMIZER = "optimizer";
  private static final String STEPS = "step";

  private final List<ParameterGroup<?>> groups;
  private final List<Slot> slots = new ArrayList<>(); // one for each parameter of every group

  Optimizer(List<? extends ParameterGroup<?>> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(name() + " needs at least one parameter group, got none");
    }
    this.groups = List.copyOf(groups);
    var owners = new IdentityHashMap<Parameter, Slot>();
    for (int g = 0; g < groups.size(); g++) {
      for (Map.Entry<String, Parameter> entry : groups.get(g).parameters().entrySet()) {
        var slot = new Slot(g, entry.getKey(), entry.getValue());
        Slot other = owners.put(slot.parameter, slot);
        if (other != null) {
          throw new IllegalArgumentException(
              "%s: the parameter '%s' of group %s is also in group %s, as '%s'; expected it in one"
                      .formatted(name(), slot.name, g, other.group, other.name)
                  + " group only");
        }
        slots.add(slot);
      }
    }
  }

  /// The parameter groups, in the order in which they were given.
  public final List<ParameterGroup<?>> groups() {
    return groups;
  }

  /// Updates every parameter that has a gradient, with [Workers#single()], so on the CPU.
  public final void step() {
    step(Workers.single());
  }

  /// Updates every parameter that has a gradient. The workers share the elements and compute with
  /// their kernels; neither changes a bit of the result. With an accelerator, the update runs
  /// there.
  public final void step(Workers workers) {
    if (workers.accelerator().isPresent()) {
      step(workers.accelerator().get());
    } else {
      stepOnHost(workers);
    }
  }

  /// Every element is updated at every step: an accelerator has bandwidth for that.
  private void step(Accelerator on) {
    for (Slot slot : slots) {
      DeviceArray g = slot.parameter.gradients().gradientOn(on);
      if (g == null || slot.parameter.frozen()) {
        continue;
      }
      begin(slot);
      slot.parameter.catchUp(); // updates that earlier steps deferred come first
      DeviceArray w = slot.parameter.storageAsIs().valuesOn(on);
      onDevice(slot).launch(on, slot, g, w);
      slot.parameter.touchedOnAccelerator();
    }
  }

  private void begin(Slot slot) {
    if (slot.steps == 0) {
      slot.arrays = initialArrays(slot);
    }
    slot.steps++;
  }

  private void stepOnHost(Workers workers) {
    var updated = new ArrayList<Parameter>();
    var chunks = new ArrayList<Chunk>();
    for (Slot slot : slots) {
      Storage storage = slot.parameter.storageAsIs();
      float[] g = storage.gradientToChange();
      if (g == null || slot.parameter.frozen()) {
        continue;
      }
      begin(slot);
      Update update = update(slot, storage.values(), g, workers.kernels());
      BitSet rows = storage.touchedRows(); // of a table; null if the gradient is not known by rows
      AdamStep.Deferred others = rows == null ? null : deferrable(slot);
      if (rows != null && others != null) {
        deferredRows(slot, others, workers.kernels()).step(rows, g, others, update, workers);
      } else {
        slot.parameter.catchUp(); // updates that earlier steps deferred come first
        addChunks(chunks, update, slot.parameter.count());
      }
      updated.add(slot.parameter);
    }
    workers.run(chunks.size(), i -> chunks.get(i).run());
    updated.forEach(Parameter::touched);
  }

  private static DeferredRows deferredRows(Slot slot, AdamStep.Deferred first, Kernels kernels) {
    DeferredRows known = slot.deferred;
    if (known == null) {
      int width = slot.parameter.storageAsIs().rowWidth();
      known = new DeferredRows(slot, width, first, kernels);
      slot.deferred = known;
    }
    return known;
  }

  private static void addChunks(List<Chunk> chunks, Update update, int count) {
    for (int from = 0; from < count; from += CHUNK) {
      chunks.add(new Chunk(update, from, Math.min(count, from + CHUNK)));
    }
  }

  private Mirror[] initialArrays(Slot slot) {
    Mirror[] arrays = new Mirror[arrayNames(slot.group).size()];
    for (int i = 0; i < arrays.length; i++) {
      float[] array = new float[slot.parameter.count()];
      Arrays.fill(array, initialValue(slot.group));
      arrays[i] = Slot.mirror(array);
    }
    return arrays;
  }

  /// The names of the state arrays that the parameters of a group have, such as Adam's `exp_avg`.
  abstract List<String> arrayNames(int group);

  /// The value that state arrays are filled with before the first step.
  float initialValue(int group) {
    return 0;
  }

  /// The update of one parameter in this step, whose number is `slot.steps`. It is computed later,
  /// chunk by chunk.
  ///
  /// @param w the parameter's values
  /// @param g its gradient
  /// @param kernels the kernels to compute with
  abstract Update update(Slot slot, float[] w, float[] g, Kernels kernels);

  /// The same update on an accelerator.
  abstract DeviceUpdate onDevice(Slot slot);

  /// This step's coefficients if the update of rows without a gradient may be deferred ([Adam]
  /// only), or null if every row has to be updated now.
  AdamStep.@Nullable Deferred deferrable(Slot slot) {
    return null;
  }

  /// Clears the gradients of all parameters, so that the next backward pass starts from zero.
  public final void zeroGrad() {
    for (Slot slot : slots) {
      slot.parameter.zeroGradient();
    }
  }

  /// Applies all deferred updates of table rows, with the kernels of the last step. Calling it is
  /// never necessary: a layer applies those of the rows that it reads. It lets the workers share
  /// them, such as at the end of an epoch.
  public final void catchUp(Workers workers) {
    for (Slot slot : slots) {
      if (slot.deferred != null) {
        slot.deferred.catchUpAll(workers);
      }
    }
  }

  /// The state arrays, for a checkpoint: copies, under names such as `group0.weight_ih_l0.exp_avg`.
  /// The numbers that belong to them are [#settings()].
  public final SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    for (Slot slot : slots) {
      List<String> names = arrayNames(slot.group);
      float[][] copies = slot.copyOfArrays();
      for (int i = 0; i < copies.length; i++) {
        state.put(slot.key(names.get(i)), copies[i]);
      }
    }
    return state;
  }

  /// The numbers that belong to [#state()], as text: the learning rate of each group, and the step
  /// count of each parameter.
  public final SequencedMap<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put(OPTIMIZER, name());
    for (int g = 0; g < groups.size(); g++) {
      settings.put(lrKey(g), Double.toString(groups.get(g).lr()));
    }
    for (Slot slot : slots) {
      settings.put(slot.key(STEPS), Long.toString(slot.steps));
    }
    return settings;
  }

  /// Continues from a checkpoint. Training then gives the same bits as if it had never been
  /// interrupted.
  ///
  /// @param state the [#state()] of an optimiser with the same parameters and options
  /// @param settings its [#settings()]
  /// @throws IllegalArgumentException if it does not fit; this optimiser is then unchanged
  public final void restore(Map<String, float[]> state, Map<String, String> settings) {
    var saved = new SavedState(state, settings);
    String savedName = saved.text(OPTIMIZER);
    if (!savedName.equals(name())) {
      throw new IllegalArgumentException(
          "the saved state is from %s, but this optimiser is %s".formatted(savedName, name()));
    }
    List<Double> rates = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      rates.add(Require.lr(lrKey(g), saved.number(lrKey(g))));
    }
    var restored = new ArrayList<Slot>();
    for (Slot slot : slots) {
      restored.add(saved.slot(slot, arrayNames(slot.group), slot.key(STEPS)));
    }
    saved.requireAllUsed();
    catchUp(Workers.single()); // needs the state arrays that are replaced now
    for (int g = 0; g < groups.size(); g++) {
      groups.get(g).setLr(rates.get(g));
    }
    Collections.copy(slots, restored);
  }

  private static String lrKey(int group) {
    return "group" + group + ".lr";
  }

  private String name() {
    return getClass().getSimpleName();
  }

  /// The update of one parameter in one step, as a plain loop over arrays at the same index, which
  /// the JIT compiler vectorises without changing a bit.
  interface Update {
    /// Updates the elements from to to − 1.
    void apply(int from, int to);
  }

  /// A task for one worker: part of a dense update.
  private record Chunk(Update update, int from, int to) {
    void run() {
      update.apply(from, to);
    }
  }
}
