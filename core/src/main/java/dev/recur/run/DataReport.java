package dev.recur.run;

import dev.recur.check.Finding;
import dev.recur.data.Place;
import dev.recur.score.Block;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import dev.recur.task.Examination;
import dev.recur.task.Parts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// What is known about the data of a run before anything is trained: figures, and what is wrong
/// with it.
///
/// {@snippet class="RunExamples" region="check"}
///
/// @param plan the complete plan, with everything that was detected
/// @param parts how many rows there are for training, validation and testing, with folds for the
///   last network
/// @param findings what is wrong, warnings first
/// @param examined the figures: how many rows each label has, and what the job adds
public record DataReport(
    RunPlan plan,
    SequencedMap<String, Integer> parts,
    List<Finding> findings,
    Examination examined) {

  /// Copies the list, with warnings first.
  public DataReport {
    List<Finding> sorted = new ArrayList<>(findings.stream().filter(Finding::isWarning).toList());
    sorted.addAll(findings.stream().filter(finding -> !finding.isWarning()).toList());
    findings = List.copyOf(sorted);
  }

  /// @param label the column of labels, if there is one
  /// @param found what was found while the data was read
  static DataReport of(
      RunPlan plan,
      Parts parts,
      Optional<String> label,
      List<Finding> found,
      Examination examined) {
    SequencedMap<String, Integer> rows = new LinkedHashMap<>();
    rows.put("training", parts.train().size());
    rows.put("validation", parts.valid().size());
    rows.put("testing", parts.test().size());
    List<Finding> all = new ArrayList<>(found);
    all.addAll(examined.findings());
    Examination whole =
        label.map(column -> LabelBalance.of(parts, column).before(examined)).orElse(examined);
    return new DataReport(plan, rows, all, whole);
  }

  private long warnings() {
    return findings.stream().filter(Finding::isWarning).count();
  }

  /// The report for people: figures, then a paragraph for each finding.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(examined.blocks());
    long notes = findings.size() - warnings();
    blocks.add(
        new Block.Words(
            Sentence.plain(
                findings.isEmpty()
                    ? "Nothing wrong was found."
                    : "Found %s and %s."
                        .formatted(Counts.of(warnings(), "warning"), Counts.of(notes, "note")))));
    findings.forEach(finding -> blocks.add(words(finding)));
    return blocks;
  }

  /// The sentence names the first row, so only further ones are added.
  private static Block words(Finding finding) {
    return new Block.Words(
        Sentence.of(
            finding.rows() > 1 ? "%s: %s. Rows: %s." : "%s: %s.",
            finding.isWarning() ? "Warning" : "Note",
            finding.sentence(),
            finding.where()));
  }

  /// The report for programs, by name.
  ///
  /// @param sentences returns the text of a sentence: [Sentence#toString], or [Sentence#flags] for
  ///   users of the command line
  public SequencedMap<String, Object> details(Function<Sentence, String> sentences) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("job", plan.job());
    all.put("data", plan.file());
    all.put("rows", parts);
    all.put("warnings", warnings());
    all.put("notes", findings.size() - warnings());
    all.put("findings", findings.stream().map(finding -> details(finding, sentences)).toList());
    all.putAll(examined.details());
    return all;
  }

  private static Map<String, Object> details(
      Finding finding, Function<Sentence, String> sentences) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", finding.kind());
    all.put("severity", finding.isWarning() ? "warning" : "note");
    all.put("sentence", sentences.apply(finding.sentence()));
    all.put("rows", finding.rows());
    all.put("places", finding.places().stream().map(DataReport::details).toList());
    return all;
  }

  private static Map<String, Object> details(Place place) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("file", place.file());
    if (place.line() > 0) {
      all.put("line", place.line());
    }
    return all;
  }
}
