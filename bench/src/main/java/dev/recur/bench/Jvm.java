package dev.recur.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts other Java processes that run commands of [Compare] with their own flags.
final class Jvm {
  private static final List<String> HANDED_ON = List.of("dev.recur.bench.peer");

  private Jvm() {}

  /// The flags that put the library and its vector module on the module path, as in this JVM.
  static List<String> modules() {
    return List.of(
        "-p",
        System.getProperty("jdk.module.path", ""),
        "--add-modules",
        "dev.recur",
        "--add-exports",
        "dev.recur/dev.recur.kernel=ALL-UNNAMED");
  }

  /// Runs a command with the same standard output as this JVM.
  ///
  /// @throws IOException if it fails
  static void run(List<String> flags, List<String> command) throws IOException {
    await(builder(flags, command).inheritIO().start());
  }

  /// Runs a command and returns what it prints.
  static String output(List<String> flags, List<String> command) throws IOException {
    Process process =
        builder(flags, command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    await(process);
    return output;
  }

  private static ProcessBuilder builder(List<String> flags, List<String> command) {
    return new ProcessBuilder(command(flags, command));
  }

  /// The command line that starts a command of [Compare] in its own process.
  static List<String> command(List<String> flags, List<String> command) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(flags);
    for (String name : HANDED_ON) {
      all.add("-D" + name + "=" + System.getProperty(name, ""));
    }
    all.add("-cp");
    all.add(System.getProperty("java.class.path"));
    all.add(Compare.class.getName());
    all.addAll(command);
    return all;
  }

  private static void await(Process process) throws IOException {
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("another Java process ended with status " + status);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
