package dev.recur.cli;

import dev.recur.run.Jobs;
import dev.recur.task.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur shell`: the JDK's JShell with the library on its class path, its packages imported and
/// the vector module enabled. Lines from a pipe run as if they had been typed.
@Command(name = "shell", description = "Opens JShell (interactive Java) with the library imported.")
final class ShellCommand implements Callable<Integer> {
  /// Lines to try if no model is given.
  static final List<String> CELL =
      List.of(
          "var cell = new GruCell(4, 3, Seed.of(1))",
          "var x = new Tape().constant(Tensor.of(new float[] {1, 0, 0, 0}, 1, 4))",
          "var h = cell.forward(x, cell.zeroState(1))");

  private static final List<String> PACKAGES =
      List.of(
          "data",
          "file",
          "inspect",
          "lesson",
          "loss",
          "nn",
          "optim",
          "reading",
          "run",
          "score",
          "settings",
          "source",
          "task",
          "task.text",
          "tensor",
          "text",
          "tokenizer",
          "train");

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A model file to load as a variable.")
  @Nullable Path model;

  @Override
  public Integer call() throws IOException {
    Tool jshell = jshell();
    Job.Shell offered = model == null ? new Job.Shell("", CELL) : Jobs.of(Jobs.open(model)).shell();
    Path startup = Files.createTempFile("recur", ".jsh");
    try {
      Files.writeString(startup, startup(offered));
      greet(Screen.of(spec.commandLine()), offered);
      return jshell.run(null, null, null, arguments(startup));
    } finally {
      Files.deleteIfExists(startup);
    }
  }

  private static Tool jshell() throws IOException {
    return ServiceLoader.load(Tool.class, ClassLoader.getSystemClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(tool -> tool.name().equals("jshell"))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "there is no JShell in "
                        + System.getProperty("java.home")
                        + " (a JRE, not a JDK?); set JAVA_HOME to a JDK 25.0.3 or later"));
  }

  private String startup(Job.Shell offered) {
    String imports =
        Stream.of(
                Stream.of("dev.recur"),
                PACKAGES.stream().map("dev.recur."::concat),
                Jobs.all().stream().map(job -> job.getClass().getPackageName()))
            .flatMap(names -> names)
            .map("import %s.*;\n"::formatted)
            .collect(Collectors.joining());
    return model == null ? imports : imports + offered.opening().formatted(quoted(model)) + ";\n";
  }

  private static String quoted(Path file) {
    String path = file.toAbsolutePath().toString();
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void greet(Screen screen, Job.Shell offered) {
    screen.paragraph("", "JShell with every package of Recur imported. Try:");
    screen.line("");
    offered.tries().forEach(line -> screen.line("%s", line));
    screen.line("");
  }

  /// The shell runs in a JVM of its own, with the class path of this program.
  private static String[] arguments(Path startup) {
    return new String[] {
      "--class-path",
      System.getProperty("java.class.path"),
      "-R--add-modules=jdk.incubator.vector",
      "--startup",
      "DEFAULT",
      "--startup",
      startup.toString()
    };
  }
}
