package dev.recur.tune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.recur.file.ModelFile;
import dev.recur.reading.Json;
import dev.recur.reading.JsonLine;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.score.Figure;
import dev.recur.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The file that records a search: a line of JSON that describes it, and one for each result, which
/// is on the disk as soon as it is known. A search that was killed continues from it.
///
/// {@snippet class="TuneExamples" region="resume"}
public final class TrialsFile {
  private static final String SEARCH = "search";
  private static final String VERSION = "1";
  private static final String END = "end";
  private static final String PROGRAM = "program";

  private final Path file;
  private final JsonLine head;
  private final List<Trial> trials;
  private final double elapsed;
  private final boolean ended;

  private TrialsFile(Path file, JsonLine head, List<Trial> trials, double elapsed, boolean ended) {
    this.file = file;
    this.head = head;
    this.trials = new ArrayList<>(trials);
    this.elapsed = elapsed;
    this.ended = ended;
  }

  /// Creates the file of a search that begins.
  static TrialsFile create(
      Path file,
      RunPlan asked,
      TuneSettings settings,
      Map<String, String> hashes,
      Map<String, String> local)
      throws IOException {
    SequencedMap<String, Object> head = new LinkedHashMap<>();
    head.put(SEARCH, VERSION);
    head.put(PROGRAM, program());
    head.put("plan", asked.toJson());
    head.put("settings", Settings.values(settings));
    head.put("data", hashes);
    head.put("local", local);
    String line = Json.line(head);
    try {
      Files.write(file, (line + "\n").getBytes(UTF_8), CREATE_NEW, WRITE, DSYNC);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      throw RunFiles.cannotBeWritten(file, e);
    }
    return new TrialsFile(file, JsonLine.of(line), List.of(), 0, false);
  }

  private static String program() {
    return new ModelFile(Map.of(), List.of()).programVersion();
  }

  /// Reads the file of a search. A last line that was not written completely is removed.
  ///
  /// @throws IllegalArgumentException if it is no such file, or another version of the program
  ///   wrote it; the message says which
  /// @throws IOException if it cannot be read
  public static TrialsFile read(Path file) throws IOException {
    List<String> lines = lines(file);
    JsonLine head = head(file, lines);
    if (!head.word(SEARCH).equals(VERSION) || !head.word(PROGRAM).equals(program())) {
      throw new IllegalArgumentException(
          "%s: expected a search of Recur %s (version %s), got one of %s (version %s): only the program"
                  .formatted(file, program(), VERSION, head.word(PROGRAM), head.word(SEARCH))
              + " that began it can go on");
    }
    try {
      List<Trial> trials = new ArrayList<>();
      double elapsed = 0;
      boolean ended = false;
      for (String line : lines.subList(1, lines.size())) {
        JsonLine result = JsonLine.of(line);
        elapsed = result.number("elapsed");
        ended = result.values().containsKey(END);
        if (!ended) {
          trials.add(trial(result));
        }
      }
      TrialsFile read = new TrialsFile(file, head, trials, elapsed, ended);
      read.plan(); // each part of the head is there
      read.settings();
      read.local();
      head.words("data");
      return read;
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static JsonLine head(Path file, List<String> lines) {
    try {
      JsonLine head = JsonLine.of(lines.isEmpty() ? "" : lines.getFirst());
      head.word(SEARCH);
      head.word(PROGRAM);
      return head;
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static IllegalArgumentException damaged(Path file, IllegalArgumentException e) {
    return new IllegalArgumentException(
        "%s: %s (not a file of trials, NAME.trials.jsonl, or a damaged one?)"
            .formatted(file, e.getMessage()),
        e);
  }

  private static List<String> lines(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s: expected a file of trials, NAME.trials.jsonl, got a folder".formatted(file));
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      return List.of();
    }
    int end = text.lastIndexOf('\n') + 1;
    if (end > 0 && end < text.length()) {
      try (FileChannel open = FileChannel.open(file, WRITE)) {
        open.truncate(text.substring(0, end).getBytes(UTF_8).length);
      }
    }
    return text.substring(0, end).lines().toList();
  }

  /// The plan of the search, in which settings may have ranges.
  public RunPlan plan() {
    return RunPlan.fromJson(head.word("plan"));
  }

  /// How long the search looks.
  public TuneSettings settings() {
    return Settings.create(TuneSettings.class, head.words("settings"));
  }

  /// The words that the caller of the search wanted to find again, such as where the result goes.
  public SequencedMap<String, String> local() {
    return head.words("local");
  }

  /// This search with other limits, and on another number of threads.
  ///
  /// @param limits of [TuneSettings], by name; if there are any, a search whose time was over goes
  ///   on
  /// @param computing settings of the plan that change no result, such as `threads`
  public TrialsFile with(Map<String, String> limits, Map<String, String> computing) {
    SequencedMap<String, Object> changed = new LinkedHashMap<>(head.values());
    SequencedMap<String, String> settings = head.words("settings");
    settings.putAll(limits);
    Settings.create(TuneSettings.class, settings);
    changed.put("settings", settings);
    RunPlan plan = plan();
    for (Map.Entry<String, String> word : computing.entrySet()) {
      plan = plan.with(word.getKey(), word.getValue());
    }
    changed.put("plan", plan.toJson());
    return new TrialsFile(file, new JsonLine(changed), trials, elapsed, ended && limits.isEmpty());
  }

  /// The file itself.
  public Path file() {
    return file;
  }

  /// The results so far.
  List<Trial> trials() {
    return List.copyOf(trials);
  }

  /// The seconds that the search has taken so far.
  double elapsed() {
    return elapsed;
  }

  /// Keeps other processes from going on with the same search, until the channel is closed.
  ///
  /// @throws IllegalArgumentException if another one does
  /// @throws IOException if the file cannot be opened
  FileChannel lock() throws IOException {
    FileChannel open = FileChannel.open(file, WRITE);
    try {
      if (open.tryLock(Long.MAX_VALUE - 1, 1, false) != null) { // not the lines, which others read
        return open;
      }
    } catch (OverlappingFileLockException e) {
      // by another thread of this program
    }
    open.close();
    throw new IllegalArgumentException(file + ": this search is already running");
  }

  /// Whether the time of the search was over.
  boolean hasEnded() {
    return ended;
  }

  /// Refuses other data than that of the search.
  void check(Map<String, String> hashes) {
    head.words("data")
        .forEach(
            (name, expected) -> {
              if (!expected.equals(hashes.get(name))) {
                throw new IllegalArgumentException(
                    "%s: expected the data that %s was begun with, got other data (has it changed?)"
                        .formatted(name, file));
              }
            });
  }

  /// Adds a result.
  ///
  /// @throws UncheckedIOException if it cannot be written
  void add(Trial trial, double seconds) {
    trials.add(trial);
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("trial", trial.number());
    line.put("rung", trial.rung());
    line.put("epochs", trial.epochs());
    line.put("values", trial.values());
    line.put("monitored", words(trial.monitored()));
    line.put("headline", words(trial.headline()));
    line.put("resampled", trial.resampled());
    line.put("over", Boolean.toString(trial.over()));
    line.put("seconds", trial.seconds());
    line.put("failure", trial.failure());
    line.put("elapsed", seconds);
    append(line);
  }

  /// Adds that the time of the search is over.
  ///
  /// @throws UncheckedIOException if it cannot be written
  void end(double seconds) {
    if (!ended) {
      SequencedMap<String, Object> line = new LinkedHashMap<>();
      line.put(END, "time");
      line.put("elapsed", seconds);
      append(line);
    }
  }

  private void append(SequencedMap<String, Object> line) {
    try {
      Files.write(file, (Json.line(line) + "\n").getBytes(UTF_8), APPEND, DSYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(RunFiles.cannotBeWritten(file, e));
    }
  }

  private static Map<String, Object> words(Figure figure) {
    SequencedMap<String, Object> words = new LinkedHashMap<>();
    words.put("title", figure.title());
    words.put("value", figure.value());
    words.put("better", figure.better().name());
    words.put("notation", figure.notation().name());
    return words;
  }

  private static Figure figure(JsonLine words) {
    return new Figure(
        words.word("title"),
        words.number("value"),
        words.constant("better", Figure.Better.values()),
        words.constant("notation", Figure.Notation.values()));
  }

  private static Trial trial(JsonLine line) {
    return new Trial(
        line.count("trial"),
        line.count("rung"),
        line.count("epochs"),
        line.words("values"),
        figure(line.object("monitored")),
        figure(line.object("headline")),
        line.numbers("resampled"),
        Boolean.parseBoolean(line.word("over")),
        line.number("seconds"),
        line.word("failure"));
  }
}
