package dev.recur.accelerator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The accelerator that laws are tested on: a [HostAccelerator], or the device that the system
/// property `dev.recur.test.device` names, such as `opencl:0`. The module `gpu` runs the tests with
/// the tag `device` again with it.
public final class TestDevice {
  private static final String PROPERTY = "dev.recur.test.device";

  private TestDevice() {}

  /// Opens it. Without such a device the test is skipped.
  public static Accelerator open() {
    String device = System.getProperty(PROPERTY, "");
    if (device.isEmpty()) {
      return new HostAccelerator();
    }
    Accelerator opened = Opened.DEVICE;
    Assumptions.assumeTrue(opened != null, "there is no device " + device);
    return new Shared(opened);
  }

  /// Opened once: a device builds its kernels anew each time.
  private static final class Opened {
    static final @Nullable Accelerator DEVICE = device(System.getProperty(PROPERTY, ""));

    private static @Nullable Accelerator device(String name) {
      int colon = name.indexOf(':');
      try {
        return Accelerators.open(
            name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
      } catch (AcceleratorException e) {
        System.out.println("The laws are not tested on " + name + ": " + e.getMessage());
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
