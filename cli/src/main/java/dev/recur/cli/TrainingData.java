package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.MalformedTextException;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of a training run, read and divided. What was passed over, and what makes figures
/// flatter than they are, is told.
///
/// @param input the file to train on
/// @param options how it is divided
/// @param columns how its columns are read
/// @param seed what the division is derived from
/// @param err where notes go
/// @param screen where a long reading is announced
record TrainingData(
    Input input,
    DivisionOptions options,
    Columns columns,
    Seed seed,
    PrintWriter err,
    Screen screen) {
  private static final int MANY_LABELS = 1000;
  private static final int ROWS_A_LABEL = 3;
  private static final int SINGLES = 5;
  private static final int LONGEST_LABEL = 24;

  /// Trains once, or as many times as there are folds.
  List<Parts> parts() throws IOException {
    Skipped skipped = new Skipped(true);
    Dataset all = read(input, skipped);
    check(all);
    tellNearLabels(all);
    Optional<Dataset> valid = other(options.validFile());
    Optional<Dataset> test = other(options.testFile());
    Set<String> known = new HashSet<>(labels(all));
    valid.ifPresent(data -> tellUnseen(data, known, true));
    test.ifPresent(data -> tellUnseen(data, known, false));
    if (options.folds() > 0
        || options.validRatio().isPresent()
        || options.testRatio().isPresent()) {
      tellSingles(all);
    }
    List<Parts> parts =
        options.folds() > 0 ? folds(all, valid) : List.of(divided(all, valid, test));
    parts.forEach(each -> each.checked(all));
    tellOverlap(parts);
    return parts;
  }

  private Dataset read(Input from, Skipped skipped) throws IOException {
    try (Phase _ = screen.phase("reading " + from.path())) {
      return from.read(columns, skipped, err);
    }
  }

  /// One encoding is said for all files, so another cannot be advised for this one.
  private Dataset readLikewise(Path file, Skipped skipped) throws IOException {
    try {
      return read(input.of(file), skipped);
    } catch (MalformedTextException e) {
      throw new IllegalArgumentException(
          "%s; it is read in the same encoding as %s, which is %s"
              .formatted(e.getMessage(), input.path(), input.opened().source().format().charset()),
          e);
    }
  }

  private Parts divided(Dataset all, Optional<Dataset> valid, Optional<Dataset> test) {
    BigDecimal validRatio = options.validRatio().orElse(BigDecimal.ZERO);
    BigDecimal testRatio = options.testRatio().orElse(BigDecimal.ZERO);
    List<BigDecimal> ratios = new ArrayList<>();
    ratios.add(BigDecimal.ONE.subtract(validRatio).subtract(testRatio));
    options.validRatio().ifPresent(ratios::add);
    options.testRatio().ifPresent(ratios::add);
    List<Dataset> parts = split(all, ratios);
    return new Parts(
        parts.getFirst(),
        valid.orElseGet(() -> parts.get(1)),
        test.orElseGet(() -> parts.getLast()));
  }

  private List<Dataset> split(Dataset data, List<BigDecimal> ratios) {
    if (ratios.size() == 1) {
      return List.of(data);
    }
    double[] words = ratios.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    return data.stratifiedSplit(seed, input.label(), words);
  }

  /// A part of the rest is what each network's best epoch is chosen by: its test plays no part.
  private List<Parts> folds(Dataset all, Optional<Dataset> valid) {
    List<Parts> parts = new ArrayList<>();
    for (Dataset.Fold fold : all.stratifiedFolds(seed, input.label(), options.folds())) {
      if (valid.isPresent()) {
        parts.add(new Parts(fold.train(), valid.get(), fold.test()));
      } else {
        BigDecimal ratio = options.validRatio().orElseThrow();
        List<Dataset> inside = split(fold.train(), List.of(BigDecimal.ONE.subtract(ratio), ratio));
        parts.add(new Parts(inside.get(0), inside.get(1), fold.test()));
      }
    }
    return parts;
  }

  private Optional<Dataset> other(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Skipped skipped = new Skipped(false);
    Dataset data = readLikewise(file.get(), skipped);
    if (data.size() == 0) {
      throw new IllegalArgumentException("%s: no row has a label".formatted(file.get()));
    }
    return Optional.of(data);
  }

  /// Labels that only the validation or the test has.
  private void tellUnseen(Dataset data, Set<String> known, boolean chosenBy) {
    UnseenLabels unseen = UnseenLabels.of(data, input.label(), known);
    if (chosenBy && unseen.areAll()) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": not one of its labels is in %s, which is trained on (are they labels"
                  .formatted(unseen.first(), input.label(), input.path())
              + " of the same kind?)");
    }
    unseen.sentence().map(Shown::line).ifPresent(err::println);
    err.flush();
  }

  private List<String> labels(Dataset data) {
    List<String> labels = new ArrayList<>(data.size());
    for (int i = 0; i < data.size(); i++) {
      labels.add(data.row(i).text(input.label()));
    }
    return labels;
  }

  private void check(Dataset all) {
    Path path = input.path();
    if (all.size() == 0) {
      throw new IllegalArgumentException("%s: no row has both a text and a label".formatted(path));
    }
    Set<String> labels = new HashSet<>(labels(all));
    if (labels.size() == 1) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": expected at least two labels to tell apart, got only \"%s\""
              .formatted(path, input.label(), labels.iterator().next()));
    }
    if (labels.size() >= MANY_LABELS && all.size() < (long) ROWS_A_LABEL * labels.size()) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": %s different labels in %s rows are too many to learn (is it the"
                  .formatted(
                      path, input.label(), Figures.count(labels.size()), Figures.count(all.size()))
              + " column of texts, or of numbers? --label names another)");
    }
    String first = all.row(0).text(input.text());
    for (int i = 1; i < all.size(); i++) {
      if (!all.row(i).text(input.text()).equals(first)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "%s, column \"%s\": all %s texts are equal, \"%s\", so there is nothing to tell labels"
                .formatted(
                    path, input.text(), Figures.count(all.size()), Screen.shortened(first, 40))
            + " apart by (is it the column of texts? --text names another)");
  }

  private void tellNearLabels(Dataset all) {
    Map<String, Integer> rows = new HashMap<>();
    labels(all).forEach(label -> rows.merge(label, 1, Integer::sum));
    NearLabels.tell(rows, err);
  }

  /// Labels that cannot be shared out.
  private void tellSingles(Dataset all) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Row row = all.row(i);
      rows.computeIfAbsent(row.text(input.label()), label -> new ArrayList<>()).add(row);
    }
    rows.values().removeIf(of -> of.size() > 1);
    if (rows.isEmpty()) {
      return;
    }
    String labels =
        rows.keySet().stream()
            .limit(SINGLES)
            .map(label -> "\"" + Screen.shortened(label, LONGEST_LABEL) + "\"")
            .collect(Collectors.joining(", "));
    String where = rows.values().iterator().next().getFirst().where();
    err.println(
        Shown.line(
            rows.size() == 1
                ? Figures.text(
                    "%s: label %s has this 1 row: it is learnt from and neither chosen by nor"
                        + " tested (a misspelt label?)",
                    where, labels)
                : Figures.text(
                    "%,d labels have 1 row each (%s%s; the first: %s): these are learnt from and"
                        + " neither chosen by nor tested (misspelt labels?)",
                    rows.size(), labels, rows.size() > SINGLES ? ", …" : "", where)));
    err.flush();
  }

  /// Texts of the test that were trained on: of the first network's, and of all folds together.
  private void tellOverlap(List<Parts> folds) {
    int twice = 0;
    int tested = 0;
    String first = "";
    for (Parts parts : folds) {
      Map<String, Row> known = new HashMap<>();
      for (int i = 0; i < parts.train().size(); i++) {
        Row row = parts.train().row(i);
        known.putIfAbsent(row.text(input.text()), row);
      }
      tested += parts.test().size();
      for (int i = 0; i < parts.test().size(); i++) {
        Row row = parts.test().row(i);
        Row before = known.get(row.text(input.text()));
        if (before != null && twice++ == 0) {
          first = first(row.where(), before.where());
        }
      }
    }
    if (twice > 0) {
      err.println(
          Shown.line(
              Figures.text(
                  "%,d of the %,d texts of the test are in the training data, too (the first: %s):"
                      + " they flatter its figures",
                  twice, tested, first)));
      err.flush();
    }
  }

  /// The second place without the file's name, if that is the first's.
  private static String first(String where, String before) {
    int name = where.lastIndexOf(", ") + 2;
    boolean same = name > 1 && before.startsWith(where.substring(0, name));
    return "%s, as %s".formatted(where, same ? before.substring(name) : before);
  }
}
