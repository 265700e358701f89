package dev.recur.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A process that computes one request per line and is idle in between: one of PyTorch, with the
/// protocol described in `peer.py`, or one of Java ([Answering]).
final class Peer implements AutoCloseable {
  /// The system property with the path of the script, set by the launcher.
  private static final String SCRIPT = "dev.recur.bench.peer";

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final String name;

  /// Starts a process whose first line is its name.
  Peer(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    requests = process.outputWriter(StandardCharsets.UTF_8);
    name = answer("its start");
  }

  /// Starts PyTorch, or prints why it cannot, what to do, and that Recur is measured alone.
  static Optional<Peer> start(String python) {
    try {
      return Optional.of(torch(python));
    } catch (IOException | PeerException e) {
      System.err.printf(
          "PyTorch does not run with %s: %s. Recur is measured alone. \"pip install torch\""
              + " installs PyTorch; --python PATH names the Python that has it.%n",
          python, String.valueOf(e.getMessage()).strip());
      return Optional.empty();
    }
  }

  /// Starts PyTorch.
  static Peer torch(String python) throws IOException {
    return new Peer(List.of(python, System.getProperty(SCRIPT, "bench/src/main/python/peer.py")));
  }

  /// Its name and version.
  String name() {
    return name;
  }

  /// Sends a request and waits for the numbers of its answer.
  double[] ask(Object... words) {
    String request = String.join("\t", Arrays.stream(words).map(Object::toString).toList());
    try {
      requests.write(request);
      requests.newLine();
      requests.flush();
      String answer = answer(request);
      return answer.isEmpty()
          ? new double[0]
          : Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Loads weights and batches.
  void load(Path file) {
    ask("load", file.toAbsolutePath());
  }

  /// The peak memory of the process, in MiB.
  double peakMebibytes() {
    return ask("peak")[0] / 1024;
  }

  private String answer(String request) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new PeerException("it ended without an answer to " + request);
    }
    if (!line.startsWith("ok")) {
      throw new PeerException(line.replaceFirst("^error ", ""));
    }
    return line.substring(2).strip();
  }

  @Override
  public void close() {
    try {
      requests.close(); // it reads to the end of its input
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /// Thrown if the other side failed.
  static final class PeerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerException(String message) {
      super(message);
    }
  }
}
