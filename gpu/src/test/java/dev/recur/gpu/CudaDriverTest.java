package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.Accelerators;
import dev.recur.tensor.Device;
import dev.recur.tensor.UnsupportedDeviceException;
import org.junit.jupiter.api.Test;

class CudaDriverTest {
  private static final String MISSING = "no NVIDIA driver was found (libcuda.so.1, nvcuda.dll)";

  @Test
  void without_a_driver_it_says_so() {
    skipWithDriver();
    assertEquals(
        MISSING,
        assertThrows(AcceleratorException.class, () -> new CudaDriver().devices()).getMessage());
    assertEquals(
        MISSING,
        assertThrows(UnsupportedDeviceException.class, Device.parse("cuda")::requireAvailable)
            .getMessage());
  }

  @Test
  void without_a_driver_the_others_devices_are_listed() {
    skipWithDriver();
    assertTrue(Accelerators.all().stream().noneMatch(i -> i.device().startsWith("cuda")));
  }

  private static void skipWithDriver() {
    try {
      Cuda.library();
    } catch (AcceleratorException e) {
      return;
    }
    NvrtcTest.skip("there is an NVIDIA driver here");
  }

  @Test
  void a_driver_that_is_too_old_is_named() {
    assertEquals(
        "the NVIDIA driver here is too old: expected CUDA 11.0 or later, got CUDA 10.2",
        Cuda.tooOld(10_020));
  }

  @Test
  void an_error_of_the_driver_is_one_sentence() {
    AcceleratorException memory = Cuda.failed("allocate 8 bytes", 2, "out of memory");
    assertEquals("CUDA failed to allocate 8 bytes: error 2 (out of memory)", memory.getMessage());
    assertFalse(memory.lost());
    AcceleratorException address =
        Cuda.failed("finish", 700, "an illegal memory access was encountered");
    assertEquals(
        "CUDA failed to finish: error 700 "
            + "(the device was lost: an illegal memory access was encountered)",
        address.getMessage());
    assertTrue(address.lost());
    assertTrue(Cuda.failed("finish", 719, "unspecified launch failure").lost());
    assertTrue(Cuda.failed("finish", 999, "unknown error").lost());
    assertEquals(
        "CUDA failed to open cuda:0: error 46 "
            + "(the device is not available: does another process have it?)",
        Cuda.failed("open cuda:0", 46, "busy or unavailable").getMessage());
  }
}
