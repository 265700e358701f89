package dev.recur.run;

import dev.recur.file.ModelFile;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.tag.TagJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The registry of jobs; opens the models of any of them.
///
/// {@snippet class="RunExamples" region="jobs"}
///
/// The library's own jobs are listed here. A program can add others as services of the type [Job]:
/// a module declares `provides dev.recur.task.Job with …`; a jar on the class path names its class
/// in `META-INF/services/dev.recur.task.Job`.
public final class Jobs {
  private static final List<Job<?>> OWN = List.of(new ClassifyJob(), new TagJob());

  private Jobs() {}

  /// Returns all jobs, the library's own first.
  public static List<Job<?>> all() {
    List<Job<?>> all = new ArrayList<>(OWN);
    ServiceLoader.load(Job.class).forEach(all::add);
    return List.copyOf(all);
  }

  /// Returns the job of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Job<?> named(String name) {
    return OWN.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .or(() -> all().stream().filter(job -> job.name().equals(name)).findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no job \"%s\"; there are %s".formatted(name, names())));
  }

  private static String names() {
    return all().stream().map(Job::name).collect(Collectors.joining(", "));
  }

  /// Returns the roles of all jobs; of several with the same name, the first job's.
  public static List<Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    all().forEach(job -> job.roles().forEach(role -> roles.putIfAbsent(role.name(), role)));
    return List.copyOf(roles.values());
  }

  /// Returns the job of a model.
  ///
  /// @throws IllegalArgumentException if there is no such job
  public static Job<?> of(Model model) {
    return named(String.valueOf(model.metadata().get("task")));
  }

  /// Reads a model file of any job.
  ///
  /// @throws IOException if there is no such file, or it is not a model of a known job; the message
  ///   says why
  public static Model open(Path file) throws IOException {
    return open(ModelFile.read(file));
  }

  /// Reads a model of any job from a stream, to the end of the stream, and leaves it open.
  ///
  /// @throws IOException if the stream does not hold a model of a known job; the message says why
  public static Model open(InputStream in) throws IOException {
    return open(ModelFile.read(in));
  }

  private static Model open(ModelFile file) throws IOException {
    String task = file.metadata("task");
    if (task.equals(CheckpointFile.TASK)) {
      throw file.invalid(
          "expected a model, got a checkpoint, from which a run goes on until it has a model");
    }
    for (Job<?> job : OWN) { // before services, whose look-up takes longer
      if (job.name().equals(task)) {
        return job.open(file);
      }
    }
    for (Job<?> job : all()) {
      if (job.name().equals(task)) {
        return job.open(file);
      }
    }
    throw file.invalid(
        "expected a model of the task \"%s\", got one of \"%s\"".formatted(names(), task));
  }
}
