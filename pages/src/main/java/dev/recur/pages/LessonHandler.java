package dev.recur.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.recur.lesson.RecallTraining;
import dev.recur.lesson.UnrolledLesson;
import dev.recur.reading.Json;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the requests of the lessons' pages.
///
/// Only requests that name this machine are answered, so that a page from elsewhere cannot reach
/// the server by a name that it has redirected to the loopback address (DNS rebinding).
final class LessonHandler implements HttpHandler {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final String JSON = "application/json";

  private final LessonTrainings trainings;

  LessonHandler(LessonTrainings trainings) {
    this.trainings = trainings;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      if (!isForThisMachine(exchange)) {
        send(exchange, 403, "text/plain", "This server answers requests for localhost only.\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        headers.set("Allow", "GET");
        send(exchange, 405, "text/plain", "Only GET is supported.\n");
      } else {
        answer(exchange);
      }
    }
  }

  private static boolean isForThisMachine(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    String origin = exchange.getRequestHeaders().getFirst("Origin"); // of a page that asks
    return isOwn(host)
        && (origin == null || isOwn(origin.replaceFirst("^http://", "")))
        && (site == null
            || OWN_SITE.contains(site)
            || !exchange.getRequestURI().getPath().startsWith("/api/"));
  }

  private static boolean isOwn(@Nullable String host) {
    return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request = LessonRequest.of(exchange.getRequestURI());
    try {
      switch (request.path()) {
        case "/api/unrolled" -> {
          var lesson = new UnrolledLesson(request.unrolled(), Workers.single());
          send(exchange, 200, JSON, Json.line(LessonNumbers.of(lesson.run())));
        }
        case "/api/recall" -> {
          var training = new RecallTraining(request.recall(), Workers.single());
          send(exchange, 200, JSON, Json.line(LessonNumbers.of(training.advance(0))));
        }
        case "/api/recall/train" -> trainings.run(exchange, request.page(), request.recall());
        default -> page(exchange, request);
      }
    } catch (IllegalArgumentException e) {
      String sentence = String.valueOf(e.getMessage());
      send(exchange, 400, JSON, Json.line(Map.of("error", sentence)));
    } catch (IllegalStateException e) { // such as a text that is missing
      send(exchange, 500, "text/plain", "internal error: " + e.getMessage() + "\n");
    }
  }

  private static void page(HttpExchange exchange, LessonRequest request) throws IOException {
    var file = LessonFiles.of(request.path(), request.language());
    if (file.isPresent()) {
      send(exchange, 200, file.get().type(), file.get().text());
    } else {
      send(exchange, 404, "text/plain", "There is no page " + request.path() + ".\n");
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(code, -1); // an answer to HEAD has no body
    } else {
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
