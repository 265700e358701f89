package dev.recur.accelerator;

import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// Where tests compute: on the device that the system property `dev.recur.test.device` names, such
/// as `opencl:0`, or without it on the CPU. The module `gpu` runs core's tests again with it: those
/// with the tag `device` in each build, all with the profile `device`.
public final class TestDevice {
  private static final String NAME = System.getProperty("dev.recur.test.device", "");
  private static final AtomicLong LAUNCHES = new AtomicLong();
  private static @Nullable Workers workers;

  private TestDevice() {}

  /// The workers of every test that does not ask for others. If the device that is named is not
  /// here, the test is skipped.
  public static synchronized Workers workers() {
    Workers w = workers;
    if (w == null) {
      w = NAME.isEmpty() ? Workers.single() : Workers.on(open(), 1);
      workers = w;
    }
    return w;
  }

  /// An accelerator, to be compared with the CPU: the device, or a [HostAccelerator].
  public static Accelerator open() {
    return NAME.isEmpty() ? new HostAccelerator() : new Shared(opened());
  }

  private static Accelerator opened() {
    Accelerator opened = Opened.DEVICE;
    Assumptions.assumeTrue(opened != null, "there is no device " + NAME);
    return opened;
  }

  /// Marks these values as newest on the device of the tape, if it has one: a small operation
  /// computes where its inputs are.
  public static Tensor there(Tape tape, Tensor x) {
    tape.workers().accelerator().ifPresent(x.storage()::changedOn);
    return x;
  }

  /// How many kernels were launched on the device since the tests began; 0 if no device is named.
  public static long launches() {
    return LAUNCHES.get();
  }

  /// Opened once: a device builds its kernels anew each time.
  private static final class Opened {
    static final @Nullable Accelerator DEVICE = device();

    private static @Nullable Accelerator device() {
      int colon = NAME.indexOf(':');
      try {
        return Accelerators.open(
            NAME.substring(0, colon), Integer.parseInt(NAME.substring(colon + 1)));
      } catch (AcceleratorException e) {
        System.out.println("Nothing is tested on " + NAME + ": " + e.getMessage());
        return null;
      }
    }
  }

  /// A device that stays open when it is closed, but for its arrays.
  private static final class Shared extends Accelerator {
    private final Accelerator device;

    Shared(Accelerator device) {
      super(device.info());
      this.device = device;
    }

    @Override
    public boolean hasDoubles() {
      return device.hasDoubles();
    }

    @Override
    protected long allocateBytes(long bytes) {
      return device.allocateBytes(bytes);
    }

    @Override
    protected void release(long handle) {
      device.release(handle);
    }

    @Override
    protected void write(float[] from, int count, long to) {
      device.write(from, count, to);
    }

    @Override
    protected void write(int[] from, int count, long to) {
      device.write(from, count, to);
    }

    @Override
    protected void read(long from, int count, float[] to) {
      device.read(from, count, to);
    }

    @Override
    protected void start(String kernel, Group group, int columns, int rows, Object... arguments) {
      LAUNCHES.incrementAndGet();
      device.start(kernel, group, columns, rows, arguments);
    }

    @Override
    protected void await() {
      device.await();
    }

    @Override
    protected void end() {
      device.await();
    }
  }
}
