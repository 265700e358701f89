package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of an [Arena] that lies in the memory of an accelerator.
final class DevicePool {
  private final Accelerator owner;
  private final List<ArrayList<DeviceArray>> free = new ArrayList<>();
  private final ArrayList<DeviceArray> lent = new ArrayList<>();
  private boolean full; // whether memory ran out in this step

  DevicePool(Accelerator owner) {
    this.owner = owner;
    for (int i = 0; i < Arena.CLASSES; i++) {
      free.add(new ArrayList<>());
    }
  }

  Accelerator owner() {
    return owner;
  }

  /// An array of at least n numbers: the shortest free one that suffices, or a new one.
  DeviceArray take(int n) {
    int c = Arena.classOf(n);
    DeviceArray array = freeOf(c);
    if (array == null) {
      array = allocate(Arena.lengthOf(c));
    }
    lent.add(array);
    return array;
  }

  private @Nullable DeviceArray freeOf(int c) {
    for (int i = c; i < Arena.CLASSES; i++) {
      if (!free.get(i).isEmpty()) {
        return free.get(i).removeLast();
      }
    }
    return null;
  }

  /// A new array; if there is not enough memory, after the free ones have been given up.
  private DeviceArray allocate(int length) {
    return owner
        .allocateIfThere(length)
        .orElseGet(
            () -> {
              full = true;
              freeAll();
              return owner.allocate(length);
            });
  }

  private void freeAll() {
    for (ArrayList<DeviceArray> arrays : free) {
      arrays.forEach(owner::free);
      arrays.clear();
    }
  }

  /// Takes all arrays back. If memory ran out they are freed: large ones, lent in place of small
  /// ones, would leave too little for the next step.
  void reset() {
    for (DeviceArray array : lent) {
      free.get(Arena.classOf(array.count())).add(array);
    }
    lent.clear();
    if (full) {
      freeAll();
      full = false;
    }
  }
}
