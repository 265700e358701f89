package dev.recur.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// The limits of this machine with some threads, measured now: the rate of fused multiply-adds, and
/// of bytes moved within working sets of several sizes.
///
/// Between two measured sizes the bandwidth is interpolated over the logarithm of the size, so the
/// sizes of the caches need not be known. The threads share the working set: each moves its part.
final class Limits {
  /// Set for a JVM without the vector module: the limits that another JVM measured.
  static final String PROPERTY = "dev.recur.bench.limits";

  /// The ways to move memory.
  enum Move {
    /// Reading only.
    READ,
    /// Reading one array and writing another: y = x. Both reads and writes count.
    COPY,
    /// Reading two arrays and writing one: y = y + x. Both reads and writes count.
    UPDATE
  }

  private static final List<Integer> KIBIBYTES =
      List.of(16, 64, 256, 512, 768, 1024, 2048, 4096, 16_384, 65_536, 262_144);

  private static final Map<Integer, Limits> MEASURED = new ConcurrentHashMap<>();

  private final int threads;
  private final double peak;
  private final Map<Move, double[]> bandwidths; // of each size

  private Limits(int threads, double peak, Map<Move, double[]> bandwidths) {
    this.threads = threads;
    this.peak = peak;
    this.bandwidths = bandwidths;
  }

  /// Measures with this many threads at once, which takes some seconds, or returns what this JVM,
  /// or the one that started it, measured before.
  static Limits of(int threads) {
    String known = System.getProperty(PROPERTY, "");
    return known.isEmpty()
        ? MEASURED.computeIfAbsent(threads, Limits::measure)
        : Arrays.stream(known.split(";"))
            .map(Limits::parse)
            .filter(limits -> limits.threads == threads)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no limits of " + threads));
  }

  private static Limits measure(int threads) {
    double peak = Meter.multiplyAdds(threads);
    Map<Move, double[]> bandwidths = new EnumMap<>(Move.class);
    for (Move move : Move.values()) {
      bandwidths.put(
          move,
          KIBIBYTES.stream().mapToDouble(k -> Meter.bytes(threads, move, k * 1024L)).toArray());
    }
    return new Limits(threads, peak, bandwidths);
  }

  /// Floating-point operations per second; a fused multiply-add counts as two.
  double peak() {
    return peak;
  }

  /// Bytes per second within a working set of this many bytes.
  double bandwidth(Move move, double workingSet) {
    double[] measured = of(move);
    double size = workingSet / 1024;
    int last = KIBIBYTES.size() - 1;
    if (size <= KIBIBYTES.get(0) || size >= KIBIBYTES.get(last)) {
      return measured[size <= KIBIBYTES.get(0) ? 0 : last];
    }
    int i = 1;
    while (size > KIBIBYTES.get(i)) {
      i++;
    }
    double below = KIBIBYTES.get(i - 1);
    double part = Math.log(size / below) / Math.log(KIBIBYTES.get(i) / below);
    return measured[i - 1] + part * (measured[i] - measured[i - 1]);
  }

  private double[] of(Move move) {
    return Objects.requireNonNull(bandwidths.get(move));
  }

  /// The text for the property.
  String text() {
    return DoubleStream.concat(
            DoubleStream.of(threads, peak),
            Arrays.stream(Move.values()).flatMapToDouble(move -> Arrays.stream(of(move))))
        .mapToObj(Double::toString)
        .collect(Collectors.joining(","));
  }

  static Limits parse(String text) {
    double[] all = Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    Map<Move, double[]> bandwidths = new EnumMap<>(Move.class);
    int at = 2;
    for (Move move : Move.values()) {
      bandwidths.put(move, Arrays.copyOfRange(all, at, at + KIBIBYTES.size()));
      at += KIBIBYTES.size();
    }
    return new Limits((int) all[0], all[1], bandwidths);
  }

  /// A table to read: a line for the peak, and a line for each move.
  String table() {
    StringBuilder lines = new StringBuilder();
    lines.append(
        String.format(
            Locale.ROOT,
            "Limits with %d thread%s: multiply-add %.1f GFLOP/s; GB/s within %s:%n",
            threads,
            threads == 1 ? "" : "s",
            peak * 1e-9,
            KIBIBYTES.stream()
                .map(k -> k < 1024 ? k + " KiB" : k / 1024 + " MiB")
                .collect(Collectors.joining(" · "))));
    for (Move move : Move.values()) {
      lines.append(
          String.format("  %-6s ", move.name().toLowerCase(Locale.ROOT))
              + Arrays.stream(of(move))
                  .mapToObj(b -> String.format(Locale.ROOT, "%.0f", b * 1e-9))
                  .collect(Collectors.joining(" · "))
              + System.lineSeparator());
    }
    return lines.toString();
  }
}
