package dev.recur.cli;

import dev.recur.inspect.LessonNetwork;
import dev.recur.inspect.LessonOptions;
import dev.recur.inspect.RecallResult;
import dev.recur.inspect.StepCost;
import dev.recur.inspect.VanishingLesson;
import dev.recur.pages.VanishingPicture;
import dev.recur.pages.VanishingText;
import dev.recur.run.Pace;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `recur inspect`: shows what goes on inside a network.
@Command(name = "inspect", description = "Shows what goes on inside recurrent networks.")
final class InspectCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 1000;

  @Spec CommandSpec spec;

  @Option(
      names = "--lesson",
      required = true,
      paramLabel = "LESSON",
      description = "vanishing: how the gradient vanishes through time, and what preserves it.")
  String lesson = "";

  @Option(
      names = "--distances",
      split = ",",
      paramLabel = "STEPS",
      description = "How many steps to remember over (default: 5,10,25,50,100).")
  List<Integer> distances = List.of(5, 10, 25, 50, 100);

  @Option(
      names = "--hidden",
      paramLabel = "UNITS",
      description = "Hidden units of each network (default: ${DEFAULT-VALUE}).")
  int hidden = new LessonOptions().hidden();

  @Option(
      names = "--updates",
      paramLabel = "COUNT",
      description = "The maximum number of training steps per network (default: ${DEFAULT-VALUE}).")
  int updates = new LessonOptions().maxUpdates();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "The seed of the weights and sequences (default: ${DEFAULT-VALUE}).")
  long seed = new LessonOptions().seed();

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "The number of threads; only the times depend on it (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the lesson as a picture.")
  @Nullable Path svg;

  @Option(names = "--force", description = "Overwrite the file that --svg names.")
  boolean force;

  @Override
  public Integer call() throws IOException {
    require(lesson.equals("vanishing"), "--lesson must be vanishing, got '" + lesson + "'");
    for (int d : distances) {
      require(
          d >= 1 && d <= MOST_STEPS, "--distances must be 1 to " + MOST_STEPS + " steps, got " + d);
    }
    require(hidden >= 1, "--hidden must be at least 1, got " + hidden);
    require(updates >= 1, "--updates must be at least 1, got " + updates);
    require(threads >= 1 && threads <= 1024, "--threads must be 1 to 1024, got " + threads);
    require(
        svg != null || !force,
        "--force overwrites the file that --svg names, and there is no --svg");
    Optional<ResultFile> picture =
        Optional.ofNullable(svg).map(p -> new ResultFile("--svg", p, force));
    if (picture.isPresent()) {
      picture.get().check();
    }
    try (var workers = new Workers(threads)) {
      var options = new LessonOptions();
      vanishing(
          options.withHidden(hidden).withMaxUpdates(updates).withSeed(seed), workers, picture);
    }
    return 0;
  }

  private void require(boolean fine, String sentence) {
    if (!fine) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private void vanishing(LessonOptions options, Workers workers, Optional<ResultFile> picture)
      throws IOException {
    long begin = System.nanoTime();
    var course = new VanishingLesson(options, workers);
    var page = new VanishingText(spec.commandLine().getOut());
    page.begin(options);
    var results = new ArrayList<RecallResult>();
    for (int distance : distances) {
      page.head(distance);
      for (LessonNetwork network : LessonNetwork.values()) {
        RecallResult result = course.recall(network, distance);
        results.add(result);
        page.row(result);
      }
    }
    List<StepCost> costs = course.costs();
    page.costs(costs);
    page.reading(results, costs);
    if (picture.isPresent()) {
      picture.get().write(VanishingPicture.of(results).svg());
      print("%nThe picture is saved as %s.%n", picture.get().path());
    }
    print("%nTook %s.%n", Pace.time((System.nanoTime() - begin) * 1e-9));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private void print(String format, Object... values) {
    spec.commandLine().getOut().print(NumberText.text(format, values));
    spec.commandLine().getOut().flush();
  }
}
