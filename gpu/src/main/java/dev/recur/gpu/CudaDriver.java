package dev.recur.gpu;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorDriver;
import dev.recur.accelerator.AcceleratorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// GPUs of NVIDIA, by CUDA's driver; nothing else of CUDA has to be installed.
public final class CudaDriver implements AcceleratorDriver {
  private static final int NAME_ROOM = 256;

  /// For `ServiceLoader`.
  public CudaDriver() {}

  @Override
  public String kind() {
    return "cuda";
  }

  @Override
  public List<AcceleratorInfo> devices() {
    return found().stream().map(Found::info).toList();
  }

  @Override
  public Accelerator open(int index) {
    return CudaAccelerator.open(found().get(index));
  }

  /// A device.
  ///
  /// @param device its `CUdevice`
  /// @param major the first number of its compute capability
  /// @param minor the second one
  record Found(AcceleratorInfo info, int device, int major, int minor) {}

  private static List<Found> found() {
    Cuda cu = Cuda.library();
    int code = NativeLibrary.code(() -> (int) cu.init.invokeExact(0));
    if (code == Cuda.NO_DEVICE) {
      return List.of();
    }
    cu.call("start", () -> code);
    List<Found> all = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      cu.call("list its devices", () -> (int) cu.deviceGetCount.invokeExact(count));
      for (int i = 0; i < count.get(JAVA_INT, 0); i++) {
        all.add(found(cu, arena, i));
      }
    }
    return all;
  }

  private static Found found(Cuda cu, Arena arena, int index) {
    MemorySegment number = arena.allocate(JAVA_INT);
    cu.call("list its devices", () -> (int) cu.deviceGet.invokeExact(number, index));
    int device = number.get(JAVA_INT, 0);
    MemorySegment name = arena.allocate(NAME_ROOM);
    MemorySegment memory = arena.allocate(JAVA_LONG);
    String what = "describe a device";
    cu.call(what, () -> (int) cu.deviceGetName.invokeExact(name, NAME_ROOM, device));
    cu.call(what, () -> (int) cu.deviceTotalMem.invokeExact(memory, device));
    int major = attribute(cu, arena, Cuda.COMPUTE_CAPABILITY_MAJOR, device);
    int minor = attribute(cu, arena, Cuda.COMPUTE_CAPABILITY_MINOR, device);
    AcceleratorInfo info =
        new AcceleratorInfo(
            "cuda:" + index,
            name.getString(0).strip(),
            "CUDA %s, compute capability %d.%d".formatted(cu.version(), major, minor),
            memory.get(JAVA_LONG, 0),
            true);
    return new Found(info, device, major, minor);
  }

  private static int attribute(Cuda cu, Arena arena, int attribute, int device) {
    MemorySegment value = arena.allocate(JAVA_INT);
    cu.call(
        "describe a device",
        () -> (int) cu.deviceGetAttribute.invokeExact(value, attribute, device));
    return value.get(JAVA_INT, 0);
  }
}
