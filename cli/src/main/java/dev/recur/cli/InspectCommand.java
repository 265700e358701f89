package dev.recur.cli;

import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.LessonOptions;
import dev.recur.lesson.RecallResult;
import dev.recur.lesson.StepCost;
import dev.recur.lesson.VanishingLesson;
import dev.recur.pages.VanishingPicture;
import dev.recur.pages.VanishingText;
import dev.recur.reading.Json;
import dev.recur.run.Jobs;
import dev.recur.run.Pace;
import dev.recur.tensor.Workers;
import dev.recur.text.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur inspect`: shows what goes on inside a model that reads a text, or a lesson.
@Command(
    name = "inspect",
    sortOptions = false,
    description = {
      "Shows what goes on inside a model as it reads a text: the answer after each token, which"
          + " tokens decided, states, gates and gradients.",
      "With --lesson instead of a model, trains small networks and shows how their gradients"
          + " vanish."
    })
final class InspectCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 1000;

  @Spec CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model file.")
  @Nullable Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "A text; for a tagger, a sentence.")
  @Nullable String text;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "The label that is explained (default: the answer).")
  @Nullable String label;

  @Option(
      names = "--neighbours",
      paramLabel = "WORD",
      description = "Show the words whose vectors are nearest to that of this word.")
  @Nullable String neighbours;

  @Option(names = "--json", description = "Print one JSON object, with all states and gates.")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page, with maps of states and gates.")
  @Nullable Path html;

  @Option(
      names = "--lesson",
      paramLabel = "LESSON",
      description = "vanishing: how the gradient vanishes through time, and what preserves it.")
  @Nullable String lesson;

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

  @Option(names = "--force", description = "Overwrite the file that --html or --svg names.")
  boolean force;

  @Override
  public Integer call() throws IOException {
    require(threads >= 1 && threads <= 1024, "--threads must be 1 to 1024, got " + threads);
    require(
        svg != null || html != null || !force,
        "--force overwrites the file that --html or --svg names, and there is neither");
    if (lesson != null) {
      require(model == null, "--lesson trains its own networks; leave the model out");
      teach(lesson);
    } else if (model == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing MODEL and TEXT, or --lesson vanishing");
    } else {
      require(svg == null, "--svg draws a lesson; for a model there is --html");
      for (String option : List.of("--distances", "--hidden", "--updates", "--seed")) {
        require(
            !spec.commandLine().getParseResult().hasMatchedOption(option),
            option + " is about a lesson, and a model is given");
      }
      try (var workers = new Workers(threads)) {
        look(model, workers);
      }
    }
    return 0;
  }

  private void look(Path file, Workers workers) throws IOException {
    require(text != null || neighbours != null, "Missing TEXT, or --neighbours WORD");
    Optional<ResultFile> page =
        Optional.ofNullable(html).map(path -> new ResultFile("--html", path, force));
    if (page.isPresent()) {
      require(text != null, "--html draws what the model does with a TEXT, and there is none");
      page.get().checkApart(file);
    }
    Screen screen = Screen.of(spec.commandLine());
    ModelView view = ModelView.of(Jobs.open(file), Optional.ofNullable(label), workers);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", file.toString());
    if (text != null) {
      ModelView.Seen seen;
      try (Phase _ = screen.phase("looking into the model")) {
        seen = view.look(text);
      }
      all.putAll(seen.details());
      if (page.isPresent()) {
        page.get().write(seen.page().apply(String.valueOf(file.getFileName())));
      }
      if (!json) {
        Blocks blocks = new Blocks(screen, Map.of());
        seen.blocks().forEach(blocks::print);
      }
    }
    if (neighbours != null) {
      List<Vectors.Neighbour> nearest = view.neighbours(neighbours);
      all.put("neighbours", ModelView.details(nearest));
      if (!json) {
        new Blocks(screen, Map.of()).print(ModelView.block(neighbours, nearest));
      }
    }
    if (json) {
      screen.line("%s", Json.line(all));
    }
  }

  private void teach(String name) throws IOException {
    require(name.equals("vanishing"), "--lesson must be vanishing, got '" + name + "'");
    require(
        text == null && html == null && label == null && neighbours == null && !json,
        "--lesson has no text, label, page or JSON; --svg draws it");
    for (int d : distances) {
      require(
          d >= 1 && d <= MOST_STEPS, "--distances must be 1 to " + MOST_STEPS + " steps, got " + d);
    }
    require(hidden >= 1, "--hidden must be at least 1, got " + hidden);
    require(updates >= 1, "--updates must be at least 1, got " + updates);
    Optional<ResultFile> picture =
        Optional.ofNullable(svg).map(path -> new ResultFile("--svg", path, force));
    if (picture.isPresent()) {
      picture.get().check();
    }
    try (var workers = new Workers(threads)) {
      var options = new LessonOptions();
      vanishing(
          options.withHidden(hidden).withMaxUpdates(updates).withSeed(seed), workers, picture);
    }
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
