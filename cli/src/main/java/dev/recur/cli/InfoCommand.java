package dev.recur.cli;

import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.inspect.DeviceCheck;
import dev.recur.inspect.Machine;
import dev.recur.run.Jobs;
import dev.recur.task.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur info`: shows what Recur found on this machine, or the contents of a model file.
@Command(
    name = "info",
    description = "Shows what Recur found on this machine, or the contents of a model file.")
final class InfoCommand implements Callable<Integer> {
  private static final String METRIC = "metric.";

  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "A model file.")
  @Nullable Path model;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec.commandLine());
    if (model == null) {
      machine(screen);
    } else {
      model(screen, Jobs.open(model), model);
    }
    return 0;
  }

  private static void machine(Screen screen) {
    Machine machine = Machine.here();
    screen.paragraph("Java", machine.java().toString());
    screen.paragraph("threads", "%d, one for each processor".formatted(machine.processors()));
    screen.paragraph("kernels", machine.kernels() + ". " + machine.reason());
    machine.warning().ifPresent(warning -> screen.paragraph("warning", warning));
    devices(screen);
  }

  private static void devices(Screen screen) {
    String name = "devices";
    for (DeviceCheck device : DeviceCheck.all()) {
      AcceleratorInfo info = device.info();
      screen.paragraph(
          name,
          "%s, %s (%s), %s GiB, %s: %s"
              .formatted(
                  info.device(),
                  info.name(),
                  info.driver(),
                  NumberText.text("%.1f", info.memory() * 0x1p-30),
                  info.gpu() ? "a GPU" : "not a GPU",
                  device.verdict()));
      name = " ";
    }
    for (String problem : DeviceCheck.problems()) {
      screen.paragraph(name, problem);
      name = " ";
    }
  }

  private static void model(Screen screen, Model model, Path file) {
    SequencedMap<String, String> metadata = model.metadata();
    String task = String.valueOf(metadata.remove("task"));
    screen.paragraph("model", "%s, task %s".formatted(file, task));
    screen.paragraph("weights", NumberText.count(model.parameters()));
    model.described().forEach(screen::paragraph);
    Map<String, Map<String, String>> groups = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          groups
              .computeIfAbsent(key.substring(0, Math.max(0, dot)), g -> new TreeMap<>())
              .put(key.substring(dot + 1), figure(key, value));
        });
    groups.forEach(
        (group, entries) ->
            screen.paragraph(
                group,
                entries.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "))));
  }

  /// Rounds a metric; returns everything else as it is.
  private static String figure(String key, String value) {
    try {
      return key.startsWith(METRIC) ? NumberText.text("%.4f", Double.parseDouble(value)) : value;
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
