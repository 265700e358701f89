package dev.recur.run;

import dev.recur.score.Block;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a run would take, measured with a few batches of it.
///
/// {@snippet class="RunExamples" region="probe"}
///
/// @param sizes of the network and of its batches
/// @param times how long its parts take
/// @param notes what the job has decided, its estimate of the memory among them
public record DryRun(Sizes sizes, Times times, List<TrainingEvent.Noted> notes) {
  /// The sizes of a network and of its batches.
  ///
  /// @param weights the number of weights
  /// @param batchSize the number of rows in a step
  /// @param steps the number of steps in an epoch
  /// @param tokens the number of tokens in an epoch
  /// @param longest the number of tokens of the longest batch
  /// @param epochs the most epochs that a run would have
  public record Sizes(
      long weights, int batchSize, int steps, long tokens, int longest, int epochs) {}

  /// How long the parts of a run take, in seconds.
  ///
  /// @param preparing before the first epoch, apart from reading
  /// @param epoch an epoch with its validation, estimated
  /// @param finishing what becomes of the network after the last epoch, apart from its test
  public record Times(double preparing, double epoch, double finishing) {
    /// The time for a number of epochs, and for what comes before and after them.
    public double all(int epochs) {
      return preparing + epochs * epoch + finishing;
    }
  }

  /// Copies the list.
  public DryRun {
    notes = List.copyOf(notes);
  }

  /// The report for people.
  public List<Block> blocks() {
    List<String> lines = new ArrayList<>();
    lines.add("weights     %s".formatted(Counts.of(sizes.weights)));
    memory().ifPresent(words -> lines.add("memory      " + words));
    lines.add(
        "a step      %s, %s on average, at most %s"
            .formatted(
                Counts.of(sizes.batchSize, "row"),
                Counts.of(Math.round((double) sizes.tokens / sizes.steps), "token"),
                Counts.of(sizes.longest)));
    lines.add(
        "an epoch    %s, about %s with validation"
            .formatted(Counts.of(sizes.steps, "step"), Pace.time(times.epoch)));
    lines.add(
        "the run     at most %s, about %s, plus the test and the baselines"
            .formatted(Counts.of(sizes.epochs, "epoch"), Pace.time(times.all(sizes.epochs))));
    return List.of(
        new Block.Words(
            Sentence.plain(
                "Everything works: the data was prepared, some batches were trained on, the longest"
                    + " among them, the validation rows were scored, and a few rows were predicted. The"
                    + " weights are thrown away.")),
        new Block.Lines("A run would have", lines));
  }

  private Optional<String> memory() {
    return notes.stream()
        .filter(note -> note.about().equals("memory"))
        .map(TrainingEvent.Noted::sentence)
        .findFirst();
  }

  /// The report for programs, by name.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("probe", "dryRun");
    all.put("weights", sizes.weights);
    all.put("batchSize", sizes.batchSize);
    all.put("steps", sizes.steps);
    all.put("tokens", sizes.tokens);
    all.put("longestBatch", sizes.longest);
    all.put("epochs", sizes.epochs);
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("preparing", times.preparing);
    seconds.put("epoch", times.epoch);
    seconds.put("finishing", times.finishing);
    seconds.put("all", times.all(sizes.epochs));
    all.put("seconds", seconds);
    Map<String, String> decided = new LinkedHashMap<>();
    notes.forEach(note -> decided.put(note.about(), note.sentence()));
    all.put("notes", decided);
    return all;
  }
}
