package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.check.Finding;
import dev.recur.check.RowChecks;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.text.LabelField;
import dev.recur.text.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the documentation of [dev.recur.check] shows.
final class CheckExamples {
  private CheckExamples() {}

  private static Dataset rows() {
    return Dataset.of(
        Columns.of("text", new RawText()).and("label", new LabelField()),
        List.of(
            List.of("a film to remember", "good"),
            List.of("dull and far too long", "bad"),
            List.of("a film to remember", "bad")));
  }

  static void rowsOfAFile() {
    Dataset data = rows();
    // @start region="rows"
    RowChecks checks = new RowChecks(List.of("text"), Optional.of("label"));
    List<Finding> findings = new ArrayList<>(checks.repeated(data));
    findings.addAll(checks.ofTexts(List.of(data)));
    // @end
    assertEquals("contradictions", findings.getFirst().kind());
    assertEquals(1, findings.size());
  }

  static void finding() {
    List<String> shown = new ArrayList<>();
    Dataset data = rows();
    // @start region="finding"
    for (Finding finding : new RowChecks(List.of("text"), Optional.of("label")).repeated(data)) {
      if (finding.isWarning()) {
        shown.add(finding.sentence() + ": " + finding.where());
      }
    }
    // @end
    assertEquals(
        List.of(
            "1 text occurs with more than one label, so no answer is right for all of its 2 rows (the data"
                + " set, row 0: \"good\"; row 2: \"bad\"): the data set, row 0; the data set,"
                + " row 2"),
        shown);
  }
}
