package dev.recur.optim;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;

/// The sums of squares that [Clipping] needs, on an accelerator: all are launched at once and read
/// back together.
final class DeviceSquares implements Clipping.Squares {
  private final IdentityHashMap<Storage, Integer> places = new IdentityHashMap<>();
  private final float[] squares;

  DeviceSquares(Accelerator on, Collection<Parameter> parameters) {
    DeviceKernels k = DeviceKernels.on(on);
    synchronized (k) { // whose memory for a single operation this uses
      squares = squares(k, parameters);
    }
  }

  private float[] squares(DeviceKernels k, Collection<Parameter> parameters) {
    Accelerator on = k.accelerator();
    Arena arena = k.scratch();
    int count = 0;
    for (Parameter parameter : parameters) {
      Storage storage = parameter.gradients();
      if (storage.hasGradient() && !parameter.frozen() && !places.containsKey(storage)) {
        places.put(storage, count);
        count += rows(storage).length;
      }
    }
    DeviceArray sums = k.take(arena, count);
    for (Map.Entry<Storage, Integer> entry : places.entrySet()) {
      Storage storage = entry.getKey();
      int[] rows = rows(storage);
      int width = storage.touchedRows() == null ? storage.count : storage.rowWidth();
      DeviceArray g = storage.reachedGradientOn(on);
      DeviceArray index = k.ints(arena, rows, rows.length);
      k.squares(rows.length, width, index, g, sums, entry.getValue());
    }
    float[] all = new float[count];
    on.download(sums, count, all);
    return all;
  }

  /// The rows whose squares are added up one after another; a gradient not known by rows is one.
  private static int[] rows(Storage storage) {
    BitSet touched = storage.touchedRows();
    return touched == null ? new int[] {0} : touched.stream().toArray();
  }

  @Override
  public double of(Storage storage) {
    int first = Objects.requireNonNull(places.get(storage));
    double sum = 0;
    for (int i = first; i < first + rows(storage).length; i++) {
      sum += squares[i];
    }
    return sum;
  }

  /// g ← factor·g
  static void scale(Accelerator on, Storage storage, float factor) {
    DeviceArray g = storage.gradientToChangeOn(on);
    if (g != null) {
      DeviceKernels.on(on).scale(storage.count, factor, g);
    }
  }
}
