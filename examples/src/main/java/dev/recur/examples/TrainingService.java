package dev.recur.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recur.check.Finding;
import dev.recur.reading.Json;
import dev.recur.run.Finished;
import dev.recur.run.PreparedRun;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.score.Block;
import dev.recur.source.DataEvent;
import dev.recur.source.Sources;
import dev.recur.task.Answer;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.StoppedException;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Training inside a web application, with the JDK's own HTTP server: a client uploads a table,
/// watches or cancels its run, and gets the report and answers of the model.
///
///     POST /runs?text=message&label=desk&epochs=12     the body is the table; {"run":"1"}
///     GET  /runs/1           its progress
///     POST /runs/1/cancel
///     GET  /runs/1/report    once it is done
///     POST /runs/1/answers   once it is done; the body is a text a line
///
/// Each request has its own virtual thread. It reads and divides the upload, so errors in the data
/// are reported at once. One thread trains, one run at a time. Requests and training share a
/// [Watch] (progress in one direction, "cancel" in the other) and the [Future] of the finished run.
///
/// A real service also needs authentication, and a limit on how many runs it remembers.
public final class TrainingService implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TrainingService.class.getName());
  private static final Pattern PATH = Pattern.compile("/runs/(?<run>\\d+)(?<what>/\\w+|)");
  private static final String UPLOAD = "upload"; // its name in messages
  private static final int MOST_BYTES = 50 << 20;
  private static final int THREADS = 2; // of a run; a caller cannot ask for more
  private static final int WAITING = 8; // runs

  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService training =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));
  private final HttpServer server;

  /// Starts on this port of the loopback interface; 0 chooses a free one.
  TrainingService(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(requests);
    server.createContext("/runs", this::handle);
    server.start();
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// Accepts no more requests, and stops training.
  @Override
  public void close() {
    server.stop(0);
    requests.close(); // no run begins from now on
    runs.values().forEach(run -> run.watch.cancelled = true);
    training.close();
  }

  /// A run as requests see it: its progress, and its result once there is one.
  private record Run(Watch watch, Future<Finished<Model>> end) {
    /// The result.
    Finished<Model> finished() {
      return switch (end.state()) {
        case SUCCESS -> end.resultNow();
        case RUNNING -> throw new Refused(409, "the run has not ended");
        case FAILED, CANCELLED -> throw new Refused(409, end.exceptionNow().getMessage());
      };
    }

    /// The progress, as JSON.
    Map<String, Object> progress() {
      Map<String, Object> json = new LinkedHashMap<>();
      boolean failed = end.state() == Future.State.FAILED;
      json.put("state", end.state().name().toLowerCase(Locale.ROOT));
      if (failed) {
        boolean cancelled = end.exceptionNow() instanceof StoppedException;
        json.put("state", cancelled ? "cancelled" : "failed");
        json.put("error", String.valueOf(end.exceptionNow().getMessage()));
      }
      json.putAll(watch.progress);
      return json;
    }
  }

  /// The progress of a run, and the request to stop it. One thread at a time calls it: that of the
  /// upload until the data is divided, then the one that trains. Requests use only the volatile
  /// fields: a flag, and a map that is never modified once it is set.
  private static final class Watch implements Consumer<RunEvent>, Policy {
    private final List<String> notes = new ArrayList<>();
    private final List<Map<String, Object>> epochs = new ArrayList<>();
    private volatile Map<String, Object> progress = Map.of();
    private volatile boolean cancelled;

    /// Trains, in the training thread.
    Finished<Model> train(PreparedRun<?> run) {
      if (cancelled) { // while it waited
        throw new StoppedException();
      }
      try (Workers workers = run.compute().workers()) {
        return run.train(workers, List.of(this), this);
      }
    }

    /// Called after every batch, so that cancelling does not wait for the end of an epoch.
    @Override
    public Verdict batchEnded(Progress now) {
      return cancelled ? Verdict.STOP : Verdict.GO_ON;
    }

    @Override
    public void accept(RunEvent event) {
      Map<String, Object> next = new LinkedHashMap<>(progress);
      switch (event) {
        case RunEvent.Doing(String what) -> next.put("phase", what);
        case RunEvent.InTraining(_, TrainingEvent.Preparing(String what)) ->
            next.put("phase", what);
        case RunEvent.OfData(DataEvent.Found(Finding finding)) when finding.isWarning() ->
            notes.add(finding.sentence().toString());
        case RunEvent.InTraining(_, TrainingEvent.Noted(String about, String sentence)) ->
            notes.add(about + ": " + sentence);
        case RunEvent.InTraining(_, TrainingEvent.BatchEnded batch) -> {
          next.put("phase", "training");
          next.put("epoch", batch.epoch());
          next.put("done", (double) batch.batch() / batch.batches());
        }
        case RunEvent.InTraining(_, TrainingEvent.EpochEnded epoch) -> epochs.add(figures(epoch));
        default -> {}
      }
      next.put("notes", List.copyOf(notes));
      next.put("epochs", List.copyOf(epochs));
      progress = next;
    }

    private static Map<String, Object> figures(TrainingEvent.EpochEnded epoch) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("epoch", epoch.epoch());
      figures.put("trainLoss", epoch.trainLoss());
      epoch.valid().forEach((name, figure) -> figures.put(name, figure.value()));
      return figures;
    }
  }

  /// An error with an HTTP status.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String sentence) {
      super(sentence);
      this.status = status;
    }
  }

  private record Reply(int status, Map<String, ?> json) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      Reply reply = reply(exchange, in.readNBytes(MOST_BYTES + 1));
      byte[] json = Json.line(reply.json).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status, json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private Reply reply(HttpExchange exchange, byte[] body) {
    try {
      return answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
    } catch (Refused e) {
      return new Reply(e.status, Map.of("error", String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException
        | IOException e) { // the message says what is wrong with the plan or data
      return new Reply(400, Map.of("error", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      return new Reply(500, Map.of("error", "internal error"));
    }
  }

  private Reply answer(String method, URI uri, byte[] body) throws IOException {
    if (method.equals("POST") && uri.getPath().equals("/runs")) {
      return new Reply(202, start(words(uri.getRawQuery()), body));
    }
    Matcher path = PATH.matcher(uri.getPath());
    Run run = path.matches() ? runs.get(path.group("run")) : null;
    if (run == null) {
      throw new Refused(404, "there is no " + uri.getPath());
    }
    return switch (method + path.group("what")) {
      case "GET" -> new Reply(200, run.progress());
      case "GET/report" -> new Reply(200, report(run.finished()));
      case "POST/answers" -> new Reply(200, answers(run.finished(), body));
      case "POST/cancel" -> {
        run.watch.cancelled = true;
        yield new Reply(202, run.progress());
      }
      default -> throw new Refused(404, "there is no %s %s".formatted(method, uri.getPath()));
    };
  }

  private Map<String, Object> start(Map<String, String> words, byte[] upload) throws IOException {
    if (upload.length > MOST_BYTES) {
      throw new Refused(413, "an upload has at most %,d bytes".formatted(MOST_BYTES));
    }
    RunPlan plan = RunPlan.of("classify", UPLOAD, words).with("threads", THREADS);
    if (!plan.files().isEmpty()) { // they would be the server's own
      throw new Refused(400, "there is no file \"%s\"".formatted(plan.files().getFirst()));
    }
    Watch watch = new Watch();
    PreparedRun<?> prepared = Runs.prepare(plan, Sources.of(Map.of(UPLOAD, upload)), watch);
    String id = Integer.toString(count.incrementAndGet());
    try {
      runs.put(id, new Run(watch, training.submit(() -> watch.train(prepared))));
    } catch (RejectedExecutionException e) {
      throw new Refused(503, "too many runs are waiting; try again later");
    }
    return Map.of("run", id);
  }

  /// The parameters of a query, which are the words of a plan.
  private static Map<String, String> words(String query) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : query == null ? new String[0] : query.split("&", -1)) {
      String[] sides = word.split("=", 2);
      words.put(sides[0], URLDecoder.decode(sides[sides.length - 1], StandardCharsets.UTF_8));
    }
    return words;
  }

  private static Map<String, Object> answers(Finished<Model> run, byte[] body) {
    List<List<String>> rows =
        new String(body, StandardCharsets.UTF_8).lines().map(List::of).toList();
    return Map.of("answers", run.model().answer(rows).stream().map(Answer::cells).toList());
  }

  private static Map<String, Object> report(Finished<Model> run) {
    Map<String, Object> json = run.report().details();
    json.put("blocks", run.report().blocks().stream().map(TrainingService::block).toList());
    return json;
  }

  /// A part of the report, for a page that draws it.
  private static Map<String, Object> block(Block block) {
    return switch (block) {
      case Block.Words b -> Map.of("text", b.text());
      case Block.Lines b -> Map.of("title", b.title(), "lines", b.lines(), "more", b.more());
      case Block.Table b ->
          Map.of(
              "columns", b.columns().stream().map(Block.Column::title).toList(), "rows", b.rows());
      case Block.Matrix b -> Map.of("labels", b.labels(), "counts", b.counts());
      case Block.Curve b ->
          Map.of(
              "title", b.title(),
              "x", b.points().stream().map(Block.Curve.Point::x).toList(),
              "y", b.points().stream().map(Block.Curve.Point::y).toList());
      case Block.Reliability b ->
          Map.of(
              "title", b.title(),
              "probability", b.bins().stream().map(bin -> bin.probability()).toList(),
              "accuracy", b.bins().stream().map(bin -> bin.accuracy()).toList());
      case Block.Figures b ->
          Map.of("figures", b.lines().stream().map(line -> line.figure().text()).toList());
    };
  }

  /// Uses the service once, as a web page would.
  public static void main(String[] args) throws IOException, InterruptedException {
    try (InputStream in = TrainingService.class.getResourceAsStream("tickets.csv");
        TrainingService service = new TrainingService(0);
        HttpClient http = HttpClient.newHttpClient()) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      new Caller(service.address(), http).call(table);
    }
  }

  private record Caller(String address, HttpClient http) {
    void call(String table) throws IOException, InterruptedException {
      String columns = "POST /runs?text=message&label=desk";
      String small = columns + "&hidden=32&embedding=32&lr=5e-3&batchSize=16&epochs=4";
      check(send(small, table), 202, "'run':'1'");
      check(send("GET /runs/1/report", ""), 409, "the run has not ended");
      check(await("GET /runs/1", "'state':'success'"), 200, "'epochs':[{'epoch':1,");
      check(send("GET /runs/1/report", ""), 200, "'advice':");
      String texts = "my card was charged twice\nthe parcel never came";
      check(send("POST /runs/1/answers", texts), 200, "'label':'billing','probability':0.");

      String slow = columns + "&hidden=512&embedding=512&batchSize=4&epochs=1000";
      check(send(slow, table), 202, "'run':'2'");
      await("GET /runs/2", "'phase':'training'"); // its first epoch
      check(send("POST /runs/2/cancel", ""), 202, "");
      check(await("GET /runs/2", "'state':'cancelled'"), 200, "'epochs':[]");
      check(send("GET /runs/2/report", ""), 409, "stopped before its first epoch");

      check(send("POST /runs", "\0\1\2 rubbish"), 400, "'error':");
      check(send("POST /runs?format=folders", table), 400, "'error':");
      check(send("POST /runs?text=massage&label=desk", table), 400, "massage");
      check(send(columns + "&hidden=-1", table), 400, "hidden must be");
      check(send(columns + "&vectors=/etc/passwd", table), 400, "there is no file");
      check(send("GET /runs/3", ""), 404, "there is no /runs/3");
    }

    /// Repeats a request until the answer contains these words, with ' for ".
    HttpResponse<String> await(String what, String words) throws IOException, InterruptedException {
      for (int i = 0; i < 3000; i++) {
        HttpResponse<String> answer = send(what, "");
        if (answer.body().replace('"', '\'').contains(words)) {
          return answer;
        }
        Thread.sleep(20);
      }
      throw new AssertionError("expected %s within a minute".formatted(words));
    }

    HttpResponse<String> send(String what, String body) throws IOException, InterruptedException {
      String[] words = what.split(" ", 2);
      HttpRequest.BodyPublisher text = HttpRequest.BodyPublishers.ofString(body);
      URI uri = URI.create(address + words[1]);
      HttpRequest request = HttpRequest.newBuilder(uri).method(words[0], text).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static void check(HttpResponse<String> answer, int status, String words) {
      System.out.printf("%s %d %s%n", answer.uri().getPath(), answer.statusCode(), answer.body());
      if (answer.statusCode() != status || !answer.body().replace('"', '\'').contains(words)) {
        throw new AssertionError("expected %d and %s".formatted(status, words));
      }
    }
  }
}
