package dev.recur.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.recur.laws.fixtures.Configuration;
import dev.recur.laws.fixtures.Configurations;
import dev.recur.laws.fixtures.Network;
import dev.recur.laws.fixtures.Pass;
import dev.recur.laws.fixtures.Problem;
import dev.recur.laws.fixtures.Tapes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests compute on the device that the system property names. (Each golden case checks it too.)
@Tag("device")
class TestDeviceTest {
  static Stream<Configuration> oneOfEachKind() {
    return Configurations.oneOfEachKind();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void the_tapes_of_the_laws_and_oracles_are_on_the_device(Configuration c) {
    Network net = c.network(3, 6);
    long before = TestDevice.launches();
    Pass.whole(net, Problem.of(net.sizes(), 4, 6, 1, 5));
    boolean named = TestDevice.workers().accelerator().isPresent();
    assertEquals(named, TestDevice.launches() > before);
    assertSame(TestDevice.workers(), Tapes.used().workers());
  }
}
