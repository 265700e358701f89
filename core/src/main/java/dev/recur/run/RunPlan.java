package dev.recur.run;

import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// All that decides a run, as words: what a file of arguments, a form, a trial of a search or a row
/// on a cluster holds. The same plan with the same data gives the same bits.
///
/// @param job the job's name
/// @param data `file`, the name of the data, the column of each role by the role's name, and how
///   the data is read: [SourceSettings]
/// @param division how the rows are divided: [DivisionSettings]
/// @param settings the job's own settings and [ComputeSettings], by component name
public record RunPlan(
    String job,
    SequencedMap<String, String> data,
    SequencedMap<String, String> division,
    SequencedMap<String, String> settings) {
  private static final String FILE = "file";

  /// Keeps copies.
  public RunPlan {
    data = copy(data);
    division = copy(division);
    settings = copy(settings);
  }

  /// A plan from words: columns of roles, how the data is read and divided, and settings, all by
  /// name. What is not said is detected or has its default.
  ///
  /// @param file the data's name
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

  /// A plan with nothing left to guess.
  ///
  /// @param file the data's name; none where it is `wordnet`
  public static RunPlan of(
      String job, DataFile file, DivisionSettings division, Map<String, String> settings) {
    SequencedMap<String, String> data = new LinkedHashMap<>();
    if (!file.given().equals(WordNet.NAME)) {
      data.put(FILE, file.given());
    }
    data.putAll(file.words());
    return new RunPlan(
        job, data, data.isEmpty() ? new LinkedHashMap<>() : division.words(), copy(settings));
  }

  /// The same plan with another value of a setting.
  public RunPlan with(String setting, Object value) {
    SequencedMap<String, String> other = new LinkedHashMap<>(settings);
    other.put(setting, value.toString());
    return new RunPlan(job, data, division, other);
  }

  /// The name of the data: `wordnet` where none is named.
  public String file() {
    return data.getOrDefault(FILE, WordNet.NAME);
  }

  /// The columns that are named, by the name of their role.
  public SequencedMap<String, String> columns() {
    SequencedMap<String, String> columns = new LinkedHashMap<>(data);
    columns.remove(FILE);
    Settings.of(SourceSettings.class).forEach(entry -> columns.remove(entry.name()));
    return columns;
  }

  /// The files that settings name, such as pretrained vectors.
  public List<String> files() {
    return entries().stream()
        .filter(entry -> entry.values().endsWith("FILE"))
        .filter(entry -> settings.containsKey(entry.name()))
        .filter(entry -> !words(entry).contains(settings.get(entry.name())))
        .map(entry -> settings.get(entry.name()))
        .toList();
  }

  /// The words that a setting may have beside a file's name, such as `none`.
  private static List<String> words(Settings.Entry entry) {
    return List.of(entry.values().split(", "));
  }

  /// How the data is read.
  public SourceSettings source() {
    SequencedMap<String, String> source = new LinkedHashMap<>(data);
    source.remove(FILE);
    source.keySet().removeAll(columns().keySet());
    return Settings.create(SourceSettings.class, source);
  }

  /// How the rows are divided.
  public DivisionSettings parts() {
    return Settings.create(DivisionSettings.class, division);
  }

  /// The arguments of `recur train` that are this plan. Where no data is named, they are settings
  /// alone.
  ///
  /// @throws IllegalArgumentException if there is no such job
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (!data.isEmpty()) {
      SequencedMap<String, String> reading = new LinkedHashMap<>(data);
      reading.remove(FILE);
      arguments.add(job);
      arguments.add(apart(file()));
      arguments.addAll(PlanArguments.of(reading, Settings.of(SourceSettings.class)));
      arguments.addAll(PlanArguments.of(division, Settings.of(DivisionSettings.class)));
    }
    arguments.addAll(PlanArguments.of(settings, entries()));
    return List.copyOf(arguments);
  }

  /// A file whose name could be taken for something else is named from its folder.
  private static String apart(String file) {
    boolean odd = file.startsWith("@") || file.startsWith("#") || file.startsWith("-");
    return odd && !file.equals("-") ? "./" + file : file;
  }

  private List<Settings.Entry> entries() {
    List<Settings.Entry> entries = new ArrayList<>(Settings.of(Jobs.named(job).settings()));
    entries.addAll(Settings.of(ComputeSettings.class));
    return entries;
  }

  /// The plan as a JSON object, on one line.
  public String toJson() {
    return PlanJson.write(this);
  }

  /// The plan of a JSON object, as [#toJson] writes it. Numbers and truth values are words, too;
  /// parts that are missing are empty.
  ///
  /// @throws IllegalArgumentException if it is none; says why
  public static RunPlan fromJson(String json) {
    return PlanJson.read(json);
  }

  private static SequencedMap<String, String> copy(Map<String, String> words) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(words));
  }
}
