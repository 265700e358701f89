package dev.recur.cli;

import dev.recur.pages.LessonServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `recur lesson`: pages about recurrent networks on a local web server, until Ctrl-C.
@Command(
    name = "lesson",
    description = "Opens interactive lessons about recurrent networks in the browser.")
final class LessonCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      description = "The port of the local server (default: any that is free).")
  int port;

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      description = "The language of the pages: en or ko (default: ${DEFAULT-VALUE}).")
  String language = "en"; // not a constant of the server, which every command would load

  @Option(names = "--no-open", description = "Only print the address, without opening a browser.")
  boolean noOpen;

  @Override
  public Integer call() throws IOException {
    require(port >= 0 && port <= 65_535, "--port must be 0 to 65535, got " + port);
    require(
        LessonServer.LANGUAGES.contains(language),
        "--lang must be en or ko, got '" + language + "'");
    try (LessonServer server = start()) {
      Thread hook = new Thread(server::close, "recur-lesson-end");
      Runtime.getRuntime().addShutdownHook(hook);
      URI address = server.address(language);
      Screen screen = Screen.of(spec.commandLine());
      screen.line("The lessons are at %s", address);
      screen.line("Press Ctrl-C to end.");
      if (!noOpen) {
        open(address);
      }
      waitForTheEnd();
      forget(hook);
    }
    return 0;
  }

  private LessonServer start() throws IOException {
    try {
      return LessonServer.start(port);
    } catch (NoClassDefFoundError e) {
      throw new IOException(
          "this Java runtime lacks the module jdk.httpserver (was it built with jlink?)", e);
    } catch (BindException e) {
      throw new ParameterException(
          spec.commandLine(),
          "port %s is in use or not permitted (omit --port to use any free port)"
              .formatted(Integer.toString(port)),
          e);
    }
  }

  private void require(boolean fine, String sentence) {
    if (!fine) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  /// Ctrl-C ends the program; an interrupt of this thread only ends the server.
  private static void waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already.
    }
  }

  /// Opens an address with the system's own program; where there is none, the user opens it.
  private static void open(URI address) {
    List<String> command = new ArrayList<>(opener(System.getProperty("os.name"), System.getenv()));
    if (command.isEmpty()) {
      return;
    }
    command.add(address.toString());
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // The address is on the screen.
    }
  }

  /// The program that opens addresses on a system; empty on one without a screen.
  static List<String> opener(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return List.of("open");
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    boolean screen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return screen ? List.of("xdg-open") : List.of();
  }
}
