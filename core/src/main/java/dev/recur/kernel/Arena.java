package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The memory of one training step: arrays that are handed out during the step and all taken back
/// at its end, so that the next step of about the same size allocates nothing.
///
/// An array may be longer than what was requested: lengths are rounded up to one of 16 classes an
/// octave, because batches differ a little in size, and a small batch is lent the arrays of a large
/// one. So an arena comes to hold what its largest step took, not the sum over all step sizes. Not
/// thread-safe; workers get their scratch from the thread that owns the step.
public final class Arena {
  private static final int OCTAVE = 16; // classes
  static final int CLASSES = OCTAVE * 32;
  private static final int SMALLEST = 16;

  private final boolean pooled;
  private final List<ArrayList<float[]>> free = new ArrayList<>();
  private final ArrayList<float[]> lent = new ArrayList<>();
  private final ArrayList<float[]> givenBack = new ArrayList<>(); // in this step, early
  private boolean grew; // in this step
  private long most; // floats that a step took
  private final ArrayList<int[]> freeInts = new ArrayList<>();
  private final ArrayList<int[]> lentInts = new ArrayList<>();
  private @Nullable DevicePool onDevice;

  private Arena(boolean pooled) {
    this.pooled = pooled;
    for (int i = 0; pooled && i < CLASSES; i++) {
      free.add(new ArrayList<>());
    }
  }

  /// An arena whose arrays [#reset()] takes back.
  public static Arena pooled() {
    return new Arena(true);
  }

  /// An arena whose arrays the garbage collector takes back; it has no state, so threads may share
  /// it.
  public static Arena unpooled() {
    return new Arena(false);
  }

  /// An array of at least n floats with arbitrary content, to be written in full.
  public float[] take(int n) {
    if (!pooled) {
      return new float[n];
    }
    int c = classOf(n);
    float[] array = freeOf(c);
    if (array == null) {
      dropLongest(); // all free arrays are too short
      array = new float[lengthOf(c)];
      grew = true;
    }
    lent.add(array);
    return array;
  }

  /// The shortest free array that suffices: batches of many sizes share arrays. As the shortest is
  /// taken, whatever the order, one batch suffices for all that are smaller in each of their parts.
  private float @Nullable [] freeOf(int c) {
    for (int i = c; i < CLASSES; i++) {
      if (!free.get(i).isEmpty()) {
        return free.get(i).removeLast();
      }
    }
    return null;
  }

  /// Frees the longest array that is not lent, so that a step that is larger than the earlier ones
  /// does not keep their arrays in addition to its own.
  @SuppressWarnings("ReferenceEquality") // the very same array
  private void dropLongest() {
    for (int i = CLASSES - 1; i >= 0; i--) {
      if (!free.get(i).isEmpty()) {
        float[] longest = free.get(i).removeLast();
        givenBack.removeIf(array -> array == longest);
        return;
      }
    }
  }

  /// An array of at least n floats, of which the first n are zero.
  public float[] zeros(int n) {
    float[] array = take(n);
    Arrays.fill(array, 0, n, 0f);
    return array;
  }

  /// Like [#take], but of ints.
  public int[] takeInts(int n) {
    if (!pooled) {
      return new int[n];
    }
    for (int i = 0; i < freeInts.size(); i++) {
      if (freeInts.get(i).length >= n) {
        int[] array = freeInts.remove(i);
        lentInts.add(array);
        return array;
      }
    }
    int[] array = new int[lengthOf(classOf(n))];
    lentInts.add(array);
    return array;
  }

  /// Whether [#reset()] takes the arrays back.
  public boolean isPooled() {
    return pooled;
  }

  /// An array of at least n floats or ints in the memory of an accelerator, with arbitrary content.
  public DeviceArray takeOn(Accelerator accelerator, int n) {
    if (!pooled) {
      return accelerator.allocate(n);
    }
    DevicePool pool = onDevice;
    if (pool == null || !pool.owner().equals(accelerator)) {
      pool = new DevicePool(accelerator);
      onDevice = pool;
    }
    return pool.take(n);
  }

  /// Takes one array back before the others: one that only a layer itself has used.
  @SuppressWarnings("ReferenceEquality") // the very same array
  public void giveBack(float[] array) {
    for (int i = lent.size() - 1; i >= 0; i--) {
      if (lent.get(i) == array) {
        lent.set(i, lent.getLast());
        lent.removeLast();
        free.get(classOf(array.length)).add(array);
        givenBack.add(array);
        return;
      }
    }
  }

  /// Takes all arrays back; they must no longer be used.
  public void reset() {
    if (grew) {
      dropUnused();
    }
    for (float[] array : lent) {
      free.get(classOf(array.length)).add(array);
    }
    lent.clear();
    givenBack.clear();
    grew = false;
    freeInts.addAll(lentInts);
    lentInts.clear();
    if (onDevice != null) {
      onDevice.reset();
    }
  }

  /// Frees the arrays that the largest step so far did not need, as smaller steps do not either.
  private void dropUnused() {
    Set<float[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(givenBack);
    taken.addAll(lent);
    long floats = taken.stream().mapToLong(array -> array.length).sum();
    if (floats > most) {
      most = floats;
      free.forEach(stack -> stack.removeIf(array -> !taken.contains(array)));
    }
  }

  /// Floats that this arena holds, lent or free.
  public long capacity() {
    long sum = 0;
    for (float[] array : lent) {
      sum += array.length;
    }
    for (ArrayList<float[]> stack : free) {
      for (float[] array : stack) {
        sum += array.length;
      }
    }
    return sum;
  }

  static int classOf(int n) {
    int m = Math.max(n, SMALLEST);
    int octave = 31 - Integer.numberOfLeadingZeros(m); // 2^octave <= m
    int part = (1 << octave) / OCTAVE;
    int steps = (m - (1 << octave) + part - 1) / part; // 0..OCTAVE parts above 2^octave
    return OCTAVE * octave + steps; // OCTAVE steps is the next octave's first class
  }

  static int lengthOf(int c) {
    int octave = c / OCTAVE;
    return Math.toIntExact((1L << octave) + (long) (c % OCTAVE) * ((1L << octave) / OCTAVE));
  }
}
