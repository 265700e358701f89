package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.DeviceArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// A GPU of NVIDIA: its primary context, a stream in which commands run in order, and the kernels
/// built for it. A context belongs to a thread, so every call first makes it the calling thread's.
final class CudaAccelerator extends Accelerator {
  private static final int MOST_ARGUMENTS = 32;
  private static final int MOST_GROUP_ROWS = 65_535; // of the grid's second and third dimension

  private final Cuda cu;
  private final int device;
  private final MemorySegment context;
  private final MemorySegment stream;
  private final MemorySegment module;
  private final Map<String, MemorySegment> kernels = new HashMap<>();
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment result = arena.allocate(JAVA_LONG);
  private final MemorySegment values = arena.allocate(JAVA_LONG, MOST_ARGUMENTS);
  private final MemorySegment pointers = arena.allocate(ADDRESS, MOST_ARGUMENTS); // to the values
  private final Staging staging = new Staging(this::synchronise);

  private CudaAccelerator(
      AcceleratorInfo info,
      Cuda cu,
      int device,
      MemorySegment context,
      MemorySegment stream,
      MemorySegment module) {
    super(info);
    this.cu = cu;
    this.device = device;
    this.context = context;
    this.stream = stream;
    this.module = module;
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      pointers.setAtIndex(ADDRESS, i, values.asSlice(8L * i, 8));
    }
  }

  static Accelerator open(CudaDriver.Found found) {
    Cuda cu = Cuda.library();
    AcceleratorInfo info = found.info();
    int device = found.device();
    String what = "open " + info.device();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ADDRESS);
      cu.call(what, () -> (int) cu.primaryContextRetain.invokeExact(made, device));
      MemorySegment context = made.get(ADDRESS, 0);
      boolean opened = false;
      try {
        cu.call(what, () -> (int) cu.contextSetCurrent.invokeExact(context));
        CudaModule module = CudaModule.load(cu, found);
        cu.call(what, () -> (int) cu.streamCreate.invokeExact(made, Cuda.STREAM_NON_BLOCKING));
        MemorySegment stream = made.get(ADDRESS, 0);
        opened = true;
        return new CudaAccelerator(
            with(info, module.compiler()), cu, device, context, stream, module.module());
      } finally {
        if (!opened) {
          NativeLibrary.code(() -> (int) cu.primaryContextRelease.invokeExact(device));
        }
      }
    }
  }

  private static AcceleratorInfo with(AcceleratorInfo info, String compiler) {
    return new AcceleratorInfo(
        info.device(),
        info.name(),
        "%s, kernels compiled by %s".formatted(info.driver(), compiler),
        info.memory(),
        info.gpu());
  }

  private void use() {
    cu.call("use the device", () -> (int) cu.contextSetCurrent.invokeExact(context));
  }

  @Override
  protected long allocateBytes(long bytes) {
    use();
    int code = NativeLibrary.code(() -> (int) cu.memAlloc.invokeExact(result, bytes));
    if (code == Cuda.OUT_OF_MEMORY) {
      return 0;
    }
    cu.call("allocate memory", () -> code);
    return result.get(JAVA_LONG, 0);
  }

  @Override
  protected void release(long handle) {
    NativeLibrary.code(() -> (int) cu.contextSetCurrent.invokeExact(context));
    NativeLibrary.code(() -> (int) cu.streamSynchronize.invokeExact(stream)); // it may be in use
    NativeLibrary.code(() -> (int) cu.memFree.invokeExact(handle));
  }

  @Override
  protected void write(float[] from, int count, long to) {
    write(MemorySegment.ofArray(from), count, to);
  }

  @Override
  protected void write(int[] from, int count, long to) {
    write(MemorySegment.ofArray(from), count, to);
  }

  private void write(MemorySegment from, int count, long to) {
    use();
    staging.upload(
        from,
        count,
        (place, offset) -> {
          long start = to + offset;
          long bytes = place.byteSize();
          cu.call(
              "copy to the device",
              () -> (int) cu.copyToDevice.invokeExact(start, place, bytes, stream));
        });
  }

  @Override
  protected void read(long from, int count, float[] to) {
    use();
    staging.download(
        count,
        (place, offset) -> {
          long start = from + offset;
          long bytes = place.byteSize();
          cu.call(
              "copy from the device",
              () -> (int) cu.copyToHost.invokeExact(place, start, bytes, stream));
          synchronise();
        },
        MemorySegment.ofArray(to));
  }

  private void synchronise() {
    cu.call("finish", () -> (int) cu.streamSynchronize.invokeExact(stream));
  }

  @Override
  protected void start(String name, Group group, int columns, int rows, Object... arguments) {
    use();
    MemorySegment kernel = kernels.computeIfAbsent(name, this::kernel);
    for (int i = 0; i < arguments.length; i++) {
      set(i, arguments[i]);
    }
    int groups = Math.ceilDiv(columns, group.columns());
    int groupRows = Math.ceilDiv(rows, group.rows());
    int layers = Math.ceilDiv(groupRows, MOST_GROUP_ROWS);
    int layerRows = Math.ceilDiv(groupRows, layers);
    int threads = group.columns();
    int threadRows = group.rows();
    MemorySegment none = MemorySegment.NULL;
    cu.call(
        "start " + name,
        () ->
            (int)
                cu.launchKernel.invokeExact(
                    kernel,
                    groups,
                    layerRows,
                    layers,
                    threads,
                    threadRows,
                    1,
                    0,
                    stream,
                    pointers,
                    none));
  }

  private MemorySegment kernel(String name) {
    try (Arena words = Arena.ofConfined()) {
      MemorySegment text = words.allocateFrom(name);
      MemorySegment found = words.allocate(ADDRESS);
      cu.call(
          "find the kernel " + name,
          () -> (int) cu.moduleGetFunction.invokeExact(found, module, text));
      return found.get(ADDRESS, 0);
    }
  }

  private void set(int i, Object value) {
    long at = 8L * i;
    switch (value) {
      case Integer number -> values.set(JAVA_INT, at, number);
      case Float number -> values.set(JAVA_FLOAT, at, number);
      case DeviceArray array -> values.set(JAVA_LONG, at, array.handle());
      default -> throw new IllegalArgumentException("not an argument of a kernel: " + value);
    }
  }

  @Override
  protected void await() {
    use();
    staging.finish();
  }

  @Override
  protected void end() {
    NativeLibrary.code(() -> (int) cu.contextSetCurrent.invokeExact(context));
    NativeLibrary.code(() -> (int) cu.streamDestroy.invokeExact(stream));
    NativeLibrary.code(() -> (int) cu.moduleUnload.invokeExact(module));
    NativeLibrary.code(() -> (int) cu.primaryContextRelease.invokeExact(device));
  }
}
