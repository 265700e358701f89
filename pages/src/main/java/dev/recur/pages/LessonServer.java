package dev.recur.pages;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The lessons on recurrent networks as pages of a local web server: the unrolled network, back
/// through time, and the vanishing gradient.
///
/// The server listens on the loopback address only, and its pages load nothing from elsewhere.
/// Every number on them is computed in this process.
///
/// {@snippet class="LessonServerExample" region="server"}
public final class LessonServer implements AutoCloseable {
  /// The languages of the pages.
  public static final List<String> LANGUAGES = List.of("en", "ko");

  private final HttpServer server;
  private final ExecutorService threads;
  private final LessonTrainings trainings = new LessonTrainings();

  private LessonServer(HttpServer server) {
    this.server = server;
    // Platform threads: a training computes for seconds, and must not block the other requests.
    threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("recur-lesson-", 0).factory());
  }

  /// Starts a server.
  ///
  /// @param port the port, or 0 for any that is free
  /// @throws java.net.BindException if the port is in use
  public static LessonServer start(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    var lessons = new LessonServer(HttpServer.create(address, 0));
    lessons.server.setExecutor(lessons.threads);
    lessons.server.createContext("/", new LessonHandler(lessons.trainings));
    lessons.server.start();
    return lessons;
  }

  /// The port that the server listens on.
  public int port() {
    return server.getAddress().getPort();
  }

  /// The address of the first page.
  ///
  /// @param language one of [#LANGUAGES]
  public URI address(String language) {
    LessonTexts.of(language);
    return URI.create("http://127.0.0.1:" + port() + "/?lang=" + language);
  }

  /// The number of trainings in progress.
  public int trainings() {
    return trainings.running();
  }

  /// Ends all trainings and connections.
  @Override
  public void close() {
    trainings.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
