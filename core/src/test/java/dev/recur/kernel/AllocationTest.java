package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Warm kernels allocate nothing: no vector is boxed, no scratch is made anew.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 200;

  /// The fewest bytes that so many calls in a row allocated: 0 once they are compiled, which takes
  /// as long as it takes on a busy machine.
  private static long fewestBytes(Runnable call) {
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (fewest > 0 && System.nanoTime() < end) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return fewest;
  }

  private static Map<String, Runnable> calls(Kernels k) {
    float[] x = Floats.normal(207, 1);
    float[] y = Floats.normal(207, 2);
    float[] z = Floats.normal(207, 3);
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("add", () -> k.add(207, x, 0, y, 0));
    calls.put("addScaled", () -> k.addScaled(207, 0.5f, x, 0, y, 0));
    calls.put("scale", () -> k.scale(207, 0.5f, y, 0));
    calls.put("multiply", () -> k.multiply(207, x, 0, z, 0, y, 0));
    calls.put("multiplyAdd", () -> k.multiplyAdd(207, x, 0, z, 0, y, 0));
    calls.put("tanh", () -> k.tanh(207, x, 0, y, 0));
    calls.put("sigmoid", () -> k.sigmoid(207, x, 0, y, 0));
    calls.put("relu", () -> k.relu(207, x, 0, y, 0));
    calls.put("exp", () -> k.exp(207, x, 0, y, 0));
    calls.put("log", () -> k.log(207, x, 0, y, 0));
    calls.put("tanhGradient", () -> k.tanhGradient(207, x, 0, z, 0, y, 0));
    calls.put("sigmoidGradient", () -> k.sigmoidGradient(207, x, 0, z, 0, y, 0));
    calls.put("reluGradient", () -> k.reluGradient(207, x, 0, z, 0, y, 0));
    calls.put("mix", () -> k.mix(207, x, 0, z, 0, x, 0, y, 0));
    calls.put("sum", () -> y[0] = k.sum(207, x, 0));
    calls.put("dot", () -> y[0] = k.dot(207, x, 0, z, 0));
    calls.put("max", () -> y[0] = k.max(207, x, 0));
    calls.put("softmax", () -> k.softmax(207, x, 0, y, 0));
    calls.put("logSoftmax", () -> k.logSoftmax(207, x, 0, y, 0));
    return calls;
  }

  private static Map<String, Runnable> products(Kernels kernels) {
    float[] a = Floats.normal(15 * 40, 1);
    float[] b = Floats.normal(40 * 100, 2);
    float[] c = Floats.normal(15 * 100, 3);
    PackedMatrix packed = kernels.pack(b, 0, 100, 1, 40, 100, null);
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("product", () -> kernels.product(15, 0, 100, a, 0, 40, 1, packed, c, 0, 100));
    calls.put("of A as Aᵀ", () -> kernels.product(15, 0, 100, a, 0, 1, 15, packed, c, 0, 100));
    calls.put("pack", () -> kernels.pack(b, 0, 100, 1, 40, 100, packed));
    calls.put("pack of Bᵀ", () -> kernels.pack(b, 0, 1, 40, 40, 100, packed));
    return calls;
  }

  @Test
  void warm_kernels_allocate_nothing() {
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Map<String, Runnable> calls = calls(kernels);
      calls.putAll(products(kernels));
      calls.forEach(
          (name, call) -> {
            long bytes = fewestBytes(call);
            assertTrue(
                bytes == 0,
                () -> kernels.name() + " " + name + ": " + bytes + " bytes in " + CALLS + " calls");
          });
    }
  }
}
