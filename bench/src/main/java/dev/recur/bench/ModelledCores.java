package dev.recur.bench;

import dev.recur.kernel.PutOff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Many cores, of which one computes everything: the time of each task is measured, and the tasks
/// are laid out on the cores in the order in which [dev.recur.tensor.Workers] would hand them out.
///
/// What the cores share is not modelled: caches, memory bandwidth, and clock.
final class ModelledCores implements PutOff.Runner {
  /// What it costs to hand out one call's tasks: all threads are awake, and each takes its next
  /// task from a counter that they share.
  private static final double CALL = 1e-6; // seconds

  /// What divides work for its caller.
  private static final Pattern BETWEEN =
      Pattern.compile("(Workers|Shares|ModelledCores|Cores\\$Side|Cores)\\..*|Kernels\\.each");

  private static final StackWalker FRAMES = StackWalker.getInstance();

  private List<Part> parts = new ArrayList<>();
  private long since; // when the last call ended
  private boolean running;

  /// A call of [dev.recur.tensor.Workers#run], and what one core alone computed before it.
  ///
  /// @param where the class and method that called
  /// @param serial the seconds since the call before
  /// @param tasks the seconds of each task
  record Part(String where, double serial, List<Double> tasks) {
    /// The seconds of all tasks together.
    double work() {
      return tasks.stream().mapToDouble(Double::doubleValue).sum();
    }

    /// The seconds from the start of the first task to the end of the last one.
    double span(int cores) {
      double[] busy = new double[cores]; // until when each is
      for (double seconds : tasks) {
        busy[first(busy)] += seconds;
      }
      return latest(busy) + (cores > 1 && tasks.size() > 1 ? CALL : 0);
    }
  }

  @Override
  public void run(int count, IntConsumer task) {
    if (running) {
      IntStream.range(0, count).forEach(task);
      return;
    }
    double serial = (System.nanoTime() - since) * 1e-9;
    running = true;
    try {
      List<Double> tasks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        task.accept(i);
        tasks.add((System.nanoTime() - begin) * 1e-9);
      }
      parts.add(new Part(caller(), serial, tasks));
    } finally {
      running = false;
    }
    since = System.nanoTime();
  }

  /// The core that is free first.
  private static int first(double[] busy) {
    int first = 0;
    for (int i = 1; i < busy.length; i++) {
      first = busy[i] < busy[first] ? i : first;
    }
    return first;
  }

  private static double latest(double[] busy) {
    double latest = 0;
    for (double until : busy) {
      latest = Math.max(latest, until);
    }
    return latest;
  }

  private static String caller() {
    return FRAMES.walk(
        frames ->
            frames
                .map(ModelledCores::name)
                .filter(name -> !BETWEEN.matcher(name).matches())
                .findFirst()
                .orElseThrow());
  }

  private static String name(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName().replaceFirst("lambda\\$(\\w+)\\$\\d+", "$1");
  }

  /// Runs a step.
  ///
  /// @return its calls; the last part is what came after them
  List<Part> step(Runnable step) {
    parts = new ArrayList<>();
    since = System.nanoTime();
    step.run();
    parts.add(new Part("the end", (System.nanoTime() - since) * 1e-9, List.of()));
    return parts;
  }
}
