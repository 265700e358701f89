package dev.recur.optim;

import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/// The sums of squares of the rows of all gradients on an accelerator, in the order of the
/// parameters.
final class DeviceSquares {
  private final DeviceKernels k;
  private final Arena arena;
  private final List<Part> parts = new ArrayList<>(); // of each parameter
  private final DeviceArray sums;
  private final int[] ends; // of each parameter's sums

  /// A gradient on the accelerator, and the rows of it whose squares are added up one after
  /// another.
  private record Part(Storage storage, DeviceArray index, int rows, int width) {}

  /// Launches the sums.
  ///
  /// @param arena where they and all that they need are
  DeviceSquares(DeviceKernels k, Arena arena, Collection<Parameter> parameters) {
    this.k = k;
    this.arena = arena;
    for (Parameter parameter : parameters) {
      if (Clipping.isIn(parameter)) {
        parts.add(part(parameter.gradients()));
      }
    }
    ends = new int[parts.size()];
    int count = 0;
    for (int p = 0; p < ends.length; p++) {
      count += parts.get(p).rows;
      ends[p] = count;
    }
    sums = k.take(arena, count);
    for (int p = 0; p < ends.length; p++) {
      Part part = parts.get(p);
      DeviceArray g = part.storage.reachedGradientOn(k.accelerator());
      k.squares(part.rows, part.width, part.index, g, sums, ends[p] - part.rows);
    }
  }

  private Part part(Storage storage) {
    BitSet touched = storage.touchedRows();
    int[] rows = touched == null ? new int[] {0} : touched.stream().toArray();
    int width = touched == null ? storage.count : storage.rowWidth();
    return new Part(storage, k.ints(arena, rows, rows.length), rows.length, width);
  }

  /// How many parameters there are.
  int count() {
    return ends.length;
  }

  /// Up to where the sums of each parameter reach; 0 if there is none.
  DeviceArray ends() {
    return k.ints(arena, Arrays.copyOf(ends, Math.max(1, ends.length)), Math.max(1, ends.length));
  }

  /// The sums.
  DeviceArray sums() {
    return sums;
  }

  /// Reads the sums of the squares of each parameter.
  double[] read() {
    float[] all = new float[ends.length == 0 ? 0 : ends[ends.length - 1]];
    k.accelerator().download(sums, all.length, all);
    double[] squares = new double[ends.length];
    int i = 0;
    for (int p = 0; p < ends.length; p++) {
      for (; i < ends[p]; i++) {
        squares[p] += all[i];
      }
    }
    return squares;
  }

  /// g ← factor·g for every gradient, if the factor is below 1.
  void scale(DeviceArray factor) {
    for (Part part : parts) {
      DeviceArray g = part.storage.gradientToChangeOn(k.accelerator());
      if (g != null) {
        k.line("scaleRows", part.width, part.rows, part.rows, part.width, part.index, factor, g);
      }
    }
  }
}
