package dev.recur.bench;

import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// `bench/compare tagging`: training and tagging with the network of `recur train tag`, in turns
/// with PyTorch, on the same batches of words as numbers, from the same weights.
///
/// PyTorch gets packed sequences: in padded ones, the direction that reads from the end would begin
/// with padding. Its batches are packed, and their distinct words found, before the time is
/// measured; Recur does both within it, and counts the right tags, too.
final class TaggerSteps {
  /// The command; its first argument is a file in CoNLL-U.
  static final String COMMAND = "tagging";

  private static final String ADAM = "adam";
  private static final String FUSED = "fused";

  // Round-off, and what Adam makes of it: see SameLoss.
  private static final double AT_START = 1e-4;
  private static final double AFTER_STEPS = 5e-3;
  private static final int STEPS = 8;

  private static final List<String> TITLES =
      List.of(
          "     ",
          "threads",
          "Recur words/s",
          "Adam(fused) words/s",
          "Adam words/s",
          "Recur/best",
          "Recur/Adam");

  private final List<Treebank.Sentence> sentences;
  private final Options options;
  private final Optional<Peer> peer;
  private final Path file;

  private TaggerSteps(
      List<Treebank.Sentence> sentences, Options options, Optional<Peer> peer, Path file) {
    this.sentences = sentences;
    this.options = options;
    this.peer = peer;
    this.file = file;
  }

  static void run(List<String> arguments) throws IOException {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
      throw new IllegalArgumentException("tagging: expected a file in CoNLL-U first");
    }
    Options options = Options.parse(arguments.subList(1, arguments.size()), List.of(Size.A));
    List<Treebank.Sentence> sentences = Treebank.read(Path.of(arguments.getFirst()));
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException(arguments.getFirst() + " has no sentences");
    }
    Path file = Files.createTempFile("recur-bench", ".safetensors");
    Optional<Peer> peer = Peer.start(options.python());
    try {
      Heading.print(peer);
      new TaggerSteps(sentences, options, peer, file).run();
    } finally {
      peer.ifPresent(Peer::close);
      Files.delete(file);
    }
  }

  private void run() throws IOException {
    TaggerSide any = new TaggerSide(sentences, true, Workers.single());
    System.out.printf(
        "%d batches of %d sentences, with %d words in all, in turn%n%n",
        any.count(), any.sentences(), any.words());
    Table table = new Table(System.out, TITLES);
    for (int threads : options.threads()) {
      try (Workers workers = new Workers(threads)) {
        if (peer.isPresent()) {
          check(workers, peer.get(), threads);
        }
        measure(workers, threads, table);
      }
    }
  }

  /// Checks that both sides compute the same, without dropout: the loss and the answers of the
  /// first batch, then the losses of eight training steps.
  private void check(Workers workers, Peer other, int threads) throws IOException {
    TaggerSide side = new TaggerSide(sentences, false, workers);
    meet(side, other, threads);
    for (String model : List.of(FUSED, ADAM)) {
      double[] expected = other.ask("check", model);
      double[] actual = side.check();
      require("the loss before training", expected[0], actual[0], AT_START);
      require("the accuracy before training", expected[1], actual[1], AT_START);
    }
    double[] fused = other.ask("train", FUSED, STEPS); // seconds and loss of each
    double[] adam = other.ask("train", ADAM, STEPS);
    for (int i = 0; i < STEPS; i++) {
      double loss = side.train();
      String where = "the loss of step " + (i + 1);
      require(where, fused[2 * i + 1], loss, AFTER_STEPS);
      require(where, adam[2 * i + 1], loss, AFTER_STEPS);
    }
  }

  private static void require(String what, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance * (1 + Math.abs(expected)))) {
      throw new IllegalStateException(
          what + ": PyTorch computes " + expected + ", Recur " + actual);
    }
  }

  private void meet(TaggerSide side, Peer other, int threads) throws IOException {
    side.write(file);
    other.ask("threads", threads);
    other.ask("sentences", file.toAbsolutePath());
    other.ask("tagger", FUSED, FUSED);
    other.ask("tagger", ADAM, ADAM);
  }

  private void measure(Workers workers, int threads, Table table) throws IOException {
    TaggerSide side = new TaggerSide(sentences, true, workers);
    if (peer.isPresent()) {
      meet(side, peer.get(), threads);
    }
    Duel training = new Duel(3).add(() -> trainAll(side));
    Duel tagging = new Duel(2).add(() -> side.tag());
    if (peer.isPresent()) {
      Peer other = peer.get();
      training.add(passes(other, "train", FUSED, side.count()));
      training.add(passes(other, "train", ADAM, side.count()));
      tagging.add(passes(other, "infer", FUSED, side.count()));
    }
    double[] train = training.medians(options.seconds());
    row("train", threads, side.words(), train, table);
    side.catchUp();
    double[] tag = tagging.medians(options.seconds());
    row("tag", threads, side.words(), new double[] {tag[0], tag[1], Double.NaN}, table);
  }

  private static void trainAll(TaggerSide side) {
    for (int i = 0; i < side.count(); i++) {
      side.train();
    }
  }

  /// Passes of a model in the peer through all batches, for a [Duel].
  private static IntFunction<double[]> passes(Peer other, String what, String model, int count) {
    return n -> {
      double[] answer = other.ask(what, model, n * count);
      int each = answer.length / (n * count); // the seconds, and in training the loss, of each
      double[] seconds = new double[n];
      for (int i = 0; i < n * count; i++) {
        seconds[i / count] += answer[each * i];
      }
      return seconds;
    };
  }

  /// A row of words a second, and of ratios: above 1, Recur is faster.
  private static void row(String what, int threads, int words, double[] seconds, Table table) {
    double best = Double.isNaN(seconds[2]) ? seconds[1] : Math.min(seconds[1], seconds[2]);
    table.row(
        what,
        threads,
        words / seconds[0],
        words / seconds[1],
        words / seconds[2],
        best / seconds[0],
        seconds[2] / seconds[0]);
  }
}
