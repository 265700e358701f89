package dev.recur.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory that arrays pass through on their way to a device and back.
final class Staging {
  /// How many floats or ints pass at a time: 4 MiB.
  static final int MOST = 1 << 20;

  private static final long ALIGNMENT = 64;

  private MemorySegment memory = Arena.ofAuto().allocate(1 << 16, ALIGNMENT);

  /// How many bytes there are without allocating more.
  long size() {
    return memory.byteSize();
  }

  /// Memory of at least this many bytes, until the next call; other memory than before only if it
  /// has to grow.
  MemorySegment of(long bytes) {
    if (memory.byteSize() < bytes) {
      memory = Arena.ofAuto().allocate(bytes + bytes / 4, ALIGNMENT);
    }
    return memory;
  }
}
