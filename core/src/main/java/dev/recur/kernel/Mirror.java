package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import org.jspecify.annotations.Nullable;

/// Numbers in the CPU's memory (`host`), in that of an accelerator, or in both: a reader gets the
/// newest ones in the memory where it computes; they are copied only if needed.
///
/// The caller says what it does with the array: read it, change it, or write it in full. An array
/// that nothing else has seen yet may be written without saying so.
public final class Mirror implements Accelerator.Resident {
  private static final int EQUAL = 0;
  private static final int HOST = 1;
  private static final int DEVICE = 2;

  private final int count;
  private final Arena arena;
  private float @Nullable [] host;
  private @Nullable DeviceArray device;
  private volatile int newer;

  /// Numbers in this array.
  public Mirror(float[] host, int count, Arena arena) {
    this.host = host;
    this.count = count;
    this.arena = arena;
    newer = HOST;
  }

  /// Numbers in this array of an accelerator.
  public Mirror(DeviceArray device, int count, Arena arena) {
    this.device = device;
    this.count = count;
    this.arena = arena;
    newer = DEVICE;
  }

  /// Arbitrary numbers, in neither memory yet.
  public Mirror(int count, Arena arena) {
    this.count = count;
    this.arena = arena;
  }

  /// The array in the CPU's memory, to be read; it may be longer than the numbers are.
  public float[] host() {
    float[] h = host;
    return h == null || newer == DEVICE ? bringHome() : h;
  }

  /// The same, to be changed.
  public synchronized float[] hostToChange() {
    float[] h = host();
    newer = HOST;
    return h;
  }

  /// Whether the array in the CPU's memory is up to date.
  public boolean isOnHost() {
    return host != null && newer != DEVICE;
  }

  /// Reports that the array in the CPU's memory was changed.
  public synchronized void changedOnHost() {
    newer = HOST;
  }

  private synchronized float[] bringHome() {
    float[] h = host;
    boolean fresh = h == null;
    if (h == null) {
      h = arena.take(count);
      host = h;
    }
    DeviceArray d = device;
    if (newer == DEVICE && d != null) {
      if (arena.isPooled()) {
        HostReads.note(d.owner());
      }
      d.owner().download(d, count, h);
      newer = EQUAL;
    } else if (fresh) {
      newer = HOST; // whoever asks for arbitrary numbers will write them
    }
    return h;
  }

  /// The array on an accelerator, to be read.
  public synchronized DeviceArray on(Accelerator accelerator) {
    DeviceArray d = place(accelerator);
    float[] h = host;
    if (newer == HOST && h != null) {
      accelerator.upload(h, count, d);
      newer = EQUAL;
    }
    return d;
  }

  /// The same, to be changed.
  public synchronized DeviceArray onToChange(Accelerator accelerator) {
    DeviceArray d = on(accelerator);
    newer = DEVICE;
    return d;
  }

  /// Reports that the array of [#on] was changed, after the launch that does it: so that who reads
  /// meanwhile, from another thread, reads again later.
  public synchronized void changedOnDevice() {
    newer = DEVICE;
  }

  /// The array on an accelerator, to be written in full.
  public synchronized DeviceArray onToWrite(Accelerator accelerator) {
    DeviceArray d = place(accelerator);
    newer = DEVICE;
    return d;
  }

  private DeviceArray place(Accelerator accelerator) {
    DeviceArray d = device;
    if (d == null || !d.owner().equals(accelerator)) {
      if (d != null) { // they move from one accelerator to another
        bringHome();
        newer = HOST;
      }
      d = arena.takeOn(accelerator, count);
      device = d;
      if (!arena.isPooled()) {
        accelerator.register(this);
      }
    }
    return d;
  }

  @Override
  public synchronized void copyBack(Accelerator accelerator) {
    DeviceArray d = device;
    if (d != null && d.owner().equals(accelerator)) {
      bringHome();
      device = null;
      newer = HOST;
    }
  }
}
