package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Looks for what is wrong with rows of texts, with or without labels. Each check takes one or two
/// passes over the rows.
///
/// {@snippet class="CheckExamples" region="rows"}
///
/// @param texts the columns of texts; may be empty
/// @param label the column of labels, if there is one
public record RowChecks(List<String> texts, Optional<String> label) {

  /// Copies the list.
  public RowChecks {
    texts = List.copyOf(texts);
  }

  /// The rows that a check is about.
  static List<Row> rows(Dataset data, Predicate<Row> wanted) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      if (wanted.test(data.row(i))) {
        rows.add(data.row(i));
      }
    }
    return rows;
  }

  private static Map<String, Integer> counts(Dataset data, String column) {
    Map<String, Integer> rows = new HashMap<>();
    data.texts(column).forEach(cell -> rows.merge(cell, 1, Integer::sum));
    return rows;
  }

  /// Looks at the labels of the rows to train on: labels that look alike, and rare ones.
  ///
  /// @param divided whether rows for validation and test are split off from these; then labels with
  ///   one row are left to [#single]
  public List<Finding> ofLabels(Dataset data, boolean divided) {
    if (label.isEmpty()) {
      return List.of();
    }
    String column = label.get();
    Map<String, Integer> counts = counts(data, column);
    List<Finding> findings = new ArrayList<>(NearLabels.of(data, column, counts));
    RareLabels.few(data, column, counts, divided ? 2 : 1).ifPresent(findings::add);
    return findings;
  }

  /// Looks for labels with one row, which cannot be in every part when these rows are divided.
  public Optional<Finding> single(Dataset data) {
    return label.flatMap(column -> RareLabels.single(data, column, counts(data, column)));
  }

  /// Looks for labels that only the validation set or the test set has.
  ///
  /// @param known the labels of the rows to train on
  public Optional<Finding> unseen(Dataset data, Set<String> known) {
    return label.flatMap(column -> UnseenLabels.of(data, column, known));
  }

  /// Looks for repeated rows, and for texts with several labels.
  public List<Finding> repeated(Dataset data) {
    return texts.isEmpty() ? List.of() : new RepeatedTexts(texts).within(data, label);
  }

  /// Looks for texts of the test that are also trained on, summed over all networks.
  ///
  /// @param train the rows that each network is trained on
  /// @param test the rows that each network is tested on
  public Optional<Finding> trainedAndTested(List<Dataset> train, List<Dataset> test) {
    return across(
        train,
        test,
        "%,d of the %,d test texts also %s in the training data (the first: %s), which makes"
            + " the figures look better than they are");
  }

  /// Looks for validation texts that are also trained on.
  public Optional<Finding> trainedAndValidated(Dataset train, Dataset valid) {
    return across(
        List.of(train),
        List.of(valid),
        "%,d of the %,d validation texts also %s in the training data (the first: %s), which"
            + " hides when a network learns by heart");
  }

  /// Looks for texts of the test that also decide which epoch is the best.
  public Optional<Finding> validatedAndTested(Dataset valid, Dataset test) {
    return across(
        List.of(valid),
        List.of(test),
        "%,d of the %,d test texts also %s in the validation data (the first: %s), which makes"
            + " the figures look better than they are");
  }

  private Optional<Finding> across(List<Dataset> known, List<Dataset> asked, String format) {
    return texts.isEmpty()
        ? Optional.empty()
        : new RepeatedTexts(texts).across(known, asked, format);
  }

  /// Looks at every text and label: for signs of a wrong encoding, letters that look like others,
  /// scripts, empty and overlong texts.
  ///
  /// @param sets the rows of each file
  public List<Finding> ofTexts(List<Dataset> sets) {
    return new TextChecks(texts, label).of(sets);
  }
}
