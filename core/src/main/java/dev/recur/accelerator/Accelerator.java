package dev.recur.accelerator;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Function;

/// A device with a memory of its own, such as a GPU, that runs Recur's kernels; a driver opens it.
///
/// Launches and copies take effect in the order of the calls, whichever threads make them. Arrays
/// that are no longer reachable are freed with a later allocation; all others on [#close()].
///
/// {@snippet class="AcceleratorExamples" region="accelerator"}
public abstract class Accelerator implements AutoCloseable {
  private static final long PATIENCE = 100; // milliseconds for the garbage collector

  private final AcceleratorInfo info;
  private final ReferenceQueue<DeviceArray> unreachable = new ReferenceQueue<>();
  private final Map<Long, Allocation> allocations = new HashMap<>(); // by handle
  private final Set<Resident> residents = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<String> onHost = new TreeSet<>();
  private final Map<Class<?>, Object> companions = new HashMap<>();
  private boolean closed;
  private long used;

  /// For drivers.
  protected Accelerator(AcceleratorInfo info) {
    this.info = info;
  }

  /// What the driver says about the device.
  public final AcceleratorInfo info() {
    return info;
  }

  /// Whether the device has double precision. If not, kernels that need it do not exist there, and
  /// must not be launched.
  public boolean hasDoubles() {
    return true;
  }

  /// An object of this type that is stored with this accelerator, made by the first call.
  public final synchronized <T> T companion(Class<T> type, Function<Accelerator, T> make) {
    return type.cast(companions.computeIfAbsent(type, t -> make.apply(this)));
  }

  /// The threads of a group (a work-group in OpenCL, a thread block in CUDA): a kernel is launched
  /// in whole groups.
  public enum Group {
    /// 64 threads along a row: a thread for each element.
    LINE(64, 1),
    /// 16 · 16 threads, which compute 64 · 64 elements of a product.
    TILE(16, 16),
    /// 16 threads for each row: the lanes of a sum.
    LANES(16, 1);

    private final int columns;
    private final int rows;

    Group(int columns, int rows) {
      this.columns = columns;
      this.rows = rows;
    }

    /// How many threads stand in a row.
    public int columns() {
      return columns;
    }

    /// How many rows of threads there are.
    public int rows() {
      return rows;
    }
  }

  /// An array with arbitrary content.
  ///
  /// @param count how many floats or ints it has room for
  /// @throws AcceleratorException if there is not enough memory
  public final synchronized DeviceArray allocate(int count) {
    return allocateIfThere(count)
        .or(
            () -> {
              collectUnreachable();
              return allocateIfThere(count);
            })
        .orElseThrow(() -> full(bytes(count)));
  }

  private AcceleratorException full(long bytes) {
    return new AcceleratorException(
        "device %s has %s MiB of memory; %s are in use by this program, and %s more were needed"
                .formatted(info.device(), info.memory() >> 20, used >> 20, (bytes >> 20) + 1)
            + " (smaller batches, shorter texts or fewer units need less)");
  }

  /// Like [#allocate], but empty if there is not enough memory.
  public final synchronized Optional<DeviceArray> allocateIfThere(int count) {
    requireOpen();
    freeUnreachable();
    long bytes = bytes(count);
    boolean fits = used + bytes <= info.memory(); // some drivers notice only when it is used
    long handle = fits ? allocateBytes(bytes) : 0;
    if (handle == 0) {
      return Optional.empty();
    }
    DeviceArray array = new DeviceArray(this, handle, count);
    allocations.put(handle, new Allocation(array, unreachable, handle, bytes));
    used += bytes;
    return Optional.of(array);
  }

  private static long bytes(int count) {
    return Math.max(1, count) * 4L;
  }

  /// How many bytes of the device's memory are in use here.
  public final synchronized long used() {
    freeUnreachable();
    return used;
  }

  private void freeUnreachable() {
    for (Object next = unreachable.poll(); next != null; next = unreachable.poll()) {
      free((Allocation) next);
    }
  }

  /// Has the garbage collector find arrays that are no longer reachable, such as those of a network
  /// that was trained before, and frees them.
  private void collectUnreachable() {
    System.gc();
    try {
      for (Object next = unreachable.remove(PATIENCE); next != null; ) {
        free((Allocation) next);
        next = unreachable.remove(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void free(Allocation allocation) {
    if (allocations.remove(allocation.handle, allocation)) {
      release(allocation.handle);
      used -= allocation.bytes;
    }
  }

  /// Frees an array at once; it must no longer be used.
  public final synchronized void free(DeviceArray array) {
    Allocation allocation = allocations.get(array.handle());
    if (allocation != null && allocation.refersTo(array)) {
      allocation.clear();
      free(allocation);
    }
  }

  /// Copies floats to the device.
  public final synchronized void upload(float[] from, int count, DeviceArray to) {
    requireOpen();
    if (count > 0) {
      write(from, count, to.handle());
    }
  }

  /// Copies ints to the device.
  public final synchronized void upload(int[] from, int count, DeviceArray to) {
    requireOpen();
    if (count > 0) {
      write(from, count, to.handle());
    }
  }

  /// Copies floats from the device, once everything launched before has been computed.
  public final synchronized void download(DeviceArray from, int count, float[] to) {
    requireOpen();
    if (count > 0) {
      read(from.handle(), count, to);
    }
  }

  /// Launches a kernel on at least this many threads.
  ///
  /// @param kernel the name of one of the kernels
  /// @param columns the threads of a row
  /// @param rows the rows of threads
  /// @param arguments an `Integer`, a `Float` or a [DeviceArray] for each of its parameters
  public final synchronized void launch(
      String kernel, Group group, int columns, int rows, Object... arguments) {
    requireOpen();
    if (columns > 0 && rows > 0) {
      start(kernel, group, columns, rows, arguments);
    }
  }

  /// Waits until everything launched so far has been computed.
  public final synchronized void finish() {
    requireOpen();
    await();
  }

  /// Numbers that outlive a step and may be newer on an accelerator than in the CPU's memory.
  public interface Resident {
    /// Copies the numbers back, if they are newer on this accelerator, which they leave.
    void copyBack(Accelerator accelerator);
  }

  /// Has numbers copied back before this accelerator is closed.
  public final synchronized void register(Resident resident) {
    residents.add(resident);
  }

  /// Reports that an operation was computed on the CPU, for lack of a kernel.
  ///
  /// @param operation the name of its class
  public final synchronized void computedOnHost(String operation) {
    onHost.add(operation);
  }

  /// The operations that were computed on the CPU, for lack of a kernel.
  public final synchronized Collection<String> computedOnHost() {
    return List.copyOf(onHost);
  }

  /// Copies back what is newer on the device, and frees all its memory.
  @Override
  public final void close() {
    try { // not under the lock: a thread that reads a resident may be waiting for it
      for (List<Resident> next = residents(); !next.isEmpty(); next = residents()) {
        copyBack(next);
      }
    } finally {
      freeAll();
    }
  }

  /// Copies back those that can be; throws the first failure in the end.
  private void copyBack(List<Resident> all) {
    RuntimeException failure = null;
    for (Resident resident : all) {
      try {
        resident.copyBack(this);
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Those that have not been copied back yet.
  private synchronized List<Resident> residents() {
    List<Resident> all = List.copyOf(residents);
    residents.clear();
    return all;
  }

  private synchronized void freeAll() {
    if (closed) {
      return;
    }
    closed = true;
    for (Allocation allocation : allocations.values()) {
      release(allocation.handle);
    }
    allocations.clear();
    used = 0;
    end();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the device %s was closed".formatted(info.device()));
    }
  }

  /// Allocates memory; returns a number by which it is known, or 0 if there is not enough.
  protected abstract long allocateBytes(long bytes);

  /// Frees memory.
  protected abstract void release(long handle);

  /// Copies floats to the device; `from` may change after the call.
  protected abstract void write(float[] from, int count, long to);

  /// Copies ints to the device; `from` may change after the call.
  protected abstract void write(int[] from, int count, long to);

  /// Copies floats from the device.
  protected abstract void read(long from, int count, float[] to);

  /// Starts a kernel.
  protected abstract void start(
      String kernel, Group group, int columns, int rows, Object... arguments);

  /// Waits for everything that was started.
  protected abstract void await();

  /// Closes the device.
  protected abstract void end();

  private static final class Allocation extends PhantomReference<DeviceArray> {
    private final long handle;
    private final long bytes;

    Allocation(DeviceArray array, ReferenceQueue<DeviceArray> queue, long handle, long bytes) {
      super(array, queue);
      this.handle = handle;
      this.bytes = bytes;
    }
  }
}
