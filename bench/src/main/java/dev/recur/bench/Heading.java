package dev.recur.bench;

import dev.recur.inspect.Machine;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;

/// The lines above a table: what was measured, where and when.
final class Heading {
  private Heading() {}

  static void print(Optional<Peer> peer) {
    print(peer.map(Peer::name).orElse("no peer"));
  }

  /// Prints the lines.
  ///
  /// @param peer the name and version of what Recur is compared with
  static void print(String peer) {
    Machine machine = Machine.here();
    System.out.printf(
        "%s · %s, %d of its processors · Java %s (%s)%nRecur, %s kernels · %s%n",
        LocalDate.now(ZoneOffset.UTC),
        processor(),
        machine.processors(),
        machine.java(),
        collector(),
        machine.kernels(),
        peer);
  }

  /// The garbage collector of this JVM, by the names of its parts.
  static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) { // not on Linux
      return System.getProperty("os.arch");
    }
  }
}
