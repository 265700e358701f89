package dev.recur.bench.quality;

import dev.recur.bench.quality.Sampling.Sample;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A set, divided once and for all into a training part and a test part, and the draws from both.
///
/// A draw takes rows from the training part and is tested on rows of the test part; to choose
/// settings, it is tested on other rows of the training part instead. The whole set is divided
/// differently: by its own test file; or into ten folds, which are ten draws; WordNet by the
/// library, as `recur train` does. To choose settings, the training part is taken for the set.
final class Division {
  private static final Seed SEED = Seed.of(19); // never another: settings were chosen with it
  private static final int FOLDS = 10;
  private static final int LEAST = 2; // rows of each label in a draw
  private static final int LEAST_TO_TUNE = 1_000; // rows to test on
  private static final String TEXT = "text";
  private static final String LABEL = "label";

  private final TextSet set;
  private final Path folder;
  private final List<Example> all;
  private final List<Example> training;
  private final List<Example> test;

  /// @param folder the folder of all sets
  /// @throws IllegalArgumentException if it lacks the set
  static Division read(TextSet set, Path folder) throws IOException {
    return new Division(set, folder, set.read(folder, 1));
  }

  Division(TextSet set, Path folder, TextSet.Content rows) {
    this.set = set;
    this.folder = folder;
    all = rows.all();
    Optional<Sample> parts =
        set.hasTestFile()
            ? Optional.empty()
            : Optional.of(Sampling.stratified(all, set.testRows(), 0, SEED.split(set.toString())));
    training = parts.map(Sample::rest).orElse(all);
    test = parts.map(Sample::taken).orElse(rows.test());
  }

  /// The rows that draws learn from.
  List<Example> training() {
    return training;
  }

  /// The rows that draws are tested on.
  List<Example> test() {
    return test;
  }

  /// Whether the set has enough rows for draws of this size.
  boolean allows(Rows rows, boolean tune) {
    return rows.isWhole() || rows.count() + (tune ? LEAST_TO_TUNE : 0) <= training.size();
  }

  /// The number of draws of this size, unless another is wished for; of the whole set in folds, as
  /// many times ten.
  int draws(Rows rows, Optional<Integer> wished) {
    return rows.isWhole()
        ? folds() ? FOLDS * wished.orElse(1) : wished.orElse(3)
        : wished.orElse(rows.count() <= 300 ? 20 : rows.count() <= 3_000 ? 10 : 3);
  }

  /// Whether draws of this size are all tested on the same rows.
  boolean hasSameTest(Rows rows, boolean tune) {
    return !tune && (rows.isWhole() ? set.hasTestFile() : test.size() <= set.drawnTestRows());
  }

  private boolean folds() {
    return !set.hasTestFile() && !set.isBuiltIn();
  }

  /// The draw of this key, the same each time.
  Draw draw(Draw.Key key) {
    return key.rows().isWhole() ? whole(key) : part(key);
  }

  private Draw part(Draw.Key key) {
    Seed seed = SEED.split(set + " " + key.rows()).split(key.number());
    Sample drawn = Sampling.stratified(training, key.rows().count(), LEAST, seed.split("train"));
    List<Example> tested =
        Sampling.random(key.tune() ? drawn.rest() : test, set.drawnTestRows(), seed.split("test"))
            .taken();
    return new Draw(key, key.number(), drawn.taken(), tested, false);
  }

  private Draw whole(Draw.Key key) {
    List<Example> rows = key.tune() ? training : all;
    if (folds()) {
      int seed = 1 + (key.number() - 1) / FOLDS;
      Dataset.Fold fold =
          dataset(rows)
              .stratifiedFolds(Seed.of(seed), LABEL, FOLDS)
              .get((key.number() - 1) % FOLDS);
      return new Draw(key, seed, part(rows, fold.train()), part(rows, fold.test()), false);
    }
    if (set.isBuiltIn() && !key.tune()) {
      return asTheLibraryDoes(key);
    }
    if (!key.tune()) {
      return new Draw(key, key.number(), all, test, false);
    }
    List<Dataset> parts = dataset(rows).stratifiedSplit(Seed.of(key.number()), LABEL, FOLDS - 1, 1);
    return new Draw(
        key, key.number(), part(rows, parts.getFirst()), part(rows, parts.getLast()), false);
  }

  /// The seed chooses the rows, too.
  private Draw asTheLibraryDoes(Draw.Key key) {
    try {
      TextSet.Content rows = set.read(folder, key.number());
      Set<Example> tested = new HashSet<>(rows.test());
      List<Example> train = rows.all().stream().filter(row -> !tested.contains(row)).toList();
      return new Draw(key, key.number(), train, rows.test(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset dataset(List<Example> rows) {
    Columns columns = ClassifyJob.columns(TEXT, LABEL);
    return Dataset.of(columns, rows.stream().map(row -> List.of(row.text(), row.label())).toList());
  }

  private static List<Example> part(List<Example> rows, Dataset part) {
    return IntStream.range(0, part.size())
        .mapToObj(i -> rows.get(Math.toIntExact(part.row(i).id())))
        .toList();
  }
}
