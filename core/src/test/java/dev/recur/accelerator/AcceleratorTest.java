package dev.recur.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator.Group;
import dev.recur.kernel.Arena;
import dev.recur.kernel.BitsProbe;
import dev.recur.kernel.DeviceKernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Arrays of an accelerator, from their allocation to its end, and what the fixture refuses.
class AcceleratorTest {
  private final HostAccelerator on = new HostAccelerator();

  private DeviceArray array(float... values) {
    DeviceArray array = on.allocate(values.length);
    on.upload(values, values.length, array);
    return array;
  }

  private float[] values(DeviceArray array) {
    float[] values = new float[array.count()];
    on.download(array, values.length, values);
    return values;
  }

  private void fill(int n, Object value, DeviceArray y) {
    on.launch("fill", Group.LINE, n, 1, n, value, y, 0);
  }

  private static void assertSays(String message, Executable refused) {
    RuntimeException e = assertThrows(RuntimeException.class, refused);
    assertTrue(String.valueOf(e.getMessage()).contains(message), String.valueOf(e.getMessage()));
  }

  @Test
  void what_is_uploaded_is_computed_with_and_downloaded() {
    DeviceArray x = array(1, 2, 3);
    DeviceArray y = array(10, 20, 30);
    DeviceKernels.on(on).add(3, x, y);
    on.finish();
    assertArrayEquals(new float[] {11, 22, 33}, values(y));
    assertArrayEquals(new float[] {1, 2, 3}, values(x));
  }

  @Test
  void a_device_is_probed_once_however_often_it_is_opened() {
    assertTrue(BitsProbe.passes(on));
    try (HostAccelerator again = new HostAccelerator()) {
      assertTrue(BitsProbe.passes(again));
      assertEquals(0, again.launches());
    }
  }

  @Test
  void the_bytes_in_use_are_those_that_are_allocated() {
    DeviceArray x = on.allocate(10);
    DeviceArray y = on.allocate(0);
    assertEquals(44, on.used());
    on.free(x);
    on.free(x); // freed already
    assertEquals(4, on.used());
    assertEquals(4, on.live());
    on.free(y);
    assertEquals(0, on.used());
    assertEquals(44, on.most());
  }

  @Test
  void an_array_that_is_no_longer_reachable_is_freed() throws InterruptedException {
    on.allocate(1000);
    for (int i = 0; i < 100 && on.used() > 0; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertEquals(0, on.used());
    assertEquals(0, on.live());
  }

  @Test
  void closing_frees_everything_and_twice_is_harmless() {
    DeviceArray x = array(1, 2);
    on.close();
    on.close();
    assertEquals(0, on.live());
    List<Executable> uses =
        List.of(
            () -> on.allocate(1),
            () -> on.upload(new float[2], 2, x),
            () -> on.upload(new int[2], 2, x),
            () -> on.download(x, 2, new float[2]),
            () -> fill(2, 1f, x),
            on::finish);
    for (Executable use : uses) {
      var refused = assertThrows(IllegalStateException.class, use);
      assertEquals("the device host:0 was closed", refused.getMessage());
    }
    on.free(x);
    assertEquals(0, on.used());
  }

  @Test
  void residents_are_copied_back_before_it_is_closed_each_once() {
    DeviceArray x = array(7);
    List<Float> left = new ArrayList<>();
    Accelerator.Resident resident = from -> left.add(values(x)[0]);
    on.register(resident);
    on.register(resident);
    on.close();
    on.close();
    assertEquals(List.of(7f), left);
  }

  @Test
  void a_resident_that_fails_does_not_keep_it_from_closing() {
    array(7);
    Accelerator.Resident resident =
        from -> {
          throw new IllegalStateException("it stays");
        };
    on.register(resident);
    assertThrows(IllegalStateException.class, on::close);
    assertEquals(0, on.live());
    on.close();
  }

  @Test
  void a_launch_of_no_threads_does_nothing() {
    DeviceArray x = array(1);
    on.launch("fill", Group.LINE, 0, 1, 1, 5f, x, 0);
    on.launch("fill", Group.LINE, 1, 0, 1, 5f, x, 0);
    assertEquals(0, on.launches());
    assertArrayEquals(new float[] {1}, values(x));
  }

  @Test
  void an_arena_gives_free_arrays_up_before_memory_runs_out() {
    HostAccelerator small = new HostAccelerator(1000);
    Arena arena = Arena.pooled();
    arena.takeOn(small, 100);
    arena.takeOn(small, 100);
    arena.reset();
    assertEquals(232, arena.takeOn(small, 230).count());
    assertEquals(928, small.live());
    assertThrows(AcceleratorException.class, () -> arena.takeOn(small, 100));
  }

  @Test
  void an_arena_lends_an_array_again_only_after_its_reset() {
    Arena arena = Arena.pooled();
    DeviceArray x = arena.takeOn(on, 20);
    assertFalse(x.equals(arena.takeOn(on, 20)));
    arena.reset();
    long used = on.used();
    arena.takeOn(on, 20);
    arena.takeOn(on, 17);
    assertEquals(used, on.used());
  }

  @Test
  void operations_that_were_computed_on_the_processor_are_listed_once() {
    on.computedOnHost("Softmax");
    on.computedOnHost("Crf");
    on.computedOnHost("Softmax");
    assertEquals(List.of("Crf", "Softmax"), on.computedOnHost());
  }

  @Tag("no-drivers")
  @Test
  void without_drivers_there_is_no_device() {
    assertEquals(List.of(), Accelerators.all());
    for (Executable open :
        List.<Executable>of(
            () -> Accelerators.open("opencl", 1),
            () -> Accelerators.require("cuda", 0),
            Accelerators::openGpu,
            Accelerators::requireGpu)) {
      assertThrows(AcceleratorException.class, open);
    }
  }

  @Test
  void the_fixture_refuses_what_a_device_would_not_notice() {
    DeviceArray freed = array(1, 2);
    on.free(freed);
    assertSays("it was freed", () -> fill(2, 1f, freed));
    assertSays("it was freed", () -> on.upload(new float[2], 2, freed));
    assertSays("it was freed", () -> values(freed));
    DeviceArray others = new HostAccelerator().allocate(2);
    assertSays("another accelerator", () -> fill(2, 1f, others));
    DeviceArray x = array(1, 2);
    assertSays("outside of an array", () -> fill(3, 1f, x));
    assertSays("expected Float, got 1", () -> fill(2, 1, x));
    assertSays("no kernel fil", () -> on.launch("fil", Group.LINE, 1, 1));
    assertSays("more than 0", () -> on.launch("fill", Group.LINE, 1, 1));
    assertSays("3 parameters", () -> on.launch("add", Group.LINE, 2, 1, 2, x, x, x));
    assertSays("groups LINE", () -> on.launch("add", Group.LANES, 16, 1, 2, x, x));
    assertSays("one row", () -> on.launch("add", Group.LINE, 2, 2, 2, x, x));
  }

  @Test
  void the_fixture_shows_what_was_not_written_or_written_as_another_type() {
    DeviceArray x = on.allocate(3);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, values(x));
    fill(2, 1f, x);
    assertArrayEquals(new float[] {1, 1, Float.NaN}, values(x));
    on.upload(new int[] {5}, 1, x);
    assertSays("has ints", () -> values(x));
    DeviceArray y = array(1, 2, 3);
    assertSays("outside of an array", () -> DeviceKernels.on(on).add(3, x, y));
    assertSays("has floats", () -> gather(y, y, y));
    assertSays("outside of an array", () -> gather(x, y, array(0, 0)));
    gather(x, array(0, 1, 2, 3, 4, 6), y);
    assertArrayEquals(new float[] {6, 2, 3}, values(y));
    on.launch("fill", Group.LINE, 2, 1, 3, 9f, y, 0); // too few threads
    assertArrayEquals(new float[] {9, 9, 3}, values(y));
  }

  private void gather(DeviceArray index, DeviceArray x, DeviceArray y) {
    var of = new DeviceKernels.Matrix(x, 0, 1);
    DeviceKernels.on(on).gatherRows(1, 1, index, of, new DeviceKernels.Matrix(y, 0, 1));
  }
}
