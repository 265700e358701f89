package dev.recur.bench;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.tensor.UnsupportedDeviceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The entry point of `bench/compare`: Recur beside its peers.
final class Compare {
  private static final String HELP =
      """
      bench/compare COMMAND [OPTION VALUE]...

        grid       a training step and a forward pass of every cell and size, with rooflines
        lengths    training on texts of 10 to T tokens, against packed and padded sequences
        gpu        a GPU: whether it computes the CPU's bits, copies and launches, and the grid on
                   it, against PyTorch with TF32 and without, within some minutes
        products   the matrix product's rate as a share of the multiply-add peak
        scalar     products of both sets of kernels, and the grid with scalar ones
        cores      how the steps of the grid would scale to 16 cores, modelled on one: the time of
                   each task is measured and laid out on the cores; memory is not modelled; training
                   clips gradients
        memory     the peak memory of a training process
        predict    one text at a time: the first 1,000 answers and later ones; also ONNX Runtime
        session    one step of a stream through an LSTM, 100 → 128
        tagging FILE
                   training and tagging of the network of recur train tag, on sentences of a file in
                   CoNLL-U (bench/tagging compares whole taggers)
        nsmc DIR [ROUNDS] [THREADS]
                   a whole epoch of NSMC through the command, and PyTorch's (PYTHON names its Python)
        start MODEL
                   from the start of recur predict to its answer

      """;

  private Compare() {}

  /// Runs one command. Prints a sentence and exits with status 2 for wrong arguments, 1 for any
  /// other failure.
  public static void main(String[] args) {
    if (args.length == 0 || List.of(args).contains("--help")) {
      System.out.print(HELP + Options.HELP + DeviceOptions.HELP);
      return;
    }
    try {
      run(args[0], Arrays.asList(args).subList(1, args.length));
    } catch (UnsupportedDeviceException | AcceleratorException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(1);
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage() + " (--help lists the options)");
      System.exit(2);
    } catch (IllegalStateException | Peer.PeerException | IOException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String command, List<String> arguments) throws IOException {
    switch (command) {
      case "grid" -> Grid.run(arguments);
      case "gpu" -> DeviceComparison.run(arguments);
      case "lengths" -> Lengths.run(arguments);
      case "products" -> Products.run(arguments);
      case "scalar" -> Scalar.run(arguments);
      case "cores" -> Cores.run(arguments);
      case "memory" -> Memory.run(arguments);
      case "predict" -> Predict.run(arguments);
      case "session" -> SessionSteps.run(arguments);
      case TaggerSteps.COMMAND -> TaggerSteps.run(arguments);
      case Answering.COMMAND -> Answering.run(arguments);
      case NsmcEpoch.COMMAND -> NsmcEpoch.run(arguments);
      case Memory.ONE -> Memory.one(arguments);
      default ->
          throw new IllegalArgumentException("expected a command listed by --help, got " + command);
    }
  }
}
