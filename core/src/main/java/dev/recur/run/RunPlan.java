package dev.recur.run;

import dev.recur.settings.Settings;
import dev.recur.source.DataFile;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.source.WordNet;
import dev.recur.task.ComputeSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Everything that determines a run, as names and values: what a file of arguments, a form, a trial
/// of a hyperparameter search or a row on a cluster holds. The same plan with the same data
/// computes the same bits.
///
/// {@snippet class="RunExamples" region="plan"}
///
/// Names are those of record components, such as `batchSize`; values are those of the command line.
/// What is missing is detected (columns, format) or has its default. A plan is checked when it is
/// used, by [Runs#check] and [Runs#prepare], not when it is created. Immutable.
///
/// @param job the job's name
/// @param data `file`, the name of the data; the column of each role, by the role's name; and how
///   the data is read: [SourceSettings]
/// @param division how the rows are split: [DivisionSettings]
/// @param settings the job's own settings and [ComputeSettings], by component name
public record RunPlan(
    String job,
    SequencedMap<String, String> data,
    SequencedMap<String, String> division,
    SequencedMap<String, String> settings) {
  static final String FILE = "file";

  /// Copies the maps.
  public RunPlan {
    data = copy(data);
    division = copy(division);
    settings = copy(settings);
  }

  /// Creates a plan and sorts the words into its parts: columns of roles, how the data is read and
  /// divided, and settings, all by name.
  ///
  /// @param job the job's name, such as `classify`
  /// @param file the data's name, which [dev.recur.source.Sources] resolve
  /// @param words values by name, such as `label` → `stars`, `folds` → `10`, `lr` → `1e-3`
  /// @throws IllegalArgumentException if there is no such job
  public static RunPlan of(String job, String file, Map<String, String> words) {
    SequencedMap<String, String> data = new LinkedHashMap<>();
    SequencedMap<String, String> division = new LinkedHashMap<>();
    SequencedMap<String, String> settings = new LinkedHashMap<>(words);
    data.put(FILE, file);
    Jobs.named(job).roles().forEach(role -> move(role.name(), settings, data));
    Settings.of(SourceSettings.class).forEach(entry -> move(entry.name(), settings, data));
    Settings.of(DivisionSettings.class).forEach(entry -> move(entry.name(), settings, division));
    return new RunPlan(job, data, division, settings);
  }

  private static void move(String name, Map<String, String> from, Map<String, String> to) {
    String word = from.remove(name);
    if (word != null) {
      to.put(name, word);
    }
  }

  /// Creates a complete plan for data that has been opened, with the format and the columns that
  /// were detected.
  ///
  /// @param job the job's name
  /// @param file the data, whose name the plan keeps
  /// @param division how the rows are split
  /// @param settings the job's own settings and [ComputeSettings], by component name
  public static RunPlan of(
      String job, DataFile file, DivisionSettings division, Map<String, String> settings) {
    SequencedMap<String, String> data = new LinkedHashMap<>();
    data.put(FILE, file.given());
    data.putAll(file.words());
    return new RunPlan(job, data, division.words(), copy(settings));
  }

  /// Returns a copy with another value for one of its [#settings].
  ///
  /// @param setting the component's name, such as `batchSize`
  /// @param value the value: a number, a word, or a constant of an enum
  public RunPlan with(String setting, Object value) {
    SequencedMap<String, String> other = new LinkedHashMap<>(settings);
    other.put(setting, Settings.text(value));
    return new RunPlan(job, data, division, other);
  }

  /// Returns the name of the data.
  ///
  /// @throws IllegalArgumentException if the plan names none
  public String file() {
    String file = data.get(FILE);
    if (file == null) {
      throw new IllegalArgumentException("a plan needs the name of its data, as \"file\" in data");
    }
    return file;
  }

  /// Returns the columns that the plan names, by the name of their role.
  public SequencedMap<String, String> columns() {
    SequencedMap<String, String> columns = new LinkedHashMap<>(data);
    columns.remove(FILE);
    Settings.of(SourceSettings.class).forEach(entry -> columns.remove(entry.name()));
    return columns;
  }

  /// Returns the files that settings such as `vectors` name.
  public List<String> files() {
    return entries().stream()
        .filter(entry -> entry.values().endsWith("FILE"))
        .filter(entry -> settings.containsKey(entry.name()))
        .filter(entry -> !words(entry).contains(settings.get(entry.name())))
        .map(entry -> settings.get(entry.name()))
        .toList();
  }

  /// The values of a setting that are not names of files, such as `none`.
  private static List<String> words(Settings.Entry entry) {
    return List.of(entry.values().split(", "));
  }

  /// Returns how the data is read.
  ///
  /// @throws IllegalArgumentException for an invalid value
  public SourceSettings source() {
    SequencedMap<String, String> source = new LinkedHashMap<>(data);
    source.remove(FILE);
    source.keySet().removeAll(columns().keySet());
    return Settings.create(SourceSettings.class, source);
  }

  /// Returns how the rows are split.
  ///
  /// @throws IllegalArgumentException for an invalid value
  public DivisionSettings parts() {
    return Settings.create(DivisionSettings.class, division);
  }

  /// Returns the arguments of `recur train` that run this plan. For `wordnet` these are only
  /// settings.
  ///
  /// @throws IllegalArgumentException if there is no such job, or the plan names no data
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (!file().equals(WordNet.NAME)) {
      SequencedMap<String, String> reading = new LinkedHashMap<>(data);
      reading.remove(FILE);
      arguments.add(job);
      arguments.add(apart(file()));
      arguments.addAll(Settings.arguments(reading, Settings.of(SourceSettings.class)));
      arguments.addAll(Settings.arguments(division, Settings.of(DivisionSettings.class)));
    }
    arguments.addAll(Settings.arguments(settings, entries()));
    return List.copyOf(arguments);
  }

  /// Puts `./` before the name of a file that could be taken for something else.
  private static String apart(String file) {
    boolean odd = file.startsWith("@") || file.startsWith("#") || file.startsWith("-");
    return odd && !file.equals("-") ? "./" + file : file;
  }

  private List<Settings.Entry> entries() {
    List<Settings.Entry> entries = new ArrayList<>(Settings.of(Jobs.named(job).settings()));
    entries.addAll(Settings.of(ComputeSettings.class));
    return entries;
  }

  /// Returns the plan as a JSON object on one line.
  public String toJson() {
    return PlanJson.write(this);
  }

  /// Reads a plan from a JSON object as [#toJson] writes it. Numbers and booleans are accepted as
  /// values; missing parts are empty.
  ///
  /// @throws IllegalArgumentException if the text is not such an object; the message says why
  public static RunPlan fromJson(String json) {
    return PlanJson.read(json);
  }

  private static SequencedMap<String, String> copy(Map<String, String> words) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(words));
  }
}
