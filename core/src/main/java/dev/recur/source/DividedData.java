package dev.recur.source;

import dev.recur.check.Finding;
import dev.recur.check.RowChecks;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.reading.MalformedTextException;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads the rows of a run and splits them into training, validation and test. With labels the
/// division is stratified: each part has each label in proportion. For a job without labels it is
/// random. Rows that were skipped, and what makes figures look better than they are, are reported
/// as events.
///
/// {@snippet class="SourceExamples" region="divide"}
public final class DividedData {
  private final DataFile file;
  private final DivisionSettings division;
  private final Columns columns;
  private final Seed seed;
  private final Set<String> knownBefore;
  private final Consumer<DataEvent> listener;
  private final DataChecks checks;
  private final RowChecks found;

  private DividedData(
      DataFile file,
      DivisionSettings division,
      Columns columns,
      Seed seed,
      Set<String> knownBefore,
      Consumer<DataEvent> listener) {
    this.file = file;
    this.division = division;
    this.columns = columns;
    this.seed = seed;
    this.knownBefore = knownBefore;
    this.listener = listener;
    this.checks = new DataChecks(file);
    this.found = checks.found();
  }

  /// Reads data to its end, checks it and splits it.
  ///
  /// @param file the data to train on
  /// @param division how it is split; files that it names are found in the same [Sources]
  /// @param columns how the columns are read
  /// @param seed the division is derived from it
  /// @param listener called by this thread
  /// @return the parts of each network: one element, or one for each fold
  /// @throws IllegalArgumentException if nothing can be learnt from the rows, or there are too few
  /// @throws IOException if data cannot be read
  public static List<Parts> read(
      DataFile file,
      DivisionSettings division,
      Columns columns,
      Seed seed,
      Consumer<DataEvent> listener)
      throws IOException {
    return read(file, division, columns, seed, Set.of(), listener);
  }

  /// Like [#read(DataFile, DivisionSettings, Columns, Seed, Consumer)], for a model that knows
  /// labels before it is trained.
  ///
  /// @param known labels that the rows for validation and test may have besides those trained on
  public static List<Parts> read(
      DataFile file,
      DivisionSettings division,
      Columns columns,
      Seed seed,
      Set<String> known,
      Consumer<DataEvent> listener)
      throws IOException {
    return new DividedData(file, division, columns, seed, known, listener).parts();
  }

  private List<Parts> parts() throws IOException {
    Dataset all = read(file, true);
    checks.refuse(all);
    Optional<Dataset> valid = other(division.validFile());
    Optional<Dataset> test = other(division.testFile());
    report(found.ofLabels(all, isDivided()));
    Set<String> known = new HashSet<>(knownBefore);
    if (valid.isPresent() || test.isPresent()) {
      known.addAll(checks.labels(all));
    }
    valid.ifPresent(data -> checks.refuseUnlike(data, known));
    test.ifPresent(data -> checks.refuseUnlike(data, known));
    Stream.of(valid, test)
        .flatMap(Optional::stream)
        .forEach(data -> found.unseen(data, known).ifPresent(this::report));
    if (isDivided()) {
      found.single(all).ifPresent(this::report);
    }
    List<Parts> parts =
        division.foldCount() > 0 ? folds(all, valid) : List.of(divided(all, valid, test));
    parts.forEach(this::refuseEmpty);
    reportTexts(all, valid, test, parts);
    return parts;
  }

  private boolean isDivided() {
    return division.foldCount() > 0
        || division.validFile().isEmpty()
        || division.testRatio().isPresent();
  }

  private void reportTexts(
      Dataset all, Optional<Dataset> valid, Optional<Dataset> test, List<Parts> parts) {
    report(found.repeated(all));
    found
        .trainedAndTested(
            parts.stream().map(Parts::train).toList(), parts.stream().map(Parts::test).toList())
        .ifPresent(this::report);
    if (valid.isPresent()) {
      found.trainedAndValidated(all, valid.get()).ifPresent(this::report);
      test.flatMap(data -> found.validatedAndTested(valid.get(), data)).ifPresent(this::report);
    }
    report(
        found.ofTexts(Stream.of(Optional.of(all), valid, test).flatMap(Optional::stream).toList()));
  }

  private void report(List<Finding> findings) {
    findings.forEach(this::report);
  }

  private void report(Finding finding) {
    listener.accept(new DataEvent.Found(finding));
  }

  private Dataset read(DataFile from, boolean toTrain) throws IOException {
    listener.accept(new DataEvent.Reading(from.name()));
    return from.readAll(columns, toTrain, listener);
  }

  private Optional<Dataset> other(Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Dataset data = readAlike(name.get());
    checks.refuseEmptyTest(data, name.get());
    return Optional.of(data);
  }

  /// All files have one encoding, so the error cannot suggest another one for this file.
  private Dataset readAlike(String name) throws IOException {
    try (DataFile other = file.alike(name)) {
      return read(other, false);
    } catch (MalformedTextException e) {
      throw new IllegalArgumentException(
          "%s; it is read in the same encoding as %s, which is %s"
              .formatted(e.getMessage(), file.name(), file.source().format().encoding()),
          e);
    }
  }

  private Parts divided(Dataset all, Optional<Dataset> valid, Optional<Dataset> test) {
    List<BigDecimal> ratios = new ArrayList<>();
    division.validRatio(all.size()).ifPresent(ratios::add);
    division.testRatio().ifPresent(ratios::add);
    BigDecimal held = ratios.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    ratios.addFirst(BigDecimal.ONE.subtract(held));
    List<Dataset> parts = split(all, ratios);
    return new Parts(
        all,
        parts.getFirst(),
        valid.orElseGet(() -> parts.get(1)),
        test.orElseGet(() -> parts.getLast()));
  }

  private List<Dataset> split(Dataset data, List<BigDecimal> ratios) {
    if (ratios.size() == 1) {
      return List.of(data);
    }
    double[] words = ratios.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    Optional<Role> label = checks.label();
    if (label.isEmpty() && data.size() < ratios.size()) {
      throw tooFew(data, "each part needs one,");
    }
    return label.isPresent()
        ? data.stratifiedSplit(seed, file.column(label.get()), words)
        : data.split(seed, words);
  }

  /// The validation rows that choose each network's best epoch are taken from the rows outside its
  /// test.
  private List<Parts> folds(Dataset all, Optional<Dataset> valid) {
    Optional<Role> label = checks.label();
    List<Dataset.Fold> folds =
        label.isPresent()
            ? all.stratifiedFolds(seed, file.column(label.get()), division.foldCount())
            : all.folds(seed, division.foldCount());
    List<Parts> parts = new ArrayList<>();
    for (Dataset.Fold fold : folds) {
      if (valid.isPresent()) {
        parts.add(new Parts(all, fold.train(), valid.get(), fold.test()));
      } else {
        BigDecimal ratio = division.validRatio(fold.train().size()).orElseThrow();
        List<Dataset> inside = split(fold.train(), List.of(BigDecimal.ONE.subtract(ratio), ratio));
        parts.add(new Parts(all, inside.get(0), inside.get(1), fold.test()));
      }
    }
    return parts;
  }

  private void refuseEmpty(Parts parts) {
    if (parts.valid().size() == 0 || parts.test().size() == 0) {
      throw tooFew(parts.all(), "at least one label must have three rows: one each");
    }
  }

  private static IllegalArgumentException tooFew(Dataset all, String why) {
    return new IllegalArgumentException(
        "%s: %s too few to be divided: %s for training, validation and test"
            .formatted(
                all.row(0).where().replaceFirst(", (line|row) \\d+$", ""),
                all.size() == 1 ? "1 row is" : all.size() + " rows are",
                why));
  }
}
