package dev.recur.pages;

import dev.recur.lesson.GradientNorms;
import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.RecallResult;
import dev.recur.lesson.VanishingLesson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The lesson on vanishing gradients as a picture: how much of the gradient is left after each step
/// back, before and after training, and over which distances each network learnt the task.
///
/// {@snippet class="LessonExample" region="picture"}
///
/// The first two panels show the longest distance. On their logarithmic scale, a gradient that
/// vanishes exponentially falls in a straight line.
public final class VanishingPicture {
  private VanishingPicture() {}

  /// Draws the results of [VanishingLesson#recall] for one or more distances.
  ///
  /// @throws IllegalArgumentException if there are no results
  public static Chart of(List<RecallResult> results) {
    int longest =
        results.stream()
            .mapToInt(RecallResult::distance)
            .max()
            .orElseThrow(() -> new IllegalArgumentException("there are no results to draw"));
    List<RecallResult> far = results.stream().filter(r -> r.distance() == longest).toList();
    Axis back = Axis.linear("steps back from the question").between(0, longest);
    Axis left = Axis.log10("share of the gradient that is left");
    String over = "%s steps, ".formatted(longest);
    List<Panel> panels =
        List.of(
            new Panel(over + "before training", back, left, lines(far, true)),
            new Panel(over + "after training", back, left, lines(far, false)),
            learnt(results, longest));
    return new Chart(
        "How the gradient vanishes through time, and what preserves it",
        caption(longest) + underflow(far),
        panels);
  }

  private static String caption(int longest) {
    return """
    A network reads a symbol, then noise, and is asked for the symbol %s steps later. The lines \
    show how much of the gradient at the question is left after each step back: a straight fall is \
    exponential. Thick lines: biases of the gates that retain the state are log u, u drawn per \
    unit from 1 to the distance (LSTM's input gate: −log u); thin lines: as in PyTorch. LSTM: c \
    and, dashed, h."""
        .formatted(longest);
  }

  /// An explanation of gradients that are too small for a float, if there are some.
  private static String underflow(List<RecallResult> results) {
    boolean seen =
        results.stream()
            .flatMap(r -> Stream.of(r.before(), r.after()))
            .flatMap(norms -> Stream.of(norms.h(), norms.c()))
            .flatMap(List::stream)
            .anyMatch(norm -> norm < Float.MIN_NORMAL);
    return seen
        ? " Below 10⁻³⁸ a gradient loses its digits, and below 10⁻⁴⁵ it is 0, on the lower edge."
        : "";
  }

  private static List<Series> lines(List<RecallResult> results, boolean before) {
    List<Series> lines = new ArrayList<>();
    for (RecallResult result : results) {
      GradientNorms norms = before ? result.before() : result.after();
      String label = result.network().label();
      Pen pen = pen(result.network());
      lines.add(new Series(label, pen, shares(norms.memory())));
      if (!norms.c().isEmpty()) {
        lines.add(new Series(label + ", h", pen.withDashes(), shares(norms.h())));
      }
    }
    return lines;
  }

  /// The share of the last norm that is left after each step back.
  private static List<Point> shares(List<Double> norms) {
    int last = norms.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(back -> new Point(back, norms.get(last - back) / norms.get(last)))
        .toList();
  }

  private static Panel learnt(List<RecallResult> results, int longest) {
    List<Series> lines = new ArrayList<>();
    for (LessonNetwork network : results.stream().map(RecallResult::network).distinct().toList()) {
      List<Point> points =
          results.stream()
              .filter(r -> r.network() == network)
              .sorted((a, b) -> Integer.compare(a.distance(), b.distance()))
              .map(r -> new Point(r.distance(), 100 * r.accuracy()))
              .toList();
      lines.add(new Series(network.label(), pen(network), points));
    }
    String accuracy = "accuracy, %% (chance: %s %%)".formatted(100 / VanishingLesson.SYMBOLS);
    return new Panel(
        "What was learnt",
        Axis.linear("steps to remember").between(0, longest),
        Axis.linear(accuracy).between(0, 100),
        lines);
  }

  private static Pen pen(LessonNetwork network) {
    return switch (network) {
      case RNN -> Pen.of(0);
      case LSTM -> Pen.of(1);
      case GRU -> Pen.of(2);
      case LSTM_LOG -> Pen.of(1).withHeavy();
      case GRU_LOG -> Pen.of(2).withHeavy();
    };
  }
}
