package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorDriver;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.Accelerators;
import dev.recur.accelerator.DeviceArray;
import dev.recur.accelerator.HostAccelerator;
import java.util.List;

/// The snippets of the package `accelerator`.
final class AcceleratorExamples {
  private AcceleratorExamples() {}

  static void accelerator() {
    float[] y = new float[3];
    try (Accelerator accelerator = new HostAccelerator()) {
      // @start region="accelerator"
      DeviceArray x = accelerator.allocate(3);
      accelerator.upload(new float[] {1, 2, 3}, 3, x);
      accelerator.launch("scale", Accelerator.Group.LINE, 3, 1, 3, 2f, x); // x = 2·x
      accelerator.download(x, 3, y);
      // @end
    }
    assertArrayEquals(new float[] {2, 4, 6}, y);
  }

  static void devices() {
    String reason = "";
    // @start region="devices"
    for (AcceleratorInfo info : Accelerators.all()) {
      System.out.println(info.device() + ": " + info.name());
    }
    try {
      Accelerators.require("cuda", 0);
    } catch (AcceleratorException e) {
      reason = e.getMessage(); // such as: no NVIDIA driver was found
    }
    // @end
    assertTrue(reason.contains("dev.recur.gpu"), reason);
  }

  static void driver() {
    // @start region="driver"
    AcceleratorDriver driver =
        new AcceleratorDriver() {
          @Override
          public String kind() {
            return "opencl";
          }

          @Override
          public List<AcceleratorInfo> devices() {
            return List.of(new AcceleratorInfo("opencl:0", "Some GPU", "1.0", 8L << 30, true));
          }

          @Override
          public Accelerator open(int index) {
            return new HostAccelerator(); // where the kernels of a real one would be built
          }
        };
    // @end
    assertEquals(1, driver.devices().size());
    driver.open(0).close();
  }
}
