package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.Accelerator.Group;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.DeviceArray;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Copies to a device, which nothing waits for.
class OpenClCopiesTest {
  private final Accelerator device = open();

  /// The first device; without one the test is skipped.
  static OpenClAccelerator open() {
    try {
      return (OpenClAccelerator) new OpenClDriver().open(0);
    } catch (AcceleratorException | IndexOutOfBoundsException e) {
      NvrtcTest.skip("there is no OpenCL device here");
      throw e;
    }
  }

  @AfterEach
  void close() {
    device.close();
  }

  /// sum = sum + x
  private void add(int count, DeviceArray x, DeviceArray sum) {
    device.launch("add", Group.LINE, count, 1, count, x, sum);
  }

  private DeviceArray zeros(int count) {
    DeviceArray array = device.allocate(count);
    device.upload(new float[count], count, array);
    return array;
  }

  private float[] read(DeviceArray array, int count) {
    float[] numbers = new float[count];
    device.download(array, count, numbers);
    return numbers;
  }

  @Test
  void copies_and_launches_take_effect_in_the_order_of_the_calls() {
    int count = 1000;
    DeviceArray x = device.allocate(count);
    DeviceArray sum = zeros(count);
    float[] from = new float[count];
    float[] expected = new float[count];
    for (int i = 1; i <= 2000; i++) { // 8 MB: all places are used again several times
      for (int j = 0; j < count; j++) {
        from[j] = i % 7 + j % 11;
        expected[j] += from[j];
      }
      device.upload(from, count, x);
      Arrays.fill(from, Float.NaN); // what comes too late is noticed
      add(count, x, sum);
    }
    assertArrayEquals(expected, read(sum, count));
  }

  @Test
  void arrays_of_any_size_arrive() {
    DeviceArray small = zeros(3);
    for (int count : new int[] {1, 15, 16, 17, 1 << 18, (1 << 18) + 1, 2 * Staging.MOST + 5}) {
      float[] from = new float[count];
      for (int i = 0; i < count; i++) {
        from[i] = i % 8191;
      }
      float[] expected = from.clone();
      DeviceArray array = device.allocate(count);
      device.upload(from, count, array);
      Arrays.fill(from, Float.NaN);
      device.upload(new float[] {1, 2, 3}, 3, small);
      assertArrayEquals(expected, read(array, count), count + " floats");
      assertArrayEquals(new float[] {1, 2, 3}, read(small, 3));
    }
  }

  @Test
  void ints_arrive_in_parts() {
    int count = Staging.MOST + 5;
    float[] table = {10, 11, 12, 13};
    int[] index = new int[count];
    float[] expected = new float[count];
    for (int i = 0; i < count; i++) {
      index[i] = i % 4;
      expected[i] = table[index[i]];
    }
    DeviceArray rows = device.allocate(4);
    DeviceArray places = device.allocate(count);
    DeviceArray y = device.allocate(count);
    device.upload(table, 4, rows);
    device.upload(index, count, places);
    Arrays.fill(index, -1);
    device.launch("gatherRows", Group.LINE, 1, count, count, 1, places, rows, 0, 1, y, 0, 1);
    assertArrayEquals(expected, read(y, count));
  }

  @Test
  void a_device_may_be_closed_while_copies_are_under_way() {
    int count = 1 << 18;
    DeviceArray x = zeros(count);
    DeviceArray sum = zeros(count);
    for (int i = 0; i < 100; i++) {
      add(count, x, sum);
      device.upload(new float[100], 100, x);
    }
    device.close();
    System.gc();
  }
}
