package dev.recur.run;

import dev.recur.data.Batch;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.Row;
import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.settings.Counts;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.task.Learner;
import dev.recur.text.FittedField;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Whether a network has learnt some rows by heart, and if not, what may be the cause.
///
/// {@snippet class="RunExamples" region="probe"}
///
/// @param unit the word for a row, such as `text`
/// @param rows the number of rows that it was trained and tested on
/// @param epochs the events of the epochs, in which validation rows are these rows
/// @param steps the number of steps
/// @param lr the learning rate
/// @param alike the number of rows whose tokens are those of a row with a different answer
/// @param settings the names of all settings of the job
public record Overfit(
    String unit,
    int rows,
    List<EpochEnded> epochs,
    int steps,
    double lr,
    int alike,
    List<String> settings) {
  private static final double LITTLE = 0.1; // a fall of the loss by less is hardly one
  private static final double STILL = 0.02; // by which it still falls in the last tenth

  /// Copies the lists.
  public Overfit {
    epochs = List.copyOf(epochs);
    settings = List.copyOf(settings);
  }

  /// The number of rows that no network could tell from a row with a different answer.
  ///
  /// @param targets the columns of the answers
  static int alike(Learner learner, Dataset rows, List<String> targets) {
    EncodedDataset encoded = learner.valid().dataSet();
    boolean numbers =
        !encoded.inputs().stream().allMatch(name -> encoded.field(name) instanceof FittedField);
    if (numbers || encoded.size() != rows.size()) {
      return 0; // of numbers, two equal rows are no mistake; without some rows, nothing is known
    }
    Map<Long, List<String>> answers = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.row(i);
      answers.put(encoded.rowId(i), targets.stream().map(row::text).toList());
    }
    Map<List<List<Integer>>, List<List<String>>> byTokens = new HashMap<>();
    for (Batch batch : learner.valid().epoch(0)) {
      for (int b = 0; b < batch.size(); b++) {
        int row = b;
        List<List<Integer>> tokens =
            batch.inputs().stream()
                .map(name -> Arrays.stream(batch.tokens(name).row(row)).boxed().toList())
                .toList();
        byTokens
            .computeIfAbsent(tokens, t -> new ArrayList<>())
            .add(Objects.requireNonNull(answers.get(batch.rowIds()[b])));
      }
    }
    return byTokens.values().stream()
        .filter(given -> Set.copyOf(given).size() > 1)
        .mapToInt(List::size)
        .sum();
  }

  /// Whether a figure says that all answers are right.
  static boolean isPerfect(Figure figure) {
    return figure.better() == Figure.Better.HIGHER
        && figure.notation() == Figure.Notation.PERCENT
        && figure.value() >= 1;
  }

  /// Whether the network has learnt all rows by heart.
  public boolean learnt() {
    return isPerfect(epochs.getLast().validHeadline());
  }

  private Sentence answer() {
    Figure figure = epochs.getLast().validHeadline();
    Figure loss = Figure.lower("loss", epochs.getLast().validLoss());
    String spent = "%s (%s)".formatted(Counts.of(epochs.size(), "epoch"), Counts.of(steps, "step"));
    return learnt()
        ? Sentence.of("Yes: the network learnt %s by heart in %s.", Counts.of(rows, unit), spent)
        : Sentence.of(
            "No: after %s on %s, its %s on the same rows is %s, and its loss %s.",
            spent, Counts.of(rows, unit), figure.title(), figure.text(), loss.text());
  }

  /// What may have prevented it, most likely first; empty if nothing has.
  public List<Sentence> causes() {
    List<Sentence> causes = new ArrayList<>();
    if (learnt()) {
      return causes;
    }
    if (alike > 0) {
      causes.add(
          Sentence.plain(
              ("%s the same tokens as a row with a different answer: their labels contradict"
                      + " each other, or what distinguishes them is not read")
                  .formatted(Counts.of(alike, unit) + " have")));
    }
    double fall = 1 - epochs.getLast().trainLoss() / epochs.getFirst().trainLoss();
    if (!(fall > LITTLE)) {
      causes.add(
          Sentence.of(
              "the loss hardly falls: %s may be far too high or too low; %s looks for a better one",
              Mention.of("lr", lr), Mention.of("findLr")));
    } else if (stillFalls()) {
      causes.add(
          Sentence.of(
              "the loss still falls: %s may be too low, or the network too small for so many rows"
                  + " in so few steps",
              Mention.of("lr", lr)));
    }
    addReading(causes);
    if (causes.isEmpty()) {
      causes.add(Sentence.of("%s may be too high to settle: try half of it", Mention.of("lr", lr)));
    }
    return causes;
  }

  /// What of a text may not reach the network, if the job has such settings.
  private void addReading(List<Sentence> causes) {
    Set<String> known = new HashSet<>(settings);
    if (known.containsAll(List.of("maxLength", "minFreq"))) {
      causes.add(
          Sentence.of(
              "texts may be cut before what matters (%s), or rare words dropped from the vocabulary"
                  + " (%s, %s)",
              Mention.of("maxLength"), Mention.of("minFreq"), Mention.of("maxSize")));
    }
  }

  private boolean stillFalls() {
    int before = epochs.size() - 1 - Math.max(1, epochs.size() / 10);
    return before >= 0
        && epochs.getLast().trainLoss() < (1 - STILL) * epochs.get(before).trainLoss();
  }

  /// The report for people: the answer, some epochs, and the likely causes.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(List.of(new Block.Words(answer()), table()));
    List<Sentence> causes = causes();
    if (!causes.isEmpty()) {
      blocks.add(new Block.Words(Sentence.plain("Likely causes:")));
      causes.forEach(cause -> blocks.add(new Block.Words(Sentence.of("- %s.", cause))));
    }
    return blocks;
  }

  private Block table() {
    Figure figure = epochs.getLast().validHeadline();
    boolean percent = figure.notation() == Figure.Notation.PERCENT;
    List<Block.Column> columns =
        List.of(
            Block.Column.count("epoch"),
            Block.Column.number("loss"),
            percent ? Block.Column.percent(figure.title()) : Block.Column.number(figure.title()));
    List<List<Object>> cells = new ArrayList<>();
    for (EpochEnded epoch : epochs) {
      if (isShown(epoch.epoch()) || epoch.epoch() == epochs.size()) {
        cells.add(List.of(epoch.epoch(), epoch.validLoss(), epoch.validHeadline().value()));
      }
    }
    return new Block.Table(columns, cells, "");
  }

  /// 1, 2, 5, 10, 20, 50 and so on.
  private static boolean isShown(int epoch) {
    int first = epoch;
    while (first % 10 == 0) {
      first /= 10;
    }
    return first == 1 || first == 2 || first == 5;
  }

  /// The report for programs, by name.
  ///
  /// @param sentences returns the text of a sentence: [Sentence#toString], or [Sentence#flags] for
  ///   users of the command line
  public SequencedMap<String, Object> details(Function<Sentence, String> sentences) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("probe", "overfit");
    all.put("rows", rows);
    all.put("learnt", learnt());
    all.put("epochs", epochs.size());
    all.put("steps", steps);
    all.put("lr", lr);
    all.put("figures", Report.values(epochs.getLast().valid()));
    all.put("alike", alike);
    all.put("causes", causes().stream().map(sentences).toList());
    return all;
  }
}
