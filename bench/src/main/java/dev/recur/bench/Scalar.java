package dev.recur.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `bench/compare scalar`: the products of both sets of kernels, then the grid with scalar kernels,
/// on the class path without the vector module, as in an application that does not add it.
///
/// The limits are those of vectors: measured here first, and passed on.
final class Scalar {
  private Scalar() {}

  static void run(List<String> arguments) throws IOException {
    Options options = Options.parse(arguments, List.of(Size.values()));
    String limits =
        Stream.concat(Stream.of(1), options.threads().stream()) // for the products
            .distinct()
            .map(threads -> Limits.of(threads).text())
            .collect(Collectors.joining(";"));
    List<String> flags =
        List.of("-Ddev.recur.kernels=scalar", "-D" + Limits.PROPERTY + "=" + limits);
    Products.run(arguments);
    System.out.println();
    Jvm.run(flags, command("products", arguments));
    System.out.println();
    Jvm.run(flags, command("grid", arguments));
  }

  private static List<String> command(String name, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(arguments);
    return all;
  }
}
