package dev.recur.optim;

import dev.recur.kernel.Kernels;
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

/// Changes parameters along their gradients, and remembers what it needs for the next step.
///
/// The subclasses hold the formulas, one file each; docs/maths/optimisers.md derives them. A step
/// leaves out parameters that are frozen or that no gradient has reached since [#zeroGrad()], and
/// does not count as one of theirs.
///
///     tape.backward(loss);
///     Clipping.clipByGlobalNorm(model.parameters(), 5);
///     optimizer.step();
///     optimizer.zeroGrad();
public abstract class Optimizer {
  private static final int RANGE = 1 << 14; // elements a task: 64 KiB of each array
  private static final String OPTIMIZER = "optimizer";
  private static final String STEPS = "step";

  private final List<ParameterGroup<?>> groups;
  private final List<Slot> slots = new ArrayList<>();

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
              "%s: the parameter '%s' of group %s is in group %s, too, as '%s'; each may be in one"
                  .formatted(name(), slot.name, g, other.group, other.name));
        }
        slots.add(slot);
      }
    }
  }

  /// The groups, in the order in which they were given.
  public final List<ParameterGroup<?>> groups() {
    return groups;
  }

  /// Changes every parameter that has a gradient, with [Workers#single()].
  public final void step() {
    step(Workers.single());
  }

  /// Changes every parameter that has a gradient; the workers divide the elements among them and
  /// compute with their kernels, which changes no bit.
  public final void step(Workers workers) {
    var updated = new ArrayList<Parameter>();
    var tasks = new ArrayList<Task>();
    for (Slot slot : slots) {
      Storage storage = slot.parameter.storageAsIs();
      float[] g = storage.gradient;
      if (g == null || slot.parameter.frozen()) {
        continue;
      }
      updated.add(slot.parameter);
      int count = slot.parameter.count();
      if (slot.steps == 0) {
        slot.arrays = firstArrays(slot.group, count);
      }
      BitSet rows = storage.touchedRows();
      slot.steps++;
      Update update = update(slot, storage.values, g, workers.kernels());
      AdamStep.Late late = rows == null ? null : late(slot);
      if (rows != null && late != null) {
        late(slot, storage.rowWidth(), late, workers).step(rows, late, update, workers);
        continue;
      }
      slot.parameter.catchUp(); // what was put off comes first
      for (int from = 0; from < count; from += RANGE) {
        tasks.add(new Task(update, from, Math.min(count, from + RANGE)));
      }
    }
    workers.run(tasks.size(), i -> tasks.get(i).run());
    updated.forEach(Parameter::touched);
  }

  private static LateRows late(Slot slot, int width, AdamStep.Late numbers, Workers workers) {
    LateRows known = slot.late;
    if (known == null) {
      known = new LateRows(slot, width, numbers, workers.kernels());
      slot.late = known;
    }
    return known;
  }

  /// Does the updates that were put off for table rows in no batch, with the kernels of the last
  /// step. A layer that reads rows does theirs, too; here the workers share all of them.
  public final void catchUp(Workers workers) {
    for (Slot slot : slots) {
      if (slot.late != null) {
        slot.late.catchUpAll(workers);
      }
    }
  }

  /// Forgets the gradients of all parameters, so that the next backward pass starts anew.
  public final void zeroGrad() {
    for (Slot slot : slots) {
      slot.parameter.zeroGradient();
    }
  }

  /// The names of the arrays that this optimiser keeps for each parameter of a group.
  abstract List<String> arrayNames(int group);

  /// What the arrays hold before the first step.
  float firstValue(int group) {
    return 0;
  }

  /// The numbers of an update that may be put off where there is no gradient, or null if it may
  /// not.
  AdamStep.@Nullable Late late(Slot slot) {
    return null;
  }

  /// Prepares this step's change of one parameter.
  ///
  /// @param w the parameter's values
  /// @param g its gradient
  /// @param kernels those of the workers that compute the step
  abstract Update update(Slot slot, float[] w, float[] g, Kernels kernels);

  private float[][] firstArrays(int group, int count) {
    float[][] arrays = new float[arrayNames(group).size()][count];
    float first = firstValue(group);
    if (first != 0) {
      for (float[] array : arrays) {
        Arrays.fill(array, first);
      }
    }
    return arrays;
  }

  /// What the optimiser remembers, for a checkpoint: copies, under names such as
  /// `group0.weight_ih_l0.exp_avg`. The other half is [#settings()].
  public final SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    for (Slot slot : slots) {
      List<String> names = arrayNames(slot.group);
      float[][] copies = slot.arraysUpToDate();
      for (int i = 0; i < copies.length; i++) {
        state.put(slot.key(names.get(i)), copies[i]);
      }
    }
    return state;
  }

  /// The numbers that belong to [#state()], as text: the groups' learning rates, and how many steps
  /// each parameter has had.
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

  /// Continues from a checkpoint, with the bits that would have come without the break.
  ///
  /// @param state what [#state()] of an optimiser with the same parameters and options gave
  /// @param settings what its [#settings()] gave
  /// @throws IllegalArgumentException if it does not fit; this optimiser is then unchanged
  public final void restore(Map<String, float[]> state, Map<String, String> settings) {
    var saved = new SavedState(state, settings);
    String from = saved.text(OPTIMIZER);
    if (!from.equals(name())) {
      throw new IllegalArgumentException(
          "the saved state is of %s, this optimiser is %s".formatted(from, name()));
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
    catchUp(Workers.single());
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

  /// The change of the elements from to to − 1, in a plain loop over arrays at the same index,
  /// which the JIT vectorises without changing a bit.
  interface Update {
    void range(int from, int to);
  }

  private record Task(Update update, int from, int to) {
    void run() {
      update.range(from, to);
    }
  }
}
