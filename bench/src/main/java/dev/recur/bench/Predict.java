package dev.recur.bench;

import dev.recur.task.CellKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `bench/compare predict`: one text of 100 tokens at a time, with one thread, from the first
/// answer after loading; Recur beside ONNX Runtime for Java and PyTorch, each in its own process.
///
/// Recur's time is that of `Classifier.predict`: it includes tokenising the text and looking up its
/// words, while the others are given token ids.
final class Predict {
  private static final int FIRST = 1000;
  private static final int STARTS = 3;
  private static final int CHECKED = 20;
  private static final double TOLERANCE = 1e-4;
  private static final List<String> TITLES =
      List.of(
          "cell",
          "                                            ",
          "ready s",
          "first 1,000: p50 ms",
          "p99 ms",
          "longest ms",
          "later: p50 ms",
          "p99 ms",
          "p99/p50",
          "p50/Recur's");

  private final Options options;
  private final TextModel files;
  private final List<Contender> contenders = new ArrayList<>();

  private Predict(Options options, Path folder) {
    this.options = options;
    this.files = new TextModel(folder);
  }

  private interface Start {
    Peer peer() throws IOException;
  }

  /// A side that answers: how its process starts, the seconds until it is ready, and those of its
  /// first answers.
  private record Contender(Start start, Times ready, Times first) {
    Peer begin() throws IOException {
      long begin = System.nanoTime();
      Peer peer = start.peer();
      ready.add((System.nanoTime() - begin) * 1e-9);
      return peer;
    }
  }

  static void run(List<String> arguments) throws IOException {
    Options options = Options.parse(arguments, List.of(Size.D));
    Path folder = Files.createTempDirectory("recur-bench");
    Optional<Peer> torch = Peer.start(options.python());
    try {
      Heading.print(torch);
      System.out.printf(
          "One text of %d tokens at a time, one thread. %d processes of each side, one after the"
              + " other, and their first %,d answers; then the last process of each, in turns%n%n",
          Size.D.steps, STARTS, FIRST);
      Table table = new Table(System.out, TITLES);
      for (CellKind cell : options.cells()) {
        new Predict(options, folder).run(cell, torch, table);
      }
    } finally {
      torch.ifPresent(Peer::close);
      for (File file : Objects.requireNonNull(folder.toFile().listFiles())) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    }
  }

  private void run(CellKind cell, Optional<Peer> torch, Table table) throws IOException {
    files.write(cell);
    add(() -> java(Answering.Side.RECUR));
    add(() -> java(Answering.Side.WARMED));
    add(() -> java(Answering.Side.FOLDED));
    if (torch.isPresent()) {
      if (exported(torch.get())) {
        add(() -> java(Answering.Side.ONNX));
      }
      add(this::torch);
    }
    check(cell);
    measure(cell, table);
  }

  private void add(Start start) {
    contenders.add(new Contender(start, new Times(), new Times()));
  }

  private Peer java(Answering.Side side) throws IOException {
    List<String> flags = new ArrayList<>(Jvm.modules());
    flags.add("--enable-native-access=ALL-UNNAMED"); // for ONNX Runtime
    List<String> command = List.of(Answering.COMMAND, side.name(), files.folder().toString());
    return new Peer(Jvm.command(flags, command));
  }

  private Peer torch() throws IOException {
    Peer peer = Peer.torch(options.python());
    peer.ask("threads", 1);
    peer.load(files.peer());
    peer.ask("model", "texts", "adam", "dense");
    return peer;
  }

  /// Lets PyTorch write the graph for ONNX Runtime, or prints why there is none.
  private boolean exported(Peer torch) {
    torch.load(files.peer());
    try {
      torch.ask("export", files.onnx());
      return true;
    } catch (Peer.PeerException e) {
      System.err.printf(
          "There is no graph for ONNX Runtime: %s. It is left out. With \"pip install onnx\" the"
              + " Python of PyTorch can write one.%n",
          e.getMessage());
      return false;
    }
  }

  /// Checks that all sides compute the same probabilities, in processes that are not measured.
  private void check(CellKind cell) throws IOException {
    double[] expected = {};
    String first = "";
    for (Contender contender : contenders) {
      try (Peer peer = contender.start.peer()) {
        double[] actual = peer.ask("probabilities", CHECKED);
        for (int i = 0; i < expected.length; i++) {
          if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE)) {
            throw new IllegalStateException(
                "%s, text %d: %s answers %s, %s %s"
                    .formatted(cell, i / Size.CLASSES, first, expected[i], peer.name(), actual[i]));
          }
        }
        if (first.isEmpty()) {
          expected = actual;
          first = peer.name();
        }
      }
    }
  }

  private void measure(CellKind cell, Table table) throws IOException {
    List<Peer> last = new ArrayList<>();
    try {
      for (int i = 1; i <= STARTS; i++) {
        for (Contender contender : contenders) {
          Peer peer = contender.begin();
          contender.first.add(peer.ask("predict", FIRST));
          if (i == STARTS) {
            last.add(peer);
          } else {
            peer.close();
          }
        }
      }
      Duel duel = new Duel(last.size());
      last.forEach(peer -> duel.add(n -> peer.ask("predict", n)));
      rows(cell, last, duel.times(options.seconds()), table);
    } finally {
      last.forEach(Peer::close);
    }
  }

  private void rows(CellKind cell, List<Peer> last, List<Times> later, Table table) {
    double recur = later.getFirst().median();
    for (int i = 0; i < later.size(); i++) {
      Times first = contenders.get(i).first;
      Times then = later.get(i);
      table.row(
          cell,
          last.get(i).name(),
          contenders.get(i).ready.median(),
          first.median() * 1e3,
          first.quantile(0.99) * 1e3,
          first.longest() * 1e3,
          then.median() * 1e3,
          then.quantile(0.99) * 1e3,
          then.quantile(0.99) / then.median(),
          then.median() / recur);
    }
  }
}
