package dev.recur.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.Classify;
import dev.recur.examples.spring.ClassifierController.Answer;
import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// The service over real HTTP, with two models that differ in every probability.
class ClassifierServiceTest {
  private static final Path TICKETS =
      Path.of("../src/main/resources/dev/recur/examples/tickets.csv");
  private static final String TEXT = "my card was charged twice";
  private static final int THREADS = 8;
  private static final int SWAPS = 4;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Path current;
  private static Classifier first;
  private static Classifier second;
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void train_two_models_and_start_with_the_first() throws IOException {
    first = train(1);
    second = train(2);
    first.save(folder.resolve("first.recur"), false);
    second.save(folder.resolve("second.recur"), false);
    assertNotEquals(first.predict(TEXT), second.predict(TEXT));
    current = folder.resolve("current.recur");
    put("first.recur");
    service =
        SpringApplication.run(
            ClassifierService.class,
            "--server.port=0",
            "--recur.model=" + current,
            "--spring.main.banner-mode=off",
            "--logging.level.root=error");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void begin_with_the_first() throws Exception {
    put("first.recur");
    assertEquals(200, post("/model", "").statusCode());
  }

  @Test
  void eight_threads_get_the_exact_answers_of_one_of_two_models_while_these_are_swapped()
      throws Exception {
    Set<Answer> expected = Set.of(Answer.of(first.predict(TEXT)), Answer.of(second.predict(TEXT)));
    Set<Answer> seen = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Integer>> callers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        callers.add(threads.submit(() -> ask(seen, over)));
      }
      for (int i = 1; i <= SWAPS; i++) {
        put(i % 2 == 0 ? "first.recur" : "second.recur");
        assertEquals(200, post("/model", "").statusCode());
        assertEquals(Answer.of((i % 2 == 0 ? first : second).predict(TEXT)), classify(TEXT));
      }
      over.set(true);
    }
    for (Future<Integer> caller : callers) {
      assertTrue(caller.get() >= SWAPS, "a thread came through " + caller.get() + " calls only");
    }
    assertEquals(expected, new HashSet<>(seen));
  }

  /// Sends requests until it is over, and returns their number.
  private static int ask(Set<Answer> seen, AtomicBoolean over) throws Exception {
    int calls = 0;
    for (; !over.get(); calls++) {
      seen.add(classify(TEXT));
    }
    return calls;
  }

  @Test
  void a_file_that_is_no_model_is_refused_and_the_old_one_goes_on() throws Exception {
    Files.writeString(current, "no model at all");
    HttpResponse<String> refused = post("/model", "");
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("current.recur"), refused::body);
    assertEquals(Answer.of(first.predict(TEXT)), classify(TEXT));
  }

  @Test
  void a_question_without_a_text_is_the_callers_mistake() throws Exception {
    for (String body : List.of("{}", "{\"text\": null}", "a fine film", "")) {
      assertEquals(400, post("/classify", body).statusCode(), body);
    }
    assertFalse(classify("").labels().isEmpty(), "an empty text has an answer");
  }

  private static Answer classify(String text) throws Exception {
    JsonMapper json = JsonMapper.shared();
    HttpResponse<String> answer = post("/classify", json.writeValueAsString(Map.of("text", text)));
    assertEquals(200, answer.statusCode(), answer::body);
    return json.readValue(answer.body(), Answer.class);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    String port = service.getEnvironment().getProperty("local.server.port");
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Replaces the file in one step, as a new model should be put in place.
  private static void put(String model) throws IOException {
    Path copy = folder.resolve("copy");
    Files.copy(folder.resolve(model), copy);
    Files.move(copy, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Classifier train(long seed) throws IOException {
    return Classify.train(
            TICKETS,
            s ->
                s.text("message")
                    .label("desk")
                    .hidden(16)
                    .embedding(16)
                    .epochs(3)
                    .lr(5e-3)
                    .seed(seed))
        .model();
  }
}
