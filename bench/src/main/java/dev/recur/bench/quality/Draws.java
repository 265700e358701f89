package dev.recur.bench.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Computes the draws that are asked for and have no result yet, small ones first.
final class Draws {
  private final QualityOptions options;
  private final RawFile raw;
  private final Map<TextSet, Division> divisions = new LinkedHashMap<>();

  Draws(QualityOptions options, RawFile raw) {
    this.options = options;
    this.raw = raw;
  }

  /// A draw that has to be computed, and the set that it is drawn from.
  private record Task(Division division, Draw.Key key) {}

  /// Computes them, several at the same time if that is asked for, and reports each.
  ///
  /// @throws IllegalArgumentException if the folder lacks a set
  void compute() throws IOException {
    List<Task> tasks = tasks();
    int parallel = options.parallel();
    List<Future<?>> started = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(parallel)) {
      int number = 0;
      for (Task task : tasks) {
        String place = "%s of %s".formatted(++number, tasks.size());
        started.add(
            threads.submit(
                () -> {
                  compute(task, parallel == 1 ? 0 : 1, place);
                  return null;
                }));
      }
      try {
        for (Future<?> future : started) {
          future.get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IllegalStateException(
            "a draw failed: " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private void compute(Task task, int threads, String place) throws IOException {
    Draw.Key key = task.key();
    boolean sameTest = task.division().hasSameTest(key.rows(), key.tune());
    Result result = Trial.run(task.division().draw(key), sameTest, threads);
    raw.add(result);
    System.err.println(
        result.methods().entrySet().stream()
            .map(
                method ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f %% (%.1f s)",
                        method.getKey(),
                        100 * method.getValue().accuracy(),
                        method.getValue().seconds()))
            .collect(Collectors.joining(", ", "[%s] %s: ".formatted(place, key), "")));
  }

  private List<Task> tasks() throws IOException {
    for (TextSet set : options.sets()) {
      divisions.put(set, Division.read(set, options.folder().orElseThrow()));
    }
    List<Task> tasks = new ArrayList<>();
    for (Rows rows : options.rows()) {
      divisions.forEach((set, division) -> tasks.addAll(tasks(set, division, rows)));
    }
    return tasks;
  }

  private List<Task> tasks(TextSet set, Division division, Rows rows) {
    List<Task> tasks = new ArrayList<>();
    int draws = division.allows(rows, options.tune()) ? division.draws(rows, options.draws()) : 0;
    for (int number = 1; number <= draws; number++) {
      Draw.Key key = new Draw.Key(set, rows, number, options.tune(), options.settings());
      if (!raw.has(key)) {
        tasks.add(new Task(division, key));
      }
    }
    return tasks;
  }
}
