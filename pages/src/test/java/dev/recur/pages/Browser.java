package dev.recur.pages;

import dev.recur.reading.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A Chromium without a window, driven over its DevTools protocol: opens pages, runs scripts in
/// them, presses keys, and reports what the console says and what is requested.
///
/// One page is open at a time.
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private final Path folder;
  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<?, ?>>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private String session = "";
  private String target = "";

  private Browser(Path program) throws Exception {
    folder = Files.createTempDirectory("recur-browser");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> port = port();
    HttpClient client = HttpClient.newHttpClient();
    URI address = URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1));
    socket = client.newWebSocketBuilder().buildAsync(address, new Messages()).join();
  }

  /// Starts a browser, if there is one on this machine: the one that `RECUR_CHROMIUM` names, or one
  /// in the PATH.
  public static Optional<Browser> start() throws Exception {
    Optional<Path> program = program();
    return program.isEmpty() ? Optional.empty() : Optional.of(new Browser(program.get()));
  }

  private static Optional<Path> program() {
    String named = System.getenv("RECUR_CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(each -> NAMES.stream().map(name -> Path.of(each).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The port that the browser has chosen, and the path of its socket.
  private List<String> port() throws Exception {
    Path file = folder.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (Files.exists(file) && Files.readAllLines(file).size() == 2) {
        return Files.readAllLines(file);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IOException("the browser did not start");
  }

  /// Opens an address in a new page and closes the page before; forgets its errors and requests.
  ///
  /// @param width of the window, in CSS pixels
  /// @param dark whether the reader prefers dark pages
  public void open(String address, int width, boolean dark) {
    if (!target.isEmpty()) {
      send("", "Target.closeTarget", Map.of("targetId", target));
    }
    target = text(send("", "Target.createTarget", Map.of("url", "about:blank")), "targetId");
    Map<String, ?> attach = Map.of("targetId", target, "flatten", true);
    session = text(send("", "Target.attachToTarget", attach), "sessionId");
    errors.clear();
    requests.clear();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    resize(width, 900);
    String theme = dark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    call("Page.navigate", Map.of("url", address));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /// Gives the window another size.
  public void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// The value of an expression in the page: text, number, boolean, list or map.
  ///
  /// @throws IllegalStateException if the script fails
  public Object evaluate(String expression) {
    Map<?, ?> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    Object value = ((Map<?, ?>) Objects.requireNonNull(answer.get("result"))).get("value");
    return value == null ? "" : value;
  }

  /// Waits until an expression is true.
  public void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(evaluate("!!(" + expression + ")"))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("still not true: " + expression + "; errors: " + errors);
      }
      LockSupport.parkNanos(30_000_000);
    }
  }

  /// Presses a key, such as `ArrowLeft` or `Tab`.
  public void key(String name) {
    Map<String, Integer> codes =
        Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);
    for (String type : List.of("rawKeyDown", "keyUp")) {
      Map<String, Object> event = new HashMap<>();
      event.put("type", type);
      event.put("key", name);
      event.put("code", name);
      event.put("windowsVirtualKeyCode", codes.getOrDefault(name, 0));
      if (name.equals("Enter") && type.equals("rawKeyDown")) {
        event.put("type", "keyDown");
        event.put("text", "\r"); // what a key with a letter sends besides
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  /// Types a text into what has the focus, in place of a selection.
  public void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /// What the console has reported as an error since the page was opened, exceptions included.
  public List<String> consoleErrors() {
    return List.copyOf(errors);
  }

  /// The addresses requested since the page was opened.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Saves a picture of the whole page as PNG.
  public void screenshot(Path file) throws IOException {
    long height = (Long) evaluate("document.documentElement.scrollHeight");
    long width = (Long) evaluate("innerWidth");
    resize((int) width, (int) height);
    evaluate("new Promise(done => setTimeout(done, 300))");
    shot(file);
  }

  /// Saves a picture of what the window shows as PNG.
  public void shot(Path file) throws IOException {
    Map<?, ?> picture = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(file, Base64.getDecoder().decode(text(picture, "data")));
  }

  private Map<?, ?> call(String method, Map<String, ?> parameters) {
    return send(session, method, parameters);
  }

  private Map<?, ?> send(String to, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    var answer = new CompletableFuture<Map<?, ?>>();
    answers.put(id, answer);
    Map<String, Object> message = new HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    socket.sendText(Json.line(message), true).join();
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static String text(Map<?, ?> json, String name) {
    return String.valueOf(json.get(name));
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    children.forEach(ProcessHandle::destroyForcibly);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!deleted() && System.nanoTime() < end) { // a child may have written until now
      LockSupport.parkNanos(100_000_000);
    }
  }

  /// Deletes the folder; returns whether it could.
  private boolean deleted() {
    List<Path> files = new ArrayList<>();
    try {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(files::add);
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /// The messages of the browser: answers by number, and events.
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        Map<?, ?> message = (Map<?, ?>) ParsedJson.of(text.toString());
        text.setLength(0);
        take(message);
      }
      from.request(1);
      return CompletableFuture.completedStage(part);
    }

    private void take(Map<?, ?> message) {
      if (message.get("id") instanceof Number id) {
        CompletableFuture<Map<?, ?>> answer = answers.remove(id.intValue());
        if (answer == null) {
          return;
        }
        if (message.get("error") != null) {
          answer.completeExceptionally(new IllegalStateException(message.toString()));
        } else {
          answer.complete((Map<?, ?>) Objects.requireNonNull(message.get("result")));
        }
      } else if (session.equals(message.get("sessionId"))) {
        event(text(message, "method"), (Map<?, ?>) Objects.requireNonNull(message.get("params")));
      }
    }

    private void event(String method, Map<?, ?> event) {
      switch (method) {
        case "Network.requestWillBeSent" ->
            requests.add(text((Map<?, ?>) Objects.requireNonNull(event.get("request")), "url"));
        case "Runtime.exceptionThrown" -> errors.add(event.toString());
        case "Runtime.consoleAPICalled" -> {
          if ("error".equals(event.get("type"))) {
            errors.add(event.toString());
          }
        }
        case "Log.entryAdded" -> {
          var entry = (Map<?, ?>) Objects.requireNonNull(event.get("entry"));
          if ("error".equals(entry.get("level"))) {
            errors.add(entry.toString());
          }
        }
        default -> {}
      }
    }
  }
}
