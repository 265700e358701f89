package dev.recur.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory that arrays pass through on their way to a device and back, one after the other.
///
/// A copy to the device may go on after the call that starts it, so that the CPU runs ahead of the
/// device. Its place is used again only once the device has done everything, which is waited for
/// when there is no other place left.
final class Staging {
  /// How many floats or ints pass at a time, and can be copied before the CPU has to wait: 4 MiB.
  static final int MOST = 1 << 20;

  private static final long ALIGNMENT = 64;

  private final Runnable finish;
  private final MemorySegment memory = Arena.ofAuto().allocate(4L * MOST, ALIGNMENT);
  private long taken; // bytes that copies may still read

  /// @param finish waits until the device has done everything
  Staging(Runnable finish) {
    this.finish = finish;
  }

  /// Starts a copy between a place here and a device's array, from this byte of the array on.
  interface Copy {
    void start(MemorySegment place, long offset);
  }

  /// Copies floats or ints to a device; `from` may change after the call.
  ///
  /// @param from the memory of a Java array
  void upload(MemorySegment from, int count, Copy copy) {
    for (int at = 0; at < count; at += MOST) {
      MemorySegment place = place(Math.min(count - at, MOST));
      MemorySegment.copy(from, 4L * at, place, 0, place.byteSize());
      copy.start(place, 4L * at);
    }
  }

  /// Copies floats from a device.
  ///
  /// @param copy must not return before the copy, and everything queued before it, has finished
  /// @param to the memory of a Java array
  void download(int count, Copy copy, MemorySegment to) {
    for (int at = 0; at < count; at += MOST) {
      MemorySegment place = place(Math.min(count - at, MOST));
      copy.start(place, 4L * at);
      taken = 0;
      MemorySegment.copy(place, 0, to, 4L * at, place.byteSize());
    }
  }

  /// Waits until the device has done everything.
  void finish() {
    finish.run();
    taken = 0;
  }

  /// Room for this many floats or ints, in memory that no pending copy reads.
  private MemorySegment place(int count) {
    long bytes = 4L * count;
    if (taken + bytes > memory.byteSize()) {
      finish();
    }
    MemorySegment place = memory.asSlice(taken, bytes);
    taken += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    return place;
  }
}
