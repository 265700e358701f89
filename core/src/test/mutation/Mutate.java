import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Breaks the backward passes of `nn`, `loss`, `tensor` and the scalar kernels, one small change at
/// a time, and lists the changes that no test notices. (A law tests that vector kernels equal the
/// scalar ones.) The script `mutate` in this folder runs it.
final class Mutate {
  private static final Path SOURCES = Path.of("src/main/java/dev/recur");
  private static final Path EXPLAINED = Path.of("src/test/mutation/explained.txt");

  private Mutate() {}

  public static void main(String[] names) throws IOException {
    Map<String, String> explained = explained();
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream())); // hides the tests' output
    Tests tests = new Tests();
    long began = System.nanoTime();
    int killed = 0;
    int skipped = 0;
    List<String> unexplained = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (Path file : files(names)) {
      List<Mutant> mutants = Mutants.of(file);
      int before = killed;
      for (Mutant mutant : mutants) {
        switch (tests.run(mutant)) {
          case KILLED -> killed++;
          case NOT_JAVA -> skipped++;
          case SURVIVED -> {
            List<String> to = explained.containsKey(mutant.key()) ? known : unexplained;
            to.add(mutant.toString());
            if (to == unexplained) {
              out.println("  survived: " + mutant);
            }
          }
        }
      }
      out.printf(
          "%-24s %3d changes, %3d noticed (%d s)%n",
          file.getFileName(),
          mutants.size(),
          killed - before,
          (System.nanoTime() - began) / 1_000_000_000);
    }
    out.printf(
        "%n%d changes noticed, %d not Java, %d explained, %d unexplained%n",
        killed, skipped, known.size(), unexplained.size());
    unexplained.forEach(m -> out.println("  " + m));
    System.exit(unexplained.isEmpty() ? 0 : 1);
  }

  private static List<Path> files(String[] names) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("nn", "loss", "tensor", "kernel")) {
      try (Stream<Path> all = Files.list(SOURCES.resolve(part))) {
        all.sorted()
            .filter(f -> wanted(f, names) && !f.getFileName().toString().startsWith("Vector"))
            .forEach(files::add);
      }
    }
    return files;
  }

  private static boolean wanted(Path file, String[] names) {
    return names.length == 0
        || Arrays.stream(names).anyMatch(n -> file.endsWith(n + ".java") || file.endsWith(n));
  }

  /// The lines of explained.txt: the change, and after the last `|` why no test notices it.
  private static Map<String, String> explained() throws IOException {
    Map<String, String> explained = new LinkedHashMap<>();
    for (String line : Files.readAllLines(EXPLAINED)) {
      int bar = line.lastIndexOf(" | ");
      if (bar > 0 && !line.startsWith("#")) {
        explained.put(line.substring(0, bar).strip(), line.substring(bar + 3));
      }
    }
    return explained;
  }
}
