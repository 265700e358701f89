package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// An OpenCL device that compares each launch with the parameters of its kernel: how many there
/// are, which are numbers and of which kind, and that what is read as ints was copied as ints.
final class RecordingAccelerator extends Accelerator {
  private final OpenClAccelerator device;
  private final Map<String, List<String>> signatures = Signatures.read();
  private final Set<Long> ints = new HashSet<>(); // the arrays that have ints
  private final Set<String> launched = new TreeSet<>();

  RecordingAccelerator(OpenClAccelerator device) {
    super(device.info());
    this.device = device;
  }

  @Override
  public boolean hasDoubles() {
    return device.hasDoubles();
  }

  /// The kernels that were launched.
  Set<String> launched() {
    return launched;
  }

  /// Launches what fits; anything else could end the process.
  @Override
  protected void start(String kernel, Group group, int columns, int rows, Object... arguments) {
    launched.add(kernel);
    List<String> types = signatures.getOrDefault(kernel, List.of());
    assertEquals(types.size(), arguments.length, "the arguments of " + kernel);
    for (int i = 0; i < arguments.length; i++) {
      String type = types.get(i);
      Object argument = arguments[i];
      assertTrue(
          fits(type, argument),
          () -> "argument of %s: expected %s, got %s".formatted(kernel, type, words(argument)));
    }
    device.start(kernel, group, columns, rows, arguments);
  }

  private String words(Object argument) {
    return argument instanceof DeviceArray array
        ? "an array of " + (ints.contains(array.handle()) ? "ints" : "floats")
        : argument.getClass().getSimpleName();
  }

  private boolean fits(String type, Object argument) {
    return switch (argument) {
      case Integer _ -> type.equals("int");
      case Float _ -> type.equals("float");
      case DeviceArray array ->
          switch (type) {
            case "const int *" -> ints.contains(array.handle());
            case "const float *" -> !ints.contains(array.handle());
            case "float *" -> {
              ints.remove(array.handle()); // it has floats from now on
              yield true;
            }
            default -> false;
          };
      default -> false;
    };
  }

  @Override
  protected long allocateBytes(long bytes) {
    long handle = device.allocateBytes(bytes);
    ints.remove(handle);
    return handle;
  }

  @Override
  protected void release(long handle) {
    device.release(handle);
  }

  @Override
  protected void write(float[] from, int count, long to) {
    ints.remove(to);
    device.write(from, count, to);
  }

  @Override
  protected void write(int[] from, int count, long to) {
    ints.add(to);
    device.write(from, count, to);
  }

  @Override
  protected void read(long from, int count, float[] to) {
    device.read(from, count, to);
  }

  @Override
  protected void await() {
    device.await();
  }

  @Override
  protected void end() {
    device.end();
  }
}
