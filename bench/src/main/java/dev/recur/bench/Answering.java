package dev.recur.bench;

import ai.onnxruntime.OrtException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A process that answers texts one by one, at the request of a [Peer]: the Java side of
/// `bench/compare predict`, like `peer.py` for PyTorch.
///
///     predict COUNT           -> the seconds of this many answers, one text each
///     probabilities COUNT     -> the classes' probabilities for the first COUNT texts
final class Answering {
  /// The command of such a process: the side's name in [Side] and the folder of a [TextModel].
  static final String COMMAND = "answer-texts";

  /// The side that answers.
  enum Side {
    /// A classifier without preparation.
    RECUR,
    /// A classifier after `warmUp()`.
    WARMED,
    /// A classifier after `fold()` and `warmUp()`.
    FOLDED,
    /// ONNX Runtime for Java.
    ONNX
  }

  /// Answers a text, given its number.
  interface Model {
    /// Its name for a table.
    String name();

    double[] probabilities(int text) throws IOException, OrtException;
  }

  private final Model model;
  private int asked;

  private Answering(Model model) {
    this.model = model;
  }

  /// Answers the requests from standard input until its end.
  static void run(List<String> arguments) throws IOException {
    Side side = Side.valueOf(arguments.get(0));
    TextModel files = new TextModel(Path.of(arguments.get(1)));
    try {
      Model model = side == Side.ONNX ? new OnnxAnswers(files) : new RecurAnswers(files, side);
      System.out.println("ok " + model.name());
      new Answering(model).talk();
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }

  private void talk() throws IOException, OrtException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split("\t", -1);
      int count = Integer.parseInt(words[1]);
      double[] answer = words[0].equals("predict") ? predict(count) : probabilities(count);
      String numbers =
          Arrays.stream(answer).mapToObj(Double::toString).collect(Collectors.joining(" "));
      System.out.println("ok " + numbers);
    }
  }

  private double[] predict(int count) throws IOException, OrtException {
    double[] seconds = new double[count];
    for (int i = 0; i < count; i++) {
      int text = asked++ % TextModel.TEXTS;
      long begin = System.nanoTime();
      model.probabilities(text);
      seconds[i] = (System.nanoTime() - begin) * 1e-9;
    }
    return seconds;
  }

  private double[] probabilities(int count) throws IOException, OrtException {
    double[] all = new double[count * Size.CLASSES];
    for (int i = 0; i < count; i++) {
      System.arraycopy(model.probabilities(i), 0, all, i * Size.CLASSES, Size.CLASSES);
    }
    return all;
  }
}
