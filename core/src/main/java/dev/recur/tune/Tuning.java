package dev.recur.tune;

import dev.recur.run.PreparedRun;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A search over the settings of a job: how many layers, how many units, which cell, which learning
/// rate. Random plans are trained for a few epochs, and the best of them for longer ([Halving
/// successive halving]).
///
/// {@snippet class="TuneExamples" region="search"}
///
/// Every network is scored on the validation rows; the rows of the test are not touched. The data
/// is read once. Networks are trained beside each other, a thread each, and a rung is closed when
/// all of its networks are done: so with a number of trials, the result is the same on any number
/// of threads.
///
/// The defaults are always the first trial, and are trained to the end. Another plan wins if it is
/// better by more than the choice of the validation rows explains ([Tuned#isUsual]).
///
/// Source: Bergstra and Bengio 2012, *Random Search for Hyper-Parameter Optimization*.
public final class Tuning {
  private static final String EPOCHS = "epochs";

  private final RunPlan asked;
  private final TuneSettings settings;
  private final SearchSpace space;
  private final PreparedRun<?> usual;
  private final List<Integer> rungs;
  private Optional<TrialsFile> record;

  private Tuning(
      RunPlan asked,
      TuneSettings settings,
      Optional<TrialsFile> record,
      Sources sources,
      Consumer<RunEvent> listener)
      throws IOException {
    if (!asked.parts().folds().isEmpty()) {
      throw SettingException.of(
          "a search compares its networks on one set of validation rows, without %s",
          Mention.of("folds"));
    }
    this.asked = asked;
    this.settings = settings;
    this.record = record;
    space = SearchSpace.of(asked);
    usual = Runs.prepare(space.plan(space.values(1).orElseThrow()), sources, listener);
    rungs = Halving.rungs(epochs(usual));
    record.ifPresent(file -> file.check(usual.hashes()));
  }

  /// Checks a search, and reads and splits its data. Nothing is trained yet.
  ///
  /// @param asked what to train, on which data. A setting may have several values, such as `hidden`
  ///   = `32..256` or `cell` = `gru,lstm`; settings that the plan leaves out have the values of
  ///   [dev.recur.task.Job#searched]
  /// @param sources resolves the names in the plan
  /// @param listener receives what was detected, skipped and noticed about the data
  /// @throws IllegalArgumentException for an invalid plan, an empty space or unusable data; the
  ///   message says why
  /// @throws IOException if data cannot be read
  public static Tuning prepare(
      RunPlan asked, TuneSettings settings, Sources sources, Consumer<RunEvent> listener)
      throws IOException {
    return new Tuning(asked, settings, Optional.empty(), sources, listener);
  }

  /// Checks a search that was interrupted, and reads its data again.
  ///
  /// @param record its results so far, to which [#run] adds
  /// @param sources resolves the names in its plan, and must give the same data
  /// @param listener receives what was skipped and noticed about the data
  /// @throws IllegalArgumentException if the data is not the same; the message says what differs
  /// @throws IOException if data cannot be read
  public static Tuning prepare(TrialsFile record, Sources sources, Consumer<RunEvent> listener)
      throws IOException {
    return new Tuning(record.plan(), record.settings(), Optional.of(record), sources, listener);
  }

  /// Checks a search without reading anything.
  ///
  /// @throws IllegalArgumentException for an invalid plan or an empty space; the message says why
  public static void check(RunPlan asked) {
    SearchSpace.of(asked);
  }

  private static int epochs(PreparedRun<?> run) {
    return run.settings().values().stream()
        .map(group -> group.get(EPOCHS))
        .flatMap(Stream::ofNullable)
        .map(Integer::parseInt)
        .findFirst()
        .orElse(1);
  }

  /// The run of the defaults, for its data and its settings.
  public PreparedRun<?> usual() {
    return usual;
  }

  /// What is searched: values by setting, as they were asked for.
  public SequencedMap<String, String> searched() {
    SequencedMap<String, String> searched = new LinkedHashMap<>();
    space.ranges().forEach(range -> searched.put(range.name(), range.asked()));
    return searched;
  }

  /// The epochs of each rung, ascending; the last is the whole training of the defaults.
  public List<Integer> rungs() {
    return rungs;
  }

  /// The most networks that begin; [Integer#MAX_VALUE] if only time limits them.
  public int trials() {
    return settings.most();
  }

  /// The results of a search that continues, to be shown.
  public List<Trial> before() {
    return record.map(TrialsFile::trials).orElse(List.of());
  }

  /// Records the search from its beginning.
  ///
  /// @param file a file that does not exist, such as `reviews.trials.jsonl`
  /// @param local words that the caller will need to continue, such as where the result goes
  /// @throws IOException if it exists or cannot be written
  public void record(Path file, Map<String, String> local) throws IOException {
    record = Optional.of(TrialsFile.create(file, asked, settings, usual.hashes(), local));
  }

  /// Searches, in as many threads as the plan's setting `threads` says besides the calling thread.
  ///
  /// @param listener receives every new result, from the calling thread
  /// @throws IllegalArgumentException if the defaults cannot be trained, or there is no time for
  ///   any network; the message says why
  public Tuned run(Consumer<Trial> listener) {
    Stopwatch watch =
        new Stopwatch(settings.minutes() * 60, record.map(TrialsFile::elapsed).orElse(0.0));
    Map<Key, Trial> done = new HashMap<>();
    before().forEach(trial -> done.put(new Key(trial.number(), trial.rung()), trial));
    Consumer<Trial> keep =
        trial -> {
          done.put(new Key(trial.number(), trial.rung()), trial);
          record.ifPresent(file -> file.add(trial, watch.seconds()));
          listener.accept(trial);
          watch.reserve(lastTraining(done));
        };
    watch.reserve(lastTraining(done));
    TrialPool pool = new TrialPool(usual, watch, settings.isTimed(), keep);
    brackets(done, pool);
    List<Trial> all = inOrder(done);
    if (all.stream().allMatch(Trial::hasFailed)) {
      throw SettingException.of(
          "%s is too short for one network: after that time the defaults had not finished their"
              + " first %s",
          Mention.of("minutes", settings.minutes()),
          rungs.getFirst() == 1 ? "epoch" : rungs.getFirst() + " epochs");
    }
    return new Tuned(asked, usual, space, rungs, all, watch.seconds());
  }

  /// A trial at a rung.
  private record Key(int number, int rung) {}

  private static List<Trial> inOrder(Map<Key, Trial> done) {
    List<Trial> all = new ArrayList<>(done.values());
    all.sort((a, b) -> a.number() != b.number() ? a.number() - b.number() : a.rung() - b.rung());
    return all;
  }

  private void brackets(Map<Key, Trial> done, TrialPool pool) {
    int size = settings.bracket();
    for (int from = 1; from <= settings.most() && !pool.isOver(); from += size) {
      List<Integer> entrants = new ArrayList<>();
      for (int i = from; i < from + size && i <= settings.most(); i++) {
        if (space.values(i).isPresent()) {
          entrants.add(i);
        }
      }
      if (entrants.isEmpty() || !bracket(entrants, done, pool)) {
        return;
      }
    }
  }

  /// Trains some networks, and the best of them for longer.
  ///
  /// @return false if the time was over before
  private boolean bracket(List<Integer> first, Map<Key, Trial> done, TrialPool pool) {
    List<Integer> entrants = first;
    for (int rung = 0; rung < rungs.size(); rung++) {
      List<TrialPool.Task> open = new ArrayList<>();
      for (int number : entrants) {
        Trial before = done.get(new Key(number, rung - 1));
        if (before != null && before.over()) {
          done.putIfAbsent(new Key(number, rung), before.at(rung, rungs.get(rung)));
        } else if (!done.containsKey(new Key(number, rung))) { // done before an interruption
          open.add(task(number, rung));
        }
      }
      if (!pool.run(open)) {
        return false;
      }
      int closed = rung;
      List<Trial> results =
          entrants.stream()
              .flatMap(number -> Stream.ofNullable(done.get(new Key(number, closed))))
              .toList();
      entrants = Halving.best(results);
      if (first.contains(1) && !entrants.contains(1)) {
        entrants.addFirst(1); // what the winner is compared with
      }
    }
    return true;
  }

  private TrialPool.Task task(int number, int rung) {
    SequencedMap<String, String> values = space.values(number).orElseThrow();
    SequencedMap<String, String> words = new LinkedHashMap<>(space.plan(values).settings());
    boolean whole = rung == rungs.size() - 1;
    if (!whole) {
      words.putIfAbsent("stopAfter", Settings.text(rungs.get(rung)));
    }
    return new TrialPool.Task(number, rung, rungs.get(rung), whole, values, words);
  }

  /// The seconds that the training of the winner will take, as far as it is known.
  private double lastTraining(Map<Key, Trial> done) {
    return Tuned.best(inOrder(done))
        .map(best -> best.seconds() * rungs.getLast() / best.epochs())
        .orElse(0.0);
  }
}
