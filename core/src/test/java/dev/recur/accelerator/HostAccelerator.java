package dev.recur.accelerator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An accelerator whose memory is a set of Java arrays and whose kernels are Java loops, with the
/// bits of those in `kernels.c`: what is computed on an accelerator can be tested on any machine.
///
/// It finds what a device would not report: a freed array, one of another accelerator, or one that
/// has ints where floats are read; an element outside of an array; an argument of another type than
/// in C. New arrays hold NaN, or numbers that are no index, and every other launch runs its threads
/// in the opposite order.
public final class HostAccelerator extends Accelerator {
  /// What new ints are: not a valid index of anything.
  private static final int NO_INDEX = -1_000_000_000;

  private static final float[] NO_FLOATS = {};

  private final Map<Long, Memory> memories = new HashMap<>();
  private final long limit;
  private long lastHandle;
  private long live;
  private long most;
  private long uploads;
  private long downloads;
  private long launches;
  private boolean ended;
  private boolean doubles = true;
  private final Set<String> launched = new LinkedHashSet<>();
  private long lostAt = Long.MAX_VALUE; // the launch at which the device is lost

  /// An accelerator with as much memory as the JVM has.
  public HostAccelerator() {
    this(Long.MAX_VALUE);
  }

  /// An accelerator with this many bytes.
  public HostAccelerator(long bytes) {
    super(new AcceleratorInfo("host:0", "Java arrays", "none", bytes, false));
    limit = bytes;
  }

  /// The words of an array: floats or ints, whatever was last written.
  private static final class Memory {
    private final int count;
    private float @Nullable [] floats;
    private int @Nullable [] ints;

    Memory(long bytes) {
      count = Math.toIntExact(bytes / 4);
    }

    /// The floats, to be read: none if there are ints.
    float[] floatsToRead() {
      return ints == null ? floats() : NO_FLOATS;
    }

    /// The floats, to be written; unwritten ones are NaN.
    float[] floats() {
      float[] f = floats;
      if (f == null) {
        f = new float[count];
        Arrays.fill(f, Float.NaN);
        floats = f;
        ints = null;
      }
      return f;
    }

    int[] ints() {
      int[] i = ints;
      if (i == null) {
        i = new int[count];
        Arrays.fill(i, NO_INDEX);
        ints = i;
        floats = null;
      }
      return i;
    }

    boolean hasInts() {
      return ints != null;
    }
  }

  /// An accelerator that is lost at its n-th launch.
  public static HostAccelerator lostAt(long n) {
    HostAccelerator accelerator = new HostAccelerator();
    accelerator.lostAt = n;
    return accelerator;
  }

  /// An accelerator without double precision.
  public static HostAccelerator withoutDoubles() {
    HostAccelerator accelerator = new HostAccelerator();
    accelerator.doubles = false;
    return accelerator;
  }

  @Override
  public boolean hasDoubles() {
    return doubles;
  }

  private void requireNotLost() {
    if (launches >= lostAt) {
      throw new AcceleratorException("the device host:0 was lost", true);
    }
  }

  /// How many bytes are allocated.
  public long live() {
    return live;
  }

  /// The most bytes that were ever allocated at a time.
  public long most() {
    return most;
  }

  /// How many arrays were copied to this accelerator.
  public long uploads() {
    return uploads;
  }

  /// How many arrays were copied from it.
  public long downloads() {
    return downloads;
  }

  /// The kernels that were launched, in the order of their first launch.
  public Set<String> launched() {
    return launched;
  }

  /// How many kernels were launched.
  public long launches() {
    return launches;
  }

  @Override
  protected long allocateBytes(long bytes) {
    requireRunning();
    if (bytes > limit - live) {
      return 0;
    }
    memories.put(++lastHandle, new Memory(bytes));
    live += bytes;
    most = Math.max(most, live);
    return lastHandle;
  }

  @Override
  protected void release(long handle) {
    live -= 4L * memory(handle).count;
    memories.remove(handle);
  }

  @Override
  protected void write(float[] from, int count, long to) {
    System.arraycopy(from, 0, memory(to).floats(), 0, count);
    uploads++;
  }

  @Override
  protected void write(int[] from, int count, long to) {
    System.arraycopy(from, 0, memory(to).ints(), 0, count);
    uploads++;
  }

  @Override
  protected void read(long from, int count, float[] to) {
    requireNotLost();
    Memory memory = memory(from);
    if (memory.hasInts()) {
      throw new IllegalStateException("floats are read from an array that has ints");
    }
    System.arraycopy(memory.floats(), 0, to, 0, count);
    downloads++;
  }

  @Override
  protected void start(String kernel, Group group, int columns, int rows, Object... arguments) {
    requireRunning();
    requireNotLost();
    boolean backward = ++launches % 2 == 0;
    launched.add(kernel);
    Launch launch = new Launch(this, kernel, group, columns, rows, backward, arguments);
    try {
      HostKernels.run(kernel, launch);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the kernel %s reaches outside of an array: %s".formatted(kernel, e.getMessage()), e);
    }
    launch.requireAllUsed();
  }

  @Override
  protected void await() {
    requireRunning();
  }

  @Override
  protected void end() {
    requireRunning();
    if (!memories.isEmpty()) {
      throw new IllegalStateException("%s arrays were not freed".formatted(memories.size()));
    }
    ended = true;
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("the device has ended");
    }
  }

  private Memory memory(long handle) {
    requireRunning();
    Memory memory = memories.get(handle);
    if (memory == null) {
      throw new IllegalStateException("there is no array %s: it was freed".formatted(handle));
    }
    return memory;
  }

  float[] floatsToRead(DeviceArray array) {
    return memoryOf(array).floatsToRead();
  }

  float[] floatsToWrite(DeviceArray array) {
    return memoryOf(array).floats();
  }

  int[] ints(DeviceArray array) {
    Memory memory = memoryOf(array);
    if (!memory.hasInts()) {
      throw new IllegalStateException("ints are read from an array that has floats");
    }
    return memory.ints();
  }

  private Memory memoryOf(DeviceArray array) {
    if (!array.owner().equals(this)) {
      throw new IllegalStateException("the array belongs to another accelerator");
    }
    return memory(array.handle());
  }
}
