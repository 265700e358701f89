package dev.recur.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Where `bench/compare` starts: Recur beside its peers.
public final class Compare {
  private static final String HELP =
      """
      bench/compare COMMAND [OPTION VALUE]...

        grid       a training step and a forward pass of every cell and size, with rooflines

      """;

  private Compare() {}

  /// Runs one command; ends with status 1 and a sentence where it cannot.
  public static void main(String[] args) {
    if (args.length == 0 || args[0].equals("--help")) {
      System.out.print(HELP + Options.HELP);
      return;
    }
    try {
      run(args[0], Arrays.asList(args).subList(1, args.length));
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.err.print(Options.HELP);
      System.exit(2);
    } catch (IllegalStateException | Peer.PeerException | IOException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String command, List<String> arguments) throws IOException {
    switch (command) {
      case "grid" -> Grid.run(arguments);
      default ->
          throw new IllegalArgumentException(
              "expected a command that --help shows, got " + command);
    }
  }
}
