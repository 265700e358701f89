package dev.recur.bench;

import dev.recur.task.CellKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What a comparison measures, and for how long.
///
/// @param threads the numbers of threads, one after the other
/// @param sizes the rows of the table
/// @param cells the cells of each row
/// @param seconds how long each figure is measured, both sides together, after a warm-up
/// @param python the Python that has PyTorch
/// @param java flags of the Java process whose memory is measured
record Options(
    List<Integer> threads,
    List<Size> sizes,
    List<CellKind> cells,
    double seconds,
    String python,
    String java) {

  /// The flags with which the launcher `recur` trains.
  private static final String JAVA =
      "-XX:+UseSerialGC -Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20"
          + " -XX:PretenureSizeThreshold=1m -XX:TrimNativeHeapInterval=300";

  /// The help on the options, with their defaults.
  static final String HELP =
      """
        --threads 1,2             numbers of threads, one after the other (cores: 1,2,4,8,16)
        --rows A,B,C,D            sizes (lengths: A,B,C)
        --cells RNN,LSTM,GRU      cells
        --seconds 20              how long each figure is measured, after a warm-up of a third of it;
                                  with less than 5, Java is still compiling meanwhile
        --python python3          the Python that has PyTorch
        --java FLAGS              flags of the Java process whose memory is measured; by default
                                  those with which the launcher recur trains
      """;

  /// Checks that there is something to measure.
  Options {
    for (int n : threads) {
      if (n < 1) {
        throw new IllegalArgumentException("--threads: expected numbers from 1, got " + n);
      }
    }
    if (threads.isEmpty() || sizes.isEmpty() || cells.isEmpty()) {
      throw new IllegalArgumentException(
          "--threads, --rows and --cells: expected at least one of each");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("--seconds: expected more than 0, got " + seconds);
    }
  }

  /// Reads pairs of a name and a value.
  static Options parse(List<String> arguments, List<Size> sizes) {
    Options o = new Options(List.of(1, 2), sizes, List.of(CellKind.values()), 20, "python3", JAVA);
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + ": expected a value after it, got none");
      }
      o = o.with(name, arguments.get(i + 1));
    }
    return o;
  }

  private Options with(String name, String value) {
    try {
      return switch (name) {
        case "--threads" ->
            new Options(list(value, Integer::valueOf), sizes, cells, seconds, python, java);
        case "--rows" ->
            new Options(threads, list(value, Size::valueOf), cells, seconds, python, java);
        case "--cells" ->
            new Options(threads, sizes, list(value, CellKind::valueOf), seconds, python, java);
        case "--seconds" ->
            new Options(threads, sizes, cells, Double.parseDouble(value), python, java);
        case "--python" -> new Options(threads, sizes, cells, seconds, value, java);
        case "--java" -> new Options(threads, sizes, cells, seconds, python, value);
        default -> throw new UnknownOption("expected one of the options below, got " + name);
      };
    } catch (UnknownOption e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": cannot read " + value, e);
    }
  }

  private static <T> List<T> list(String value, Function<String, T> one) {
    return Arrays.stream(value.toUpperCase(Locale.ROOT).split(",")).map(one).toList();
  }

  private static final class UnknownOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownOption(String message) {
      super(message);
    }
  }
}
