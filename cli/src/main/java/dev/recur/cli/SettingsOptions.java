package dev.recur.cli;

import dev.recur.run.CheckpointSettings;
import dev.recur.run.Jobs;
import dev.recur.run.RunPlan;
import dev.recur.settings.Mention;
import dev.recur.settings.Settings;
import dev.recur.settings.Settings.Entry;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.task.Role;
import dev.recur.tensor.Device;
import dev.recur.tune.TuneSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Derives options of a command from settings records, and settings from the options that were
/// typed.
final class SettingsOptions {
  private static final int USUAL = -1; // picocli's own place in the help
  private static final int FIRST = USUAL - 1;
  private static final String FOLDS = Mention.of("folds").flag();

  private SettingsOptions() {}

  /// Adds an option to a command for each setting.
  static void add(CommandSpec command, Job<?> job) {
    add(command, job.settings(), USUAL);
    add(command, ComputeSettings.class, USUAL);
  }

  /// Adds the options for checkpoints.
  static void addCheckpoints(CommandSpec command) {
    add(command, CheckpointSettings.class, USUAL);
  }

  /// Adds every option of a run of a job: for reading data, for dividing it, and for the settings.
  static void addPlan(CommandSpec command, Job<?> job) {
    addData(command, job.roles());
    add(command, DivisionSettings.class, FIRST);
    add(command, job);
  }

  /// Adds every option of a search over the settings of a job: those of a run, and how long it
  /// looks, which takes the place of a run's own options of the same names.
  static void addTuning(CommandSpec command, Job<?> job) {
    addPlan(command, job);
    for (Entry entry : Settings.of(TuneSettings.class)) {
      OptionSpec own = command.findOption(entry.flag());
      if (own != null) {
        command.remove(own);
      }
    }
    add(command, TuneSettings.class, FIRST);
    command.remove(command.findOption(FOLDS)); // networks are compared on one division
  }

  /// Adds the options for reading data and for its columns, before those that the command has.
  static void addData(CommandSpec command, List<Role> roles) {
    roles.stream().filter(Role::given).forEach(role -> command.addOption(option(role)));
    add(command, SourceSettings.class, FIRST);
    roles.stream().filter(role -> !role.given()).forEach(role -> command.addOption(option(role)));
  }

  private static void add(CommandSpec command, Class<? extends Record> type, int order) {
    Settings.of(type).forEach(entry -> options(entry, order).forEach(command::addOption));
  }

  // Values reach the record as they were typed: only the record decides what is valid.
  private static List<OptionSpec> options(Entry entry, int order) {
    OptionSpec.Builder option = OptionSpec.builder(entry.flag()).order(order);
    if (!entry.off().isEmpty()) {
      return List.of(
          option.type(boolean.class).description(entry.help().flags().replace("%", "%%")).build(),
          OptionSpec.builder(entry.negatedFlag())
              .order(order)
              .type(boolean.class)
              .description(entry.off() + byDefault(entry))
              .build());
    }
    if (entry.isSwitch()) {
      return List.of(
          option
              .type(boolean.class)
              .negatable(true)
              .description("%s (default: %s)".formatted(help(entry), onOrOff(entry)))
              .build());
    }
    String name = entry.flag().substring(2).toUpperCase(Locale.ROOT);
    return List.of(
        option
            .type(String.class)
            .arity("1")
            .paramLabel(entry.label().isEmpty() ? name : entry.label())
            .description(help(entry) + byDefault(entry))
            .build());
  }

  private static OptionSpec option(Role role) {
    return OptionSpec.builder(Mention.of(role.name()).flag())
        .order(FIRST)
        .type(String.class)
        .arity("1")
        .paramLabel(role.kind() == Role.Kind.TEXT ? "COL[,COL...]" : "COL")
        .description(role.help().replace("%", "%%") + " (default: detected)")
        .build();
  }

  private static String help(Entry entry) {
    String values = entry.values().isEmpty() ? "" : " One of " + entry.values() + ".";
    return (entry.help().flags() + values).replace("%", "%%");
  }

  private static String byDefault(Entry entry) {
    String value = entry.defaultHelp().isEmpty() ? entry.byDefault() : entry.defaultHelp();
    return value.isEmpty() ? "" : " (default: %s)".formatted(value);
  }

  private static String onOrOff(Entry entry) {
    return entry.byDefault().equals("true") ? entry.flag() : entry.negatedFlag();
  }

  /// The plan of the options that were typed, for a command with those of [#addPlan].
  static RunPlan plan(ParseResult parsed, Job<?> job, String file) {
    Map<String, String> words = settingsOfRun(parsed, job);
    words.putAll(columns(parsed, job.roles()));
    words.putAll(typed(parsed, SourceSettings.class));
    words.putAll(typed(parsed, DivisionSettings.class));
    return RunPlan.of(job.name(), file, words);
  }

  /// Says of the operand FILE that it must be there, for a job that WordNet's definitions are not
  /// for.
  static void describeFile(CommandSpec command, Job<?> job) {
    if (!isUsual(job)) {
      PositionalParamSpec file = command.positionalParameters().getFirst();
      command.remove(file);
      command.addPositional(
          PositionalParamSpec.builder(file)
              .description("The data, as for 'recur train JOB'; - is standard input.")
              .build());
    }
  }

  private static boolean isUsual(Job<?> job) {
    return job.name().equals(Jobs.all().getFirst().name());
  }

  /// Refuses a job without a file that needs one, and options for a file if none was given, so that
  /// the data is WordNet's.
  static void requireFile(RunPlan plan, @Nullable Path file, Job<?> job) {
    if (file == null && !isUsual(job)) {
      throw new IllegalArgumentException(
          "the job %s needs a FILE: it has no data of its own".formatted(job.name()));
    }
    if (file == null && !(plan.data().size() == 1 && plan.division().isEmpty())) {
      throw new IllegalArgumentException(
          "options for reading and dividing data need the FILE that they are for");
    }
  }

  /// Refuses options before the name of a job, which would apply to other data and be ignored
  /// silently.
  static void refuseOptionsBefore(CommandSpec command, Job<?> job) {
    CommandLine parent = command.commandLine().getParent();
    if (parent != null
        && command.name().equals(job.name())
        && !parent.getParseResult().matchedOptions().isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Options must follow '%s', got %s before it"
              .formatted(
                  job.name(), parent.getParseResult().matchedOptions().getFirst().longestName()));
    }
  }

  /// The columns that were typed, by the name of their role.
  static Map<String, String> columns(ParseResult parsed, List<Role> roles) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Role role : roles) {
      String flag = Mention.of(role.name()).flag();
      if (parsed.hasMatchedOption(flag)) {
        columns.put(role.name(), parsed.matchedOptionValue(flag, ""));
      }
    }
    return columns;
  }

  private static Optional<String> onOrOff(ParseResult parsed, Entry entry) {
    boolean on = parsed.matchedOptionValue(entry.flag(), false);
    boolean off = parsed.matchedOptionValue(entry.negatedFlag(), false);
    if (on && off) {
      throw new IllegalArgumentException(
          "%s and %s are mutually exclusive".formatted(entry.flag(), entry.negatedFlag()));
    }
    return on || off ? Optional.of(Boolean.toString(on)) : Optional.empty();
  }

  /// The settings of a job and of every run that were typed, by name.
  static Map<String, String> settings(ParseResult parsed, Job<?> job) {
    Map<String, String> words = typed(parsed, job.settings());
    words.putAll(typed(parsed, ComputeSettings.class));
    return words;
  }

  /// The same for a new run, which may have the device that the environment chooses.
  static Map<String, String> settingsOfRun(ParseResult parsed, Job<?> job) {
    Map<String, String> words = settings(parsed, job);
    if (!words.containsKey("device")) {
      chosenDevice().ifPresent(device -> words.put("device", device));
    }
    return words;
  }

  /// The device that the environment chooses, if it does.
  private static Optional<String> chosenDevice() {
    String device = System.getenv("RECUR_DEVICE");
    if (device == null || device.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Device.parse(device).toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("RECUR_DEVICE: " + e.getMessage(), e);
    }
  }

  /// The settings of a record that were typed, by name.
  static Map<String, String> typed(ParseResult parsed, Class<? extends Record> type) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Entry entry : Settings.of(type)) {
      if (!entry.off().isEmpty()) {
        onOrOff(parsed, entry).ifPresent(word -> values.put(entry.name(), word));
      } else if (parsed.hasMatchedOption(entry.flag())) {
        Object value = parsed.matchedOptionValue(entry.flag(), entry.byDefault());
        values.put(entry.name(), value.toString());
      }
    }
    return values;
  }

  /// The record of the settings that were typed.
  ///
  /// @throws IllegalArgumentException for an invalid value; the message is one sentence
  static <R extends Record> R read(ParseResult parsed, Class<R> type) {
    return Settings.create(type, typed(parsed, type));
  }
}
