package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorDriver;
import dev.recur.accelerator.AcceleratorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Devices that have an OpenCL driver: GPUs of NVIDIA, AMD and Intel, and CPUs through PoCL.
public final class OpenClDriver implements AcceleratorDriver {
  private static final int MOST = 64;

  /// For `ServiceLoader`.
  public OpenClDriver() {}

  @Override
  public String kind() {
    return "opencl";
  }

  @Override
  public List<AcceleratorInfo> devices() {
    return found().stream().map(Found::info).toList();
  }

  @Override
  public Accelerator open(int index) {
    Found device = found().get(index);
    return OpenClAccelerator.open(device.info, device.id);
  }

  /// A device and its handle.
  private record Found(AcceleratorInfo info, MemorySegment id) {}

  private static List<Found> found() {
    OpenCl cl = OpenCl.library();
    List<Found> all = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      for (MemorySegment platform : platforms(cl, arena)) {
        for (MemorySegment id : devices(cl, arena, platform)) {
          all.add(new Found(info(cl, platform, id, all.size()), id));
        }
      }
    }
    return all;
  }

  private static List<MemorySegment> platforms(OpenCl cl, Arena arena) {
    MemorySegment ids = arena.allocate(ADDRESS, MOST);
    MemorySegment count = arena.allocate(JAVA_INT);
    int code = OpenCl.code(() -> (int) cl.getPlatformIds.invokeExact(MOST, ids, count));
    if (code == OpenCl.NO_PLATFORM) {
      return List.of();
    }
    OpenCl.call("list its platforms", () -> code);
    return handles(ids, count.get(JAVA_INT, 0));
  }

  private static List<MemorySegment> devices(OpenCl cl, Arena arena, MemorySegment platform) {
    MemorySegment ids = arena.allocate(ADDRESS, MOST);
    MemorySegment count = arena.allocate(JAVA_INT);
    int code =
        OpenCl.code(
            () ->
                (int) cl.getDeviceIds.invokeExact(platform, OpenCl.ALL_DEVICES, MOST, ids, count));
    if (code != 0) {
      return List.of(); // none, or a platform that does not work; others may
    }
    return handles(ids, count.get(JAVA_INT, 0));
  }

  private static List<MemorySegment> handles(MemorySegment ids, int count) {
    List<MemorySegment> handles = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MOST); i++) {
      handles.add(ids.getAtIndex(ADDRESS, i));
    }
    return handles;
  }

  private static AcceleratorInfo info(
      OpenCl cl, MemorySegment platform, MemorySegment id, int index) {
    return new AcceleratorInfo(
        "opencl:" + index,
        OpenCl.text(cl.getDeviceInfo, id, OpenCl.DEVICE_NAME),
        "%s, driver %s"
            .formatted(
                OpenCl.text(cl.getPlatformInfo, platform, OpenCl.PLATFORM_NAME),
                OpenCl.text(cl.getDeviceInfo, id, OpenCl.DRIVER_VERSION)),
        OpenCl.number(cl.getDeviceInfo, id, OpenCl.DEVICE_GLOBAL_MEMORY),
        (OpenCl.number(cl.getDeviceInfo, id, OpenCl.DEVICE_TYPE) & OpenCl.GPU) != 0);
  }
}
