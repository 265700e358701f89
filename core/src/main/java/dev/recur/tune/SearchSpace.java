package dev.recur.tune;

import dev.recur.run.Jobs;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/// The plans that a search chooses from: settings that are fixed, and a [Range] for each of the
/// others.
final class SearchSpace {
  private static final int MOST_LISTED = 100_000; // plans
  private static final int MOST_ATTEMPTS = 200; // to draw a plan that is new and valid

  private static final Set<String> ONE_VALUE =
      Set.of("epochs", "patience", "stopAfter", "target", "monitor");
  private static final double KEPT = 2.0 / 3; // of the defaults, in every other plan

  private final RunPlan fixed;
  private final List<Range> ranges;
  private final Set<String> own; // settings whose ranges are the job's
  private final Seed seed;
  private final List<SequencedMap<String, String>> drawn = new ArrayList<>();

  private SearchSpace(RunPlan fixed, List<Range> ranges, Set<String> own, Seed seed) {
    this.fixed = fixed;
    this.ranges = List.copyOf(ranges);
    this.own = Set.copyOf(own);
    this.seed = seed;
  }

  /// The space of a plan in which a setting may have several values: those, and the job's own
  /// ranges of the settings that the plan leaves out ([Job#searched]).
  ///
  /// @throws IllegalArgumentException if the space is empty or has invalid values; the message says
  ///   why
  static SearchSpace of(RunPlan asked) {
    return of(Jobs.named(asked.job()), asked);
  }

  private static <S extends Record> SearchSpace of(Job<S> job, RunPlan asked) {
    SequencedMap<String, String> words = new LinkedHashMap<>(asked.settings());
    words.remove("minutes"); // of each training: the search has its own
    List<Settings.Entry> entries = Settings.of(job.settings());
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (Settings.Entry entry : entries) {
      String word = words.get(entry.name());
      if (word != null && Range.isRange(entry, word)) {
        if (ONE_VALUE.contains(entry.name())) {
          throw SettingException.of(
              "%s must have one value in a search, got \"%s\": scores would not be comparable",
              Mention.of(entry.name()), word);
        }
        words.remove(entry.name());
        ranges.put(entry.name(), Range.of(entry, word));
      }
    }
    RunPlan fixed = new RunPlan(job.name(), asked.data(), asked.division(), words);
    Runs.check(fixed);
    Map<String, String> ofJob = new LinkedHashMap<>(words);
    ofJob.keySet().retainAll(entries.stream().map(Settings.Entry::name).toList());
    Map<String, String> searched = job.searched(Settings.create(job.settings(), ofJob));
    Set<String> own = new HashSet<>();
    for (Settings.Entry entry : entries) {
      String word = searched.get(entry.name());
      if (word != null && !words.containsKey(entry.name()) && !ranges.containsKey(entry.name())) {
        own.add(entry.name());
        ranges.put(entry.name(), Range.of(entry, word));
      }
    }
    List<Range> inOrder =
        entries.stream().map(e -> ranges.get(e.name())).filter(range -> range != null).toList();
    long number = Long.parseLong(words.getOrDefault("seed", "1"));
    SearchSpace space = new SearchSpace(fixed, inOrder, own, Seed.of(number).split("search"));
    space.check();
    return space;
  }

  private void check() {
    if (ranges.isEmpty()) {
      throw SettingException.of(
          "there is nothing to search for: every setting has one value (expected a range such as"
              + " 32..256, or several values such as 1,2, for at least one)");
    }
    SequencedMap<String, String> first = first();
    drawn.add(first);
    for (Range range : ranges) {
      range.checked().forEach(value -> check(range, value, first));
    }
  }

  /// Refuses a value that is valid neither with the defaults nor with any other values.
  private void check(Range range, String value, SequencedMap<String, String> first) {
    SequencedMap<String, String> words = new LinkedHashMap<>(first);
    words.put(range.name(), value);
    try {
      Runs.check(plan(words));
    } catch (IllegalArgumentException e) {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        SequencedMap<String, String> others = random(seed.split(range.name()).split(attempt), 0);
        others.put(range.name(), value);
        if (isValid(others)) {
          return;
        }
      }
      throw e;
    }
  }

  /// The defaults; of a setting whose default is not among the values that its user gave, the one
  /// in the middle. The job's own ranges are beside defaults that follow from the data.
  private SequencedMap<String, String> first() {
    Map<String, String> defaults = defaults();
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (Range range : ranges) {
      String usual = defaults.getOrDefault(range.name(), "");
      boolean kept = range.has(usual) || own.contains(range.name());
      values.put(range.name(), kept ? usual : range.middle());
    }
    return values;
  }

  /// Whether the first trial has the default of every setting that is searched.
  boolean beginsWithDefaults() {
    SequencedMap<String, String> defaults = defaults();
    return drawn.getFirst().entrySet().stream()
        .allMatch(value -> value.getValue().equals(defaults.get(value.getKey())));
  }

  /// How many plans there are, valid or not; [Long#MAX_VALUE] if a setting has any number.
  long size() {
    long size = 1;
    for (Range range : ranges) {
      if (range.steps().isEmpty() || size > Integer.MAX_VALUE) {
        return Long.MAX_VALUE;
      }
      size *= values(range).size();
    }
    return size;
  }

  /// The values of a range in steps, and the default if that follows from the data.
  private List<String> values(Range range) {
    List<String> values = new ArrayList<>(range.steps());
    String usual = drawn.getFirst().getOrDefault(range.name(), range.middle());
    if (!range.has(usual)) {
      values.add(usual);
    }
    return values;
  }

  /// Calls a check with the plan of each value that the validity of the others follows from, with
  /// the other settings as in the first trial.
  void forEachEnd(Consumer<RunPlan> check) {
    for (Range range : ranges) {
      for (String value : range.checked()) {
        SequencedMap<String, String> words = new LinkedHashMap<>(drawn.getFirst());
        words.put(range.name(), value);
        if (isValid(words)) { // with others it may be
          check.accept(plan(words));
        }
      }
    }
  }

  /// The values of settings that are not given, by name.
  SequencedMap<String, String> defaults() {
    SequencedMap<String, String> defaults = new LinkedHashMap<>();
    List<Settings.Entry> entries = new ArrayList<>(Settings.of(ComputeSettings.class));
    entries.addAll(Settings.of(Jobs.named(fixed.job()).settings()));
    entries.forEach(entry -> defaults.put(entry.name(), entry.byDefault()));
    return defaults;
  }

  /// The ranges, in the order of the settings.
  List<Range> ranges() {
    return ranges;
  }

  /// The values of a trial: of number 1 the defaults, of the others random ones, of which no two
  /// are equal.
  ///
  /// @param number from 1
  /// @return empty if the space has no more
  Optional<SequencedMap<String, String>> values(int number) {
    while (drawn.size() < number) {
      Optional<SequencedMap<String, String>> next = next(seed.split(drawn.size()));
      if (next.isEmpty()) {
        return next;
      }
      drawn.add(next.get());
    }
    return Optional.of(drawn.get(number - 1));
  }

  /// Whether all settings of a trial are random.
  boolean isRandom(int number) {
    return number > 1 && number % 2 == 1;
  }

  /// Every other plan is random in all settings; those between keep most of the defaults, as good
  /// plans are often found near others.
  private Optional<SequencedMap<String, String>> next(Seed random) {
    double kept = isRandom(drawn.size() + 1) ? 0 : KEPT;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      SequencedMap<String, String> values = random(random.split(attempt), kept);
      if (!drawn.contains(values) && isValid(values)) {
        return Optional.of(values);
      }
    }
    return size() <= MOST_LISTED ? listed(random) : Optional.empty();
  }

  /// One of the last plans of a small space: the first that is new, from a random one on.
  private Optional<SequencedMap<String, String>> listed(Seed random) {
    long size = size();
    long from = (long) (random.uniform(0) * size);
    for (long i = 0; i < size; i++) {
      SequencedMap<String, String> values = listed((from + i) % size);
      if (!drawn.contains(values) && isValid(values)) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  private SequencedMap<String, String> listed(long number) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    long left = number;
    for (Range range : ranges) {
      List<String> all = values(range);
      values.put(range.name(), all.get((int) (left % all.size())));
      left /= all.size();
    }
    return values;
  }

  /// @param kept the probability that a setting has its default
  private SequencedMap<String, String> random(Seed random, double kept) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (Range range : ranges) {
      Seed own = random.split(range.name());
      String usual = drawn.getFirst().getOrDefault(range.name(), range.middle());
      values.put(range.name(), own.uniform(1) < kept ? usual : range.at(own.uniform(0)));
    }
    return values;
  }

  private boolean isValid(SequencedMap<String, String> values) {
    try {
      Runs.check(plan(values));
      return true;
    } catch (IllegalArgumentException e) { // such as two values that exclude each other
      return false;
    }
  }

  /// The plan with these values.
  RunPlan plan(Map<String, String> values) {
    SequencedMap<String, String> words = new LinkedHashMap<>(fixed.settings());
    words.putAll(values);
    return new RunPlan(fixed.job(), fixed.data(), fixed.division(), words);
  }
}
