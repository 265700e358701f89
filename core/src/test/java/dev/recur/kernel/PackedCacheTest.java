package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/// What is kept packed, and what is forgotten.
class PackedCacheTest {
  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};

  private final PackedCache cache = new PackedCache();

  private PackedMatrix get(Kernels kernels, boolean transposed) {
    return cache.get(kernels, WEIGHTS, 3, 1, transposed, 0, 2);
  }

  @Test
  void forgetting_the_forms_of_some_kernels_keeps_those_of_others() {
    Kernels other = new VectorKernels("a second edition");
    PackedMatrix forgotten = get(Kernels.scalar(), true);
    PackedMatrix kept = get(other, true);
    PackedMatrix keptToo = get(other, false);
    cache.forget(Kernels.scalar());
    assertSame(kept, get(other, true));
    assertSame(keptToo, get(other, false));
    PackedMatrix anew = get(Kernels.scalar(), true);
    assertNotSame(forgotten, anew);
    assertSame(kept, get(other, true));
    assertSame(keptToo, get(other, false));
    assertSame(anew, get(Kernels.scalar(), true));
  }
}
