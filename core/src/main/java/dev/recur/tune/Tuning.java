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
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A search over the settings of a job: how many layers, how many units, which cell, which learning
/// rate. Random plans are trained for a few epochs, and the best of them for longer (successive
/// halving).
///
/// {@snippet class="TuneExamples" region="search"}
///
/// Every network is scored on the validation rows; the rows of the test are not touched. The data
/// is read once. Networks are trained in parallel, a thread each, and a rung is closed when all of
/// its networks are done: so if `trials` is given, the result is the same on any number of threads.
///
/// The defaults are always the first trial, and are trained to the end. Another plan wins only if
/// it is better by more than chance explains ([Tuned#isUsual]).
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
          "%s cannot be used in a search, which compares networks on one set of validation rows",
          Mention.of("folds"));
    }
    this.asked = asked;
    this.settings = settings;
    this.record = record;
    space = SearchSpace.of(asked);
    usual = Runs.prepare(space.plan(space.values(1).orElseThrow()), sources, listener);
    space.forEachEnd(
        plan -> usual.with(plan.settings()).settings()); // such as a model to begin from
    rungs = Halving.rungs(epochs(usual));
    record.ifPresent(
        file -> {
          file.check(usual.hashes());
          file.trials().forEach(trial -> requireKnown(trial, file));
        });
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

  /// Checks a search that was interrupted, and reads its data again. A search whose time was over
  /// only has its result.
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

  private void requireKnown(Trial trial, TrialsFile file) {
    boolean known =
        trial.rung() >= 0
            && trial.rung() < rungs.size()
            && trial.epochs() == rungs.get(trial.rung())
            && trial.number() >= 1
            && space.values(trial.number()).filter(trial.values()::equals).isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          "%s: trial %s, of %s epochs, is none of this search (was the file changed?)"
              .formatted(file.file(), trial.number(), trial.epochs()));
    }
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
    return Math.clamp(space.size(), 1, settings.most());
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
    if (record.isEmpty()) {
      return search(listener);
    }
    try (FileChannel _ = record.get().lock()) {
      return search(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tuned search(Consumer<Trial> listener) {
    Stopwatch watch =
        new Stopwatch(
            settings.minutes() * 60,
            record.map(TrialsFile::elapsed).orElse(0.0),
            record.map(TrialsFile::hasEnded).orElse(false));
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
    Set<Key> closed;
    try (TrialPool pool = new TrialPool(usual, watch, settings.isTimed(), keep)) {
      closed = brackets(done, pool);
    }
    List<Trial> all = inOrder(done);
    if (settings.isTimed()) {
      record.ifPresent(file -> file.end(watch.seconds()));
    }
    if (all.isEmpty()) {
      throw SettingException.of(
          "%s is too short for one network: after that time the defaults had not finished their"
              + " first %s",
          Mention.of("minutes", settings.minutes()),
          rungs.getFirst() == 1 ? "epoch" : rungs.getFirst() + " epochs");
    }
    if (all.stream().allMatch(Trial::hasFailed)) { // such as by too little memory
      throw new IllegalArgumentException(
          "no network could be trained; the defaults failed: " + all.getFirst().failure());
    }
    List<Trial> fair =
        all.stream().filter(t -> closed.contains(new Key(t.number(), t.rung()))).toList();
    return new Tuned(asked, usual, space, rungs, all, fair.isEmpty() ? all : fair, watch.seconds());
  }

  /// A trial at a rung.
  private record Key(int number, int rung) {}

  private static List<Trial> inOrder(Map<Key, Trial> done) {
    List<Trial> all = new ArrayList<>(done.values());
    all.sort((a, b) -> a.number() != b.number() ? a.number() - b.number() : a.rung() - b.rung());
    return all;
  }

  /// Trains networks in groups until there are no more or no time.
  ///
  /// @return the results of rungs that are closed: among others, some networks have no result yet
  private Set<Key> brackets(Map<Key, Trial> done, TrialPool pool) {
    Set<Key> closed = new HashSet<>();
    int size = settings.bracket();
    for (int from = 1; from <= settings.most(); from += size) {
      List<Integer> entrants = new ArrayList<>();
      for (int i = from; i - size < from && i <= settings.most(); i++) {
        if (space.values(i).isPresent()) {
          entrants.add(i);
        }
      }
      if (entrants.isEmpty() || !bracket(entrants, done, pool, closed)) {
        return closed;
      }
    }
    return closed;
  }

  /// Trains some networks, and the best of them for longer.
  ///
  /// @return false if the time was over before
  private boolean bracket(
      List<Integer> first, Map<Key, Trial> done, TrialPool pool, Set<Key> closed) {
    List<Integer> entrants = first;
    for (int rung = 0; rung < rungs.size(); rung++) {
      int now = rung;
      // what all others are compared with comes first, with all threads
      if (rung == 0 && first.contains(1) && !pool.run(open(List.of(1), rung, done))) {
        return false;
      }
      if (!pool.run(open(entrants, rung, done))) {
        return false;
      }
      entrants.forEach(number -> closed.add(new Key(number, now)));
      List<Trial> results =
          entrants.stream()
              .flatMap(number -> Stream.ofNullable(done.get(new Key(number, now))))
              .toList();
      entrants = Halving.best(results);
      if (first.contains(1) && !entrants.contains(1)) {
        entrants.addFirst(1); // what the winner is compared with
      }
    }
    return true;
  }

  /// The networks that have no result of a rung yet. One whose training was over before has the
  /// same result again.
  private List<TrialPool.Task> open(List<Integer> entrants, int rung, Map<Key, Trial> done) {
    List<TrialPool.Task> open = new ArrayList<>();
    for (int number : entrants) {
      Trial before = done.get(new Key(number, rung - 1));
      if (before != null && before.over()) {
        done.putIfAbsent(new Key(number, rung), before.at(rung, rungs.get(rung)));
      } else if (!done.containsKey(new Key(number, rung))) { // done before an interruption
        open.add(task(number, rung));
      }
    }
    return open;
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
        .map(
            best -> best.over() ? best.seconds() : best.seconds() * rungs.getLast() / best.epochs())
        .orElse(0.0);
  }
}
