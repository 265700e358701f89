package dev.recur.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.kernel.DeviceKernels;
import dev.recur.laws.fixtures.Bits;
import dev.recur.nn.Linear;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever reads numbers gets the newest, wherever they were written, and they are copied only when
/// they are newer on the other side.
class MirroredTest {
  private static final float[] VALUES = {1, 2, 3};
  private static final float[] TWICE = {2, 4, 6};

  private final HostAccelerator on = new HostAccelerator();
  private final Workers workers = Workers.on(on, 1);

  private static Parameter parameter() {
    return new Parameter(Tensor.of(VALUES, 3));
  }

  /// A parameter whose values were doubled on the accelerator.
  private static Parameter doubled(Accelerator on) {
    Parameter p = parameter();
    DeviceKernels.on(on).scale(3, 2f, p.storage().changedOn(on));
    p.touchedOnAccelerator();
    return p;
  }

  private static Named<Function<Parameter, float[]>> reader(
      String name, Function<Parameter, float[]> read) {
    return Named.of(name, read);
  }

  static Stream<Named<Function<Parameter, float[]>>> readers() {
    return Stream.of(
        reader("toArray()", Parameter::toArray),
        reader("value()", p -> p.value().toArray()),
        reader("use()", p -> new Tape().use(p).toArray()),
        reader("values in place", p -> p.storage().values().clone()),
        reader("another thread", MirroredTest::readInAnotherThread));
  }

  private static float[] readInAnotherThread(Parameter p) {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<float[]>> all =
          Stream.generate(() -> threads.submit(p::toArray)).limit(8).toList();
      for (Future<float[]> one : all) {
        Bits.assertEqual("a thread", TWICE, one.get());
      }
      return all.getLast().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void a_parameter_that_is_newer_there_is_brought_home_by_every_reader_once(
      Function<Parameter, float[]> read) {
    Parameter p = doubled(on);
    long before = on.downloads();
    Bits.assertEqual("the first time", TWICE, read.apply(p));
    Bits.assertEqual("again", TWICE, read.apply(p));
    assertEquals(before + 1, on.downloads());
  }

  @ParameterizedTest
  @MethodSource("readers")
  void a_parameter_that_is_newer_there_is_brought_home_by_closing(
      Function<Parameter, float[]> read) {
    Parameter p = doubled(on);
    workers.close();
    workers.close();
    Bits.assertEqual("closed", TWICE, read.apply(p));
    assertEquals(1, on.downloads());
    assertEquals(0, on.live());
  }

  @Test
  void a_gradient_is_brought_home_too() {
    Linear linear = new Linear(2, 2, Seed.of(1));
    Parameter weight = linear.parameters().firstEntry().getValue();
    Tape tape = new Tape(workers);
    tape.backward(linear.forward(tape.input(Tensor.of(new float[] {3, 4}, 1, 2))).sum());
    workers.close();
    Bits.assertEqual("dW", new float[] {3, 4, 3, 4}, weight.gradient().orElseThrow().toArray());
  }

  @Test
  void values_that_are_set_replace_those_there() {
    Parameter p = doubled(on);
    p.set(new float[] {7, 8, 9});
    DeviceKernels.on(on).scale(3, 2f, p.storage().changedOn(on));
    Bits.assertEqual("set, then doubled", new float[] {14, 16, 18}, p.toArray());
  }

  @Test
  void a_parameter_moves_from_one_accelerator_to_another() {
    Parameter p = doubled(on);
    HostAccelerator other = new HostAccelerator();
    DeviceKernels.on(other).scale(3, 2f, p.storage().changedOn(other));
    on.close(); // it has left
    Bits.assertEqual("twice there", new float[] {4, 8, 12}, p.toArray());
    other.close();
    Bits.assertEqual("closed", new float[] {4, 8, 12}, p.toArray());
  }

  @Test
  void what_was_uploaded_is_used_there_until_it_changes_here() {
    Linear linear = new Linear(2, 3, Seed.of(1));
    Tape tape = new Tape(workers);
    Tensor x = tape.input(Tensor.of(new float[] {3, 4}, 1, 2));
    Tensor y = linear.forward(x);
    long uploads = on.uploads();
    assertEquals(3, uploads); // x, the weight, the bias
    Tensor z = linear.forward(x);
    tape.backward(z, y); // which is there already, but a gradient starts here
    assertEquals(uploads + 2, on.uploads()); // the gradient, and which rows there are
    assertEquals(1, on.downloads());
    linear.parameters().values().forEach(p -> p.set(p.toArray()));
    linear.forward(x);
    assertEquals(uploads + 4, on.uploads());
    assertEquals(1, on.downloads());
  }

  @Test
  void a_result_stays_there_until_it_is_read() {
    Linear linear = new Linear(2, 3, Seed.of(1));
    Linear next = new Linear(3, 2, Seed.of(2));
    Tape tape = new Tape(workers);
    Tensor y = linear.forward(tape.input(Tensor.of(new float[] {3, 4}, 1, 2)));
    Tensor z = next.forward(y);
    assertEquals(0, on.downloads());
    z.toArray();
    z.toArray();
    z.get(0, 1);
    assertEquals(1, on.downloads());
  }

  @Test
  void reading_after_close_is_refused_with_a_sentence() {
    Linear linear = new Linear(2, 3, Seed.of(1));
    Tape tape = new Tape(workers);
    Tensor x = tape.input(Tensor.of(new float[] {3, 4}, 1, 2));
    Tensor y = linear.forward(x);
    Tensor read = linear.forward(x);
    float[] known = read.toArray();
    workers.close();
    Bits.assertEqual("read before", known, read.toArray());
    var unread = assertThrows(IllegalStateException.class, y::toArray);
    assertEquals("the device host:0 was closed", unread.getMessage());
    var used = assertThrows(IllegalStateException.class, () -> linear.forward(x));
    assertEquals("the device host:0 was closed", used.getMessage());
  }

  @Test
  void arrays_of_what_is_no_longer_reachable_are_freed() throws InterruptedException {
    Linear linear = new Linear(2, 3, Seed.of(1));
    for (int i = 0; i < 50; i++) {
      new Tape(workers).constant(Tensor.of(VALUES, 3)).storage().valuesOn(on);
      doubled(on);
    }
    linear.forward(new Tape(workers).input(Tensor.of(new float[] {3, 4}, 1, 2)));
    for (int i = 0; i < 100 && on.used() > 4 * 15; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(on.used() <= 4 * 15, () -> on.used() + " bytes"); // weight, transpose, bias
    assertEquals(9, linear.parameters().values().stream().mapToInt(Parameter::count).sum());
  }

  @Test
  @Timeout(60)
  void a_parameter_can_be_read_while_it_is_closed() throws Exception {
    List<Parameter> all = Stream.generate(() -> doubled(on)).limit(8).toList();
    List<Thread> readers = new ArrayList<>();
    Accelerator.Resident resident =
        leaving -> {
          all.forEach(p -> readers.add(Thread.startVirtualThread(p::toArray)));
          pause(); // until the readers wait for the accelerator
        };
    on.register(resident);
    Thread closing = Thread.ofPlatform().daemon().start(workers::close);
    assertTrue(closing.join(Duration.ofSeconds(20)), "it waits for a reader, which waits for it");
    for (Parameter p : all) {
      Bits.assertEqual("closed", TWICE, p.toArray());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
