package dev.recur.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.text.LabelField;
import dev.recur.text.RawText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each check finds exactly the rows that it is about. Rows in memory are numbered from 0.
class RowChecksTest {
  private static final RowChecks CHECKS = new RowChecks(List.of("text"), Optional.of("label"));

  private static Dataset rows(String... textsWithLabels) {
    return Dataset.of(
        Columns.of("text", new RawText()).and("label", new LabelField()),
        Arrays.stream(textsWithLabels).map(row -> List.of(row.split("\\|", -1))).toList());
  }

  private static Dataset plain(int count, String... more) {
    List<String> rows = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> rows.add("text " + i + "|" + (i % 2 == 0 ? "a" : "b")));
    rows.addAll(List.of(more));
    return rows(rows.toArray(String[]::new));
  }

  private static List<Integer> numbers(Finding finding) {
    return finding.places().stream()
        .map(place -> Integer.valueOf(place.file().replaceFirst(".* ", "")))
        .toList();
  }

  @Test
  void duplicates_are_the_later_rows_and_contradictions_all_rows() {
    Dataset data = rows("x|a", "y|a", "x|a", "z|b", "y|b", "x|a", "y|a");
    List<Finding> findings = CHECKS.repeated(data);
    assertEquals(
        List.of("contradictions", "duplicates"), findings.stream().map(Finding::kind).toList());
    assertEquals(List.of(1, 4, 6), numbers(findings.get(0)));
    assertEquals(List.of(2, 5), numbers(findings.get(1)));
    assertTrue(findings.get(0).isWarning());
    assertFalse(findings.get(1).isWarning());
    assertEquals(
        "1 text occurs with more than one label, so no answer is right for all of its 3 rows (the data set,"
            + " row 1: \"a\"; row 4: \"b\")",
        findings.get(0).sentence().toString());
    assertEquals(
        "2 rows repeat an earlier one (the first: the data set, row 2, as row 0)",
        findings.get(1).sentence().toString());
  }

  /// "Aa" and "BB" have the same hash in Java.
  @Test
  void texts_with_equal_hashes_are_told_apart() {
    Dataset data = rows("AaAa|a", "BBBB|a", "AaBB|b", "BBAa|b", "BBBB|a");
    assertEquals(List.of(4), numbers(CHECKS.repeated(data).getFirst()));
    assertEquals(1, CHECKS.repeated(data).size());
  }

  @Test
  void texts_in_two_sets_are_counted_over_all_networks() {
    Dataset data = plain(4, "text 0|a", "text 1|b");
    Dataset first = data.filter(row -> row.id() < 4);
    Dataset last = data.filter(row -> row.id() >= 4);
    Finding finding =
        CHECKS.trainedAndTested(List.of(first, last), List.of(last, first)).orElseThrow();
    assertEquals(List.of(4, 5, 0, 1), numbers(finding));
    assertTrue(
        finding
            .sentence()
            .toString()
            .startsWith("4 of the 6 test texts also occur in the training"),
        finding.sentence()::toString);
    assertEquals(Optional.empty(), CHECKS.validatedAndTested(first, plain(0, "new|a")));
  }

  @Test
  void labels_of_few_rows_are_rare_and_those_of_one_row_single() {
    Dataset data = plain(20, "r1|c", "r2|c", "r3|d");
    Finding rare = CHECKS.ofLabels(data, true).getFirst();
    assertEquals("rare-labels", rare.kind());
    assertEquals(List.of(20, 21), numbers(rare));
    assertEquals(List.of(22), numbers(CHECKS.single(data).orElseThrow()));
    assertEquals(
        "label \"c\" has only 2 rows, too few to be learnt and tested", rare.sentence().toString());
    assertEquals(List.of(20, 21, 22), numbers(CHECKS.ofLabels(data, false).getFirst()));
  }

  @Test
  void of_labels_that_look_alike_the_rarer_are_named() {
    Dataset data = plain(40, "s|A", "t|\u0430", "u|a", "v|ok", "w|O\u041A");
    Finding first = CHECKS.ofLabels(data, false).getFirst();
    assertEquals("near-labels", first.kind());
    assertEquals(List.of(40, 41), numbers(first));
    Finding second = CHECKS.ofLabels(data, false).get(1);
    assertEquals(1, second.rows());
  }

  @Test
  void labels_that_training_does_not_know_are_unseen() {
    Finding finding = CHECKS.unseen(plain(3), Set.of("a")).orElseThrow();
    assertEquals(List.of(1), numbers(finding));
    assertEquals(Optional.empty(), CHECKS.unseen(plain(3), Set.of("a", "b")));
  }

  @Test
  void a_text_that_is_far_longer_than_the_others_is_a_warning_if_it_holds_much_of_the_data() {
    Dataset data = plain(300, "x".repeat(50) + "|a", "x".repeat(100) + "|a");
    Finding finding = CHECKS.ofTexts(List.of(data)).getFirst();
    assertEquals("overlong", finding.kind());
    assertEquals(List.of(301), numbers(finding));
    assertTrue(finding.isWarning());
    assertEquals(List.of(), CHECKS.ofTexts(List.of(plain(300, "x".repeat(79) + "|a"))));
  }

  @Test
  void a_hundredth_of_the_rows_makes_a_warning() {
    String[] lost = {"caf\uFFFD 1|a", "caf\uFFFD 2|a"};
    assertTrue(CHECKS.ofTexts(List.of(plain(198, lost))).getFirst().isWarning());
    assertFalse(CHECKS.ofTexts(List.of(plain(199, lost))).getFirst().isWarning());
  }

  @Test
  void a_script_is_stray_up_to_a_thousandth_of_the_rows() {
    assertEquals(
        List.of("stray-script"),
        CHECKS.ofTexts(List.of(plain(2000, "фильм|a", "кино|b"))).stream()
            .map(Finding::kind)
            .toList());
    assertEquals(List.of(), CHECKS.ofTexts(List.of(plain(1900, "фильм|a", "кино|b"))));
  }

  @Test
  void half_a_surrogate_pair_is_a_lost_character_and_an_empty_text_is_named() {
    Dataset test = plain(10, "half \uD83D|a", " |b");
    List<Finding> findings = CHECKS.ofTexts(List.of(plain(10), test));
    assertEquals(
        List.of("empty-texts", "lost-characters"), findings.stream().map(Finding::kind).toList());
    assertEquals(List.of(11), numbers(findings.get(0)));
    assertEquals(List.of(10), numbers(findings.get(1)));
  }

  @Test
  void rows_are_shown_up_to_five_and_kept_up_to_a_bound() {
    String[] lost = new String[Finding.MOST_PLACES + 7];
    Arrays.setAll(lost, i -> "caf\uFFFD " + i + "|a");
    Finding finding = CHECKS.ofTexts(List.of(rows(lost))).getFirst();
    assertEquals(Finding.MOST_PLACES + 7, finding.rows());
    assertEquals(Finding.MOST_PLACES, finding.places().size());
    assertTrue(finding.where().endsWith("; the data set, row 4 and 10,002 more"), finding::where);
  }

  @Test
  void data_without_labels_or_texts_has_no_findings_about_them() {
    Dataset data = plain(4, "text 0|a");
    assertEquals(List.of(), new RowChecks(List.of("text"), Optional.empty()).ofLabels(data, true));
    assertEquals(List.of(), new RowChecks(List.of(), Optional.of("label")).repeated(data));
    assertEquals(
        "duplicates",
        new RowChecks(List.of("text"), Optional.empty()).repeated(data).getFirst().kind());
  }
}
