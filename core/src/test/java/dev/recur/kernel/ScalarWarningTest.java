package dev.recur.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A program on the class path, without the vector module, is told so: once, through its logger.
class ScalarWarningTest {
  /// Asks for the best kernels again and again.
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.println(Kernels.best().name());
      System.out.println(Kernels.best().name());
    }
  }

  private static List<String> warnings(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"));
    command.add("dev.recur.kernel.ScalarWarningTest$Program");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> line.contains("scalar kernels")).toList();
  }

  @Test
  void it_is_said_once_and_how_to_change_it() throws Exception {
    List<String> warnings = warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertEquals(
        "WARNING: Recur computes with scalar kernels. The module jdk.incubator.vector is not"
            + " present;"
            + " start Java with --add-modules jdk.incubator.vector (the environment variable"
            + " JDK_JAVA_OPTIONS can hold it) for about twice the speed.",
        warnings.getFirst());
  }

  @Test
  void who_asks_for_scalar_kernels_or_has_vectors_is_told_nothing() throws Exception {
    assertEquals(List.of(), warnings("-Ddev.recur.kernels=scalar"));
    assertEquals(List.of(), warnings("--add-modules", "jdk.incubator.vector"));
  }
}
