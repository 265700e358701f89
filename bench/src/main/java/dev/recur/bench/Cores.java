package dev.recur.bench;

import dev.recur.bench.ModelledCores.Part;
import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// `bench/compare cores`: how a step would scale to more cores than there are ([ModelledCores]),
/// and what then takes the time.
///
/// The steps for each number of cores are computed in turns, as the machine's speed changes from
/// minute to minute.
final class Cores {
  private static final List<String> TITLES =
      List.of(
          "     ",
          "row",
          "cell",
          "cores",
          "    ms",
          "times first",
          "work",
          "serial",
          "where cores idle, % of the time: before a call, while one computes alone, or in it");
  private static final int LEAST_STEPS = 5;
  private static final int LARGEST = 4;

  private final Options options;
  private final Table table;

  private Cores(Options options) {
    this.options = options;
    table = new Table(System.out, TITLES);
  }

  static void run(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--threads", "1,2,4,8,16"));
    all.addAll(arguments);
    Options options = Options.parse(all, List.of(Size.values()));
    Heading.print("a model of cores");
    System.out.println();
    Cores cores = new Cores(options);
    for (Size size : options.sizes()) {
      for (CellKind cell : options.cells()) {
        cores.measure("train", size, cell, Network::trainClipped);
        cores.measure("infer", size, cell, Network::infer);
      }
    }
  }

  /// One number of cores, and the steps that were computed for it.
  private static final class Side {
    final int cores;
    final Network network;
    final List<List<Part>> steps = new ArrayList<>();
    private final ModelledCores modelled = new ModelledCores();

    Side(int cores, CellKind cell, Size size) {
      this.cores = cores;
      network = new Network(cell, size, Batches.equal(size), new Workers(cores, modelled));
    }

    void run(Consumer<Network> step) {
      steps.add(modelled.step(() -> step.accept(network)));
    }
  }

  private void measure(String what, Size size, CellKind cell, Consumer<Network> step) {
    List<Side> sides =
        options.threads().stream().map(cores -> new Side(cores, cell, size)).toList();
    turns(sides, step, options.seconds() / 3);
    sides.forEach(side -> side.steps.clear());
    turns(sides, step, options.seconds());
    List<Part> first = median(sides.getFirst().steps);
    double secondsOfFirst = seconds(first, sides.getFirst().cores);
    for (Side side : sides) {
      List<Part> parts = median(side.steps);
      double seconds = seconds(parts, side.cores);
      table.row(
          what,
          size,
          cell,
          side.cores,
          seconds * 1e3,
          secondsOfFirst / seconds,
          work(parts) / work(first),
          Table.percent(parts.stream().mapToDouble(Part::serial).sum() / seconds),
          idle(parts, side.cores, seconds));
    }
  }

  private static void turns(List<Side> sides, Consumer<Network> step, double seconds) {
    long begin = System.nanoTime();
    for (int i = 0; i < LEAST_STEPS || (System.nanoTime() - begin) * 1e-9 < seconds; i++) {
      sides.forEach(side -> side.run(step));
    }
  }

  /// The medians of each call, over the steps that have the usual number of calls; gradients are
  /// not always clipped, for example.
  private static List<Part> median(List<List<Part>> steps) {
    int usual = steps.stream().map(List::size).sorted().toList().get(steps.size() / 2);
    List<List<Part>> all = steps.stream().filter(parts -> parts.size() == usual).toList();
    return IntStream.range(0, usual)
        .mapToObj(i -> medianOfCalls(all.stream().map(of -> of.get(i)).toList()))
        .toList();
  }

  /// The medians of a call in all steps, and of each of its tasks.
  private static Part medianOfCalls(List<Part> all) {
    double tasks = median(all.stream().mapToDouble(part -> part.tasks().size()));
    return new Part(
        all.getFirst().where(),
        median(all.stream().mapToDouble(Part::serial)),
        IntStream.range(0, (int) tasks).mapToObj(i -> medianOfTasks(all, i)).toList());
  }

  /// The median of task i in the steps that have so many.
  private static double medianOfTasks(List<Part> all, int i) {
    return median(
        all.stream()
            .filter(part -> i < part.tasks().size())
            .mapToDouble(part -> part.tasks().get(i)));
  }

  private static double median(DoubleStream of) {
    return new Times().add(of.toArray()).median();
  }

  private static double seconds(List<Part> parts, int cores) {
    return parts.stream().mapToDouble(part -> part.serial() + part.span(cores)).sum();
  }

  private static double work(List<Part> parts) {
    return parts.stream().mapToDouble(part -> part.serial() + part.work()).sum();
  }

  /// Where cores do not compute: before a call, while one of them works, and in it, while some wait
  /// for its last task.
  private static String idle(List<Part> parts, int cores, double seconds) {
    Map<String, Double> idle = new LinkedHashMap<>();
    for (Part part : parts) {
      idle.merge("before " + part.where(), part.serial() * (cores - 1) / cores, Double::sum);
      idle.merge("in " + part.where(), part.span(cores) - part.work() / cores, Double::sum);
    }
    return idle.entrySet().stream()
        .filter(e -> e.getValue() >= 0.005 * seconds)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(LARGEST)
        .map(e -> e.getKey() + " " + Table.percent(e.getValue() / seconds))
        .collect(Collectors.joining(", "));
  }
}
