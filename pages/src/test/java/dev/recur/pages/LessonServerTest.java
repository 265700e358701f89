package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server of the lessons: its routes, what it refuses, and the trainings that it runs.
class LessonServerTest {
  private static final String ENDLESS = "/api/recall/train?cell=RNN&distance=100";

  private final HttpClient client = HttpClient.newHttpClient();
  private LessonServer server;

  @BeforeEach
  void start() throws IOException {
    server = LessonServer.start(0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/unrolled?lang=ko, text/html",
    "/backward?lang=en, text/html",
    "/vanishing, text/html",
    "/lesson.css, text/css",
    "/page.js, text/javascript",
    "/uPlot.iife.min.js, text/javascript",
    "/uPlot.min.css, text/css",
    "/icon.svg, image/svg+xml",
    "/api/unrolled?word=hello, application/json",
    "/api/recall?cell=GRU&start=chrono&distance=3, application/json",
  })
  void every_route_answers(String path, String type) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(
        type + "; charset=utf-8", answer.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(
        answer
            .headers()
            .firstValue("Content-Security-Policy")
            .orElseThrow()
            .startsWith("default-src 'self'"));
    assertFalse(answer.body().contains("{{"), answer::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/texts_en.properties", "/frame.html", "/../lesson.css", "/code/Rnn"})
  void everything_else_is_not_found(String path) throws Exception {
    assertEquals(404, get(path).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/unrolled?word=a | the length of the word must be 2 to 9, got 1",
        "/api/unrolled?hidden=x | hidden must be a whole number, got 'x'",
        "/api/recall?distance=201 | distance must be 1 to 200, got 201",
        "/api/recall?cell=CNN | cell must be RNN, LSTM or GRU, got CNN",
        "/api/recall?rate=NaN | learningRate must be above 0 and at most 1, got NaN",
      })
  void wrong_parameters_are_answered_with_a_sentence(String path, String sentence)
      throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(400, answer.statusCode());
    assertEquals(Map.of("error", sentence), ParsedJson.of(answer.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:80, 200",
    "[::1]:1234, 200",
    "evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "localhost@evil.example, 403",
  })
  void only_requests_for_this_machine_are_answered(String host, int code) throws IOException {
    assertEquals(code, code("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
  }

  @Test
  void another_site_cannot_start_a_training_and_nobody_can_post() throws Exception {
    String begin = "GET /api/recall HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    assertEquals(403, code(begin + "Sec-Fetch-Site: cross-site\r\n\r\n"));
    assertEquals(403, code(begin + "Origin: http://elsewhere.example\r\n\r\n"));
    assertEquals(200, code(begin + "Origin: http://localhost:8080\r\n\r\n"));
    assertEquals(200, code(begin + "Sec-Fetch-Site: same-origin\r\n\r\n"));
    assertEquals(
        405,
        code(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  }

  /// The status of the answer to a request, byte by byte.
  private int code(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
        PrintStream out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
      out.print(request);
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @Test
  void pages_are_answered_while_others_compute() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String path = i % 3 == 0 ? "/vanishing" : "/api/unrolled?updates=20&seed=" + i;
      answers.add(client.sendAsync(request(path), BodyHandlers.ofString()));
    }
    for (var answer : answers) {
      assertEquals(200, answer.join().statusCode());
    }
  }

  /// A training that is watched.
  private final class Watched implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    Watched(String path) throws Exception {
      in = client.send(request(path), BodyHandlers.ofInputStream()).body();
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// The next event; empty at the end.
    String event() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith("event: ")) {
        line = lines.readLine();
      }
      return line == null ? "" : line.substring("event: ".length());
    }

    Map<?, ?> data() throws IOException {
      return (Map<?, ?>) ParsedJson.of(lines.readLine().substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private void awaitTrainings(int count) throws InterruptedException {
    for (int i = 0; i < 500 && server.trainings() != count; i++) {
      Thread.sleep(20);
    }
    assertEquals(count, server.trainings());
  }

  @Test
  void a_training_reports_until_the_task_is_learnt() throws Exception {
    try (var watched = new Watched("/api/recall/train?cell=RNN&distance=2&page=a")) {
      long updates = -1;
      String event = watched.event();
      Map<?, ?> last = Map.of();
      while (event.equals("progress")) {
        last = watched.data();
        long now = (Long) Objects.requireNonNull(last.get("updates"));
        assertTrue(now > updates);
        updates = now;
        event = watched.event();
      }
      assertEquals("end", event);
      assertEquals("learnt", last.get("state"));
    }
    awaitTrainings(0);
  }

  @Test
  void a_training_ends_when_its_page_goes_away_or_begins_another() throws Exception {
    try (var first = new Watched(ENDLESS + "&page=a")) {
      assertEquals("progress", first.event());
      awaitTrainings(1);
      try (var second = new Watched(ENDLESS + "&page=a")) {
        assertEquals("progress", second.event());
        String event = first.event();
        while (event.equals("progress")) {
          event = first.event();
        }
        assertEquals("", event);
        awaitTrainings(1);
      }
    }
    awaitTrainings(0);
  }

  @Test
  void there_are_a_few_trainings_at_a_time_and_closing_ends_them() throws Exception {
    List<Watched> all = new ArrayList<>();
    for (int i = 0; i < LessonTrainings.MOST; i++) {
      all.add(new Watched(ENDLESS + "&page=" + i));
      assertEquals("progress", all.getLast().event());
    }
    try (var more = new Watched(ENDLESS + "&page=more")) {
      assertEquals("busy", more.event());
    }
    server.close();
    awaitTrainings(0);
    for (int i = 0; i < 250 && threads() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, threads());
    for (Watched each : all) {
      each.close();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("recur-lesson"))
        .count();
  }

  @Test
  void a_busy_port_is_an_error() {
    assertThrows(BindException.class, () -> LessonServer.start(server.port()));
  }

  @Test
  void the_address_names_the_language() throws Exception {
    assertEquals(
        "http://127.0.0.1:" + server.port() + "/?lang=ko", server.address("ko").toString());
    String page = get("/?lang=ko").body();
    assertTrue(page.contains("<html lang=\"ko\">"), page);
    assertTrue(get("/?lang=xx").body().contains("<html lang=\"en\">"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> server.address("xx"));
    assertEquals("the language of a lesson must be one of [en, ko], got 'xx'", e.getMessage());
    assertTrue(LessonServerExample.address().toString().endsWith("/?lang=en"));
  }

  @Test
  void both_languages_have_the_same_texts_with_the_same_gaps() {
    Map<String, String> english = LessonTexts.of("en").byKey();
    Map<String, String> korean = LessonTexts.of("ko").byKey();
    assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(korean.keySet()));
    english.forEach(
        (key, text) ->
            assertEquals(gaps(text), gaps(Objects.requireNonNull(korean.get(key))), key));
  }

  private static Set<String> gaps(String text) {
    return Pattern.compile("\\{\\w+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_piece_of_code_on_the_pages_is_in_the_sources() {
    for (String name : LessonCode.names()) {
      assertFalse(LessonCode.text(name).isBlank(), name);
    }
    assertTrue(LessonCode.text("tanh").equals("a.tanh(); // h = tanh(a)"));
    assertTrue(LessonCode.text("loop").contains("h = cell.forward("));
  }
}
