package dev.recur.bench;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.nn.Embedding;
import dev.recur.nn.Folding;
import dev.recur.nn.Lstm;
import dev.recur.nn.Session;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/// `bench/compare session`: one step of a stream through an LSTM, 100 → 128, in one thread; with a
/// vector, with a token, and with a token whose products are folded; beside PyTorch's `LSTMCell`.
final class SessionSteps {
  private static final int INPUTS = 100;
  private static final int HIDDEN = 128;
  private static final int STREAM = 1000; // inputs, used in turn
  private static final int CHECKED = 100; // steps
  private static final double TOLERANCE = 1e-4;

  private final Embedding embedding =
      new Embedding(Size.VOCABULARY, INPUTS, Seed.of(1).split("embedding"));
  private final int[] tokens = new int[STREAM];
  private final float[][] inputs = new float[STREAM][INPUTS]; // the tokens' rows
  private final float[] y = new float[HIDDEN];
  private final List<String> names = new ArrayList<>();
  private final List<IntFunction<double[]>> contenders = new ArrayList<>();

  private SessionSteps() {
    float[] table = Objects.requireNonNull(embedding.parameters().get("weight")).toArray();
    for (int i = 0; i < STREAM; i++) {
      tokens[i] = (int) (Size.VOCABULARY * Seed.of(2).uniform(i));
      System.arraycopy(table, tokens[i] * INPUTS, inputs[i], 0, INPUTS);
    }
  }

  static void run(List<String> arguments) throws IOException {
    Options options = Options.parse(arguments, List.of(Size.D));
    Path file = Files.createTempFile("recur-bench", ".safetensors");
    Optional<Peer> peer = Peer.start(options.python());
    try {
      Heading.print(peer);
      new SessionSteps().run(options, peer, file);
    } finally {
      peer.ifPresent(Peer::close);
      Files.delete(file);
    }
  }

  private static Lstm lstm() {
    return new Lstm(INPUTS, HIDDEN, Seed.of(1).split("lstm"));
  }

  private void run(Options options, Optional<Peer> peer, Path file) throws IOException {
    Lstm plain = lstm();
    Lstm folded = lstm();
    Folding folding = folded.fold(embedding, Long.MAX_VALUE, Workers.single());
    System.out.printf(
        "A step of an LSTM, %d → %d, one thread; the folded table: %.1f MiB, made in %d ms%n%n",
        INPUTS, HIDDEN, folding.bytes() / 0x1p20, folding.time().toMillis());

    float[] expected = add("Recur, vector", new Session(plain), (s, i) -> s.step(inputs[i], y));
    same(expected, add("Recur, token", new Session(embedding, plain), this::token));
    same(expected, add("Recur, token, folded", new Session(embedding, folded), this::token));
    if (peer.isPresent()) {
      write(plain, file);
      peer.get().ask("threads", 1);
      peer.get().ask("stream", file);
      same(expected, peer.get().ask("state", CHECKED));
      names.add("PyTorch, LSTMCell, vector");
      contenders.add(n -> peer.get().ask("step", n));
    }
    Table table =
        new Table(System.out, List.of("                      step", "median µs", "p99 µs"));
    Duel duel = new Duel(contenders.size());
    contenders.forEach(duel::add);
    List<Times> times = duel.times(options.seconds());
    for (int i = 0; i < times.size(); i++) {
      Times each = times.get(i);
      table.row(names.get(i), each.median() * 1e6, each.quantile(0.99) * 1e6);
    }
  }

  private interface Step {
    void take(Session session, int input);
  }

  private void token(Session session, int i) {
    session.step(tokens[i], y);
  }

  /// Adds a contender; returns its output after some steps.
  private float[] add(String name, Session session, Step step) {
    names.add(name);
    for (int i = 0; i < CHECKED; i++) {
      step.take(session, i);
    }
    int[] next = {0};
    contenders.add(
        n -> {
          double[] seconds = new double[n];
          for (int i = 0; i < n; i++) {
            int input = next[0]++ % STREAM;
            long begin = System.nanoTime();
            step.take(session, input);
            seconds[i] = (System.nanoTime() - begin) * 1e-9;
          }
          return seconds;
        });
    return y.clone();
  }

  private static void same(float[] expected, float[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException("sessions of the same weights give different bits");
    }
  }

  private static void same(float[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= TOLERANCE)) {
        throw new IllegalStateException(
            "h %d after %d steps: PyTorch computes %s, Recur %s"
                .formatted(i, CHECKED, actual[i], expected[i]));
      }
    }
  }

  /// The weights by the names of PyTorch's cell, and the inputs.
  private void write(Lstm lstm, Path file) throws IOException {
    List<NamedArray> arrays = new ArrayList<>();
    lstm.parameters()
        .forEach((n, p) -> arrays.add(NamedArray.of(n.replace("_l0", ""), p.toArray(), p.shape())));
    float[] all = new float[STREAM * INPUTS];
    for (int i = 0; i < STREAM; i++) {
      System.arraycopy(inputs[i], 0, all, i * INPUTS, INPUTS);
    }
    arrays.add(NamedArray.of("inputs", all, STREAM, INPUTS));
    new ModelFile(Map.of(), arrays).write(file, true);
  }
}
