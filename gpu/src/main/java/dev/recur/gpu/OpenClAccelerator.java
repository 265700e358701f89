package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.DeviceArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/// A device with an OpenCL driver: a context, a queue in which commands run in order, and the
/// kernels built for it.
final class OpenClAccelerator extends Accelerator {
  private static final String OPTIONS = "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt";
  private static final String PLAIN_OPTIONS =
      "-cl-std=CL1.2"; // of a device that cannot promise that

  private final OpenCl cl;
  private final MemorySegment context;
  private final MemorySegment queue;
  private final MemorySegment program;
  private final boolean doubles;
  private final Map<String, MemorySegment> kernels = new HashMap<>();
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment argument = arena.allocate(JAVA_LONG);
  private final MemorySegment sizes = arena.allocate(JAVA_LONG, 4);
  private final Staging staging = new Staging(this::synchronise);

  private OpenClAccelerator(
      AcceleratorInfo info,
      OpenCl cl,
      MemorySegment context,
      MemorySegment queue,
      MemorySegment program,
      boolean doubles) {
    super(info);
    this.cl = cl;
    this.context = context;
    this.queue = queue;
    this.program = program;
    this.doubles = doubles;
  }

  @Override
  public boolean hasDoubles() {
    return doubles;
  }

  static Accelerator open(AcceleratorInfo info, MemorySegment device) {
    OpenCl cl = OpenCl.library();
    requireGroups(cl, info, device);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment devices = arena.allocateFrom(ADDRESS, device);
      MemorySegment none = MemorySegment.NULL;
      MemorySegment context =
          OpenCl.create(
              "open " + info.device(),
              error ->
                  (MemorySegment)
                      cl.createContext.invokeExact(none, 1, devices, none, none, error));
      boolean opened = false;
      try {
        MemorySegment program = build(cl, info, context, device, devices, arena);
        MemorySegment queue =
            OpenCl.create(
                "create a command queue on " + info.device(),
                error ->
                    (MemorySegment) cl.createCommandQueue.invokeExact(context, device, 0L, error));
        boolean doubles =
            OpenCl.text(cl.getDeviceInfo, device, OpenCl.DEVICE_EXTENSIONS).contains("cl_khr_fp64");
        opened = true;
        return new OpenClAccelerator(info, cl, context, queue, program, doubles);
      } finally {
        if (!opened) { // its program goes with it
          OpenCl.code(() -> (int) cl.releaseContext.invokeExact(context));
        }
      }
    }
  }

  private static void requireGroups(OpenCl cl, AcceleratorInfo info, MemorySegment device) {
    int needed = Group.TILE.columns() * Group.TILE.rows();
    long most = OpenCl.number(cl.getDeviceInfo, device, OpenCl.DEVICE_MAX_WORK_GROUP_SIZE);
    if (most < needed) {
      throw new AcceleratorException(
          "%s (%s) allows work-groups of %s threads, but the kernels need %s"
              .formatted(info.device(), info.name(), most, needed));
    }
  }

  private static MemorySegment build(
      OpenCl cl,
      AcceleratorInfo info,
      MemorySegment context,
      MemorySegment device,
      MemorySegment devices,
      Arena arena) {
    MemorySegment none = MemorySegment.NULL;
    MemorySegment source = arena.allocateFrom(ADDRESS, arena.allocateFrom(KernelSource.openCl()));
    MemorySegment program =
        OpenCl.create(
            "create the program",
            error ->
                (MemorySegment)
                    cl.createProgramWithSource.invokeExact(context, 1, source, none, error));
    for (String options : new String[] {OPTIONS, PLAIN_OPTIONS}) {
      MemorySegment words = arena.allocateFrom(options);
      int code =
          OpenCl.code(
              () -> (int) cl.buildProgram.invokeExact(program, 1, devices, words, none, none));
      if (code == 0) {
        return program;
      }
    }
    long room = 1 << 16;
    MemorySegment log = arena.allocate(room);
    OpenCl.code(
        () ->
            (int)
                cl.getProgramBuildInfo.invokeExact(
                    program, device, OpenCl.PROGRAM_BUILD_LOG, room, log, none));
    String first = log.getString(0).lines().filter(l -> l.contains("error")).findFirst().orElse("");
    throw new AcceleratorException(
        "the kernels do not build on %s, %s (%s): %s"
            .formatted(info.device(), info.name(), info.driver(), first));
  }

  @Override
  protected long allocateBytes(long bytes) {
    MemorySegment none = MemorySegment.NULL;
    long[] handle = new long[1];
    int code =
        OpenCl.code(
            () -> {
              MemorySegment made =
                  (MemorySegment) cl.createBuffer.invokeExact(context, 1L, bytes, none, argument);
              handle[0] = made.address();
              return argument.get(JAVA_INT, 0);
            });
    if (code != 0 && !OpenCl.isOutOfMemory(code)) {
      throw OpenCl.failed("allocate memory", code);
    }
    return code == 0 ? handle[0] : 0;
  }

  @Override
  protected void release(long handle) {
    OpenCl.code(() -> (int) cl.releaseBuffer.invokeExact(MemorySegment.ofAddress(handle)));
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
    MemorySegment buffer = MemorySegment.ofAddress(to);
    staging.upload(
        from,
        count,
        (place, at) -> transfer("copy to the device", cl.enqueueWrite, false, buffer, at, place));
    // A driver may not submit commands until it is told to, or until something waits for them.
    OpenCl.call("start a copy", () -> (int) cl.flush.invokeExact(queue));
  }

  @Override
  protected void read(long from, int count, float[] to) {
    MemorySegment buffer = MemorySegment.ofAddress(from);
    staging.download(
        count,
        (place, at) -> transfer("copy from the device", cl.enqueueRead, true, buffer, at, place),
        MemorySegment.ofArray(to));
  }

  /// @param waits whether the copy, and so everything before it, has ended when the call returns
  private void transfer(
      String what,
      MethodHandle function,
      boolean waits,
      MemorySegment buffer,
      long offset,
      MemorySegment place) {
    int blocking = waits ? 1 : 0;
    long bytes = place.byteSize();
    MemorySegment none = MemorySegment.NULL;
    OpenCl.call(
        what,
        () ->
            (int)
                function.invokeExact(queue, buffer, blocking, offset, bytes, place, 0, none, none));
  }

  @Override
  protected void start(String name, Group group, int columns, int rows, Object... arguments) {
    MemorySegment kernel = kernels.computeIfAbsent(name, this::kernel);
    for (int i = 0; i < arguments.length; i++) {
      set(kernel, i, arguments[i]);
    }
    sizes.setAtIndex(JAVA_LONG, 0, whole(columns, group.columns()));
    sizes.setAtIndex(JAVA_LONG, 1, whole(rows, group.rows()));
    sizes.setAtIndex(JAVA_LONG, 2, group.columns());
    sizes.setAtIndex(JAVA_LONG, 3, group.rows());
    MemorySegment none = MemorySegment.NULL;
    MemorySegment local = sizes.asSlice(16, 16);
    OpenCl.call(
        "start " + name,
        () ->
            (int)
                cl.enqueueKernel.invokeExact(queue, kernel, 2, none, sizes, local, 0, none, none));
  }

  private MemorySegment kernel(String name) {
    try (Arena words = Arena.ofConfined()) {
      MemorySegment text = words.allocateFrom(name);
      return OpenCl.create(
          "find the kernel " + name,
          error -> (MemorySegment) cl.createKernel.invokeExact(program, text, error));
    }
  }

  private void set(MemorySegment kernel, int i, Object value) {
    long bytes = 4;
    switch (value) {
      case Integer number -> argument.set(JAVA_INT, 0, number);
      case Float number -> argument.set(JAVA_FLOAT, 0, number);
      case DeviceArray array -> {
        argument.set(JAVA_LONG, 0, array.handle());
        bytes = 8;
      }
      default -> throw new IllegalArgumentException("not an argument of a kernel: " + value);
    }
    long size = bytes;
    OpenCl.call(
        "pass argument %s".formatted(i),
        () -> (int) cl.setKernelArg.invokeExact(kernel, i, size, argument));
  }

  private static long whole(int threads, int group) {
    return (long) Math.ceilDiv(threads, group) * group;
  }

  @Override
  protected void await() {
    staging.finish();
  }

  private void synchronise() {
    OpenCl.call("finish", () -> (int) cl.finish.invokeExact(queue));
  }

  @Override
  protected void end() {
    OpenCl.code(() -> (int) cl.finish.invokeExact(queue)); // copies may still read the staging
    kernels.values().forEach(k -> OpenCl.code(() -> (int) cl.releaseKernel.invokeExact(k)));
    OpenCl.code(() -> (int) cl.releaseProgram.invokeExact(program));
    OpenCl.code(() -> (int) cl.releaseQueue.invokeExact(queue));
    OpenCl.code(() -> (int) cl.releaseContext.invokeExact(context));
  }
}
