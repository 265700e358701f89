package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.pages.LessonServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `recur lesson`: it serves the pages until it is ended.
class LessonCommandTest {
  @Test
  void the_pages_are_served_until_the_command_is_ended() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine recur = RecurCommand.commandLine().setOut(new PrintWriter(out, true));
    var code = new CompletableFuture<Integer>();
    Thread command =
        Thread.ofPlatform()
            .start(
                () ->
                    code.complete(
                        RecurCommand.execute(recur, "lesson", "--no-open", "--lang", "ko")));
    for (int i = 0; i < 500 && !out.toString().contains("Ctrl-C"); i++) {
      Thread.sleep(20);
    }
    URI address = URI.create(out.toString().replaceAll("(?s).* at (\\S+)\\s.*", "$1"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var page = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("<html lang=\"ko\">"), page::body);
    }
    command.interrupt();
    assertEquals(0, code.get(10, TimeUnit.SECONDS));
  }

  @Test
  void a_busy_port_is_one_sentence() throws Exception {
    try (LessonServer other = LessonServer.start(0)) {
      Typed typed = Typed.run(Path.of("nowhere"), "lesson --no-open --port " + other.port());
      assertEquals(2, typed.code());
      assertEquals(
          "recur: port %s is in use or not permitted (omit --port to use any free port);"
                  .formatted(Integer.toString(other.port()))
              + " see 'recur lesson --help'\n",
          typed.err());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lesson --port 70000 | --port must be 0 to 65535, got 70000",
        "lesson --lang fr | --lang must be en or ko, got 'fr'",
      })
  void invalid_options_are_refused(String line, String sentence) {
    Typed typed = Typed.run(Path.of("nowhere"), line);
    assertEquals(2, typed.code());
    assertEquals("recur: " + sentence + "; see 'recur lesson --help'\n", typed.err());
  }

  @Test
  void a_browser_is_opened_only_where_there_is_a_screen() {
    assertEquals(List.of("open"), LessonCommand.opener("Mac OS X", Map.of()));
    assertEquals("rundll32", LessonCommand.opener("Windows 11", Map.of()).getFirst());
    assertEquals(List.of("xdg-open"), LessonCommand.opener("Linux", Map.of("DISPLAY", ":0")));
    assertEquals(List.of(), LessonCommand.opener("Linux", Map.of()));
  }
}
