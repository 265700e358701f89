package dev.recur.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Columns LABEL = Columns.of("label", new LabelField());

  @Test
  void every_row_is_in_exactly_one_part_and_parts_keep_the_files_order() {
    List<Dataset> parts = rows(1000, 3).split(Seed.of(1), 0.8, 0.1, 0.1);
    assertEquals(List.of(800, 100, 100), parts.stream().map(Dataset::size).toList());
    List<Long> all = new ArrayList<>();
    for (Dataset part : parts) {
      assertEquals(ids(part).stream().sorted().toList(), ids(part));
      all.addAll(ids(part));
    }
    assertEquals(1000, new TreeSet<>(all).size());
  }

  @Test
  void the_same_seed_gives_the_same_parts_and_another_seed_others() {
    Dataset data = rows(100, 2);
    assertEquals(
        ids(data.split(Seed.of(5), 7, 3).getFirst()),
        ids(data.split(Seed.of(5), 0.7, 0.3).getFirst()));
    assertNotEquals(
        ids(data.split(Seed.of(5), 7, 3).getFirst()), ids(data.split(Seed.of(6), 7, 3).getFirst()));
    assertEquals(
        ids(data.stratifiedSplit(Seed.of(5), "label", 7, 3).getFirst()),
        ids(data.stratifiedSplit(Seed.of(5), "label", 7, 3).getFirst()));
  }

  @Test
  void a_part_knows_which_rows_it_was_read_with() {
    Dataset data = labels("abcabcabc");
    for (Dataset part : data.stratifiedSplit(Seed.of(1), "label", 0.7, 0.3)) {
      assertTrue(part.isPartOf(data));
      assertFalse(part.isPartOf(labels("abcabcabc")), "equal rows of another file");
      assertEquals(
          IntStream.range(0, part.size()).mapToObj(i -> part.row(i).text("label")).toList(),
          part.texts("label"));
    }
  }

  @Test
  void a_stratified_split_gives_every_part_its_share_of_every_label() {
    Dataset data = labels("a".repeat(500) + "b".repeat(50) + "c".repeat(5) + "d".repeat(2));
    List<Dataset> parts = data.stratifiedSplit(Seed.of(3), "label", 0.8, 0.2);
    assertEquals(400, count(parts.get(0), "a"));
    assertEquals(100, count(parts.get(1), "a"));
    assertEquals(40, count(parts.get(0), "b"));
    assertEquals(1, count(parts.get(1), "c"));
    assertEquals(1, count(parts.get(0), "d"));
    assertEquals(1, count(parts.get(1), "d"));
  }

  @Test
  void the_largest_part_is_served_first_where_a_label_is_too_rare_for_all() {
    List<Dataset> parts =
        labels("aaaaaaaaaabb").stratifiedSplit(Seed.of(3), "label", 0.1, 0.1, 0.8);
    assertEquals(1, count(parts.get(2), "b"));
    assertEquals(1, count(parts.get(0), "b"));
    assertEquals(0, count(parts.get(1), "b"));
  }

  @Test
  void a_part_of_a_part_is_divided_further() {
    Dataset part = rows(100, 2).split(Seed.of(1), 1, 1).get(1);
    List<Dataset> halves = part.split(Seed.of(1), 1, 1);
    List<Long> all = new ArrayList<>(ids(halves.get(0)));
    all.addAll(ids(halves.get(1)));
    assertEquals(ids(part), all.stream().sorted().toList());
  }

  @Test
  void each_row_is_tested_in_one_fold_and_trained_on_in_all_others() {
    Dataset data = labels("a".repeat(103) + "b".repeat(20) + "c".repeat(4));
    List<Dataset.Fold> folds = data.stratifiedFolds(Seed.of(3), "label", 10);
    List<Long> tested = new ArrayList<>();
    for (Dataset.Fold fold : folds) {
      assertEquals(2, count(fold.test(), "b"));
      assertEquals(127, fold.train().size() + fold.test().size());
      List<Long> both = new ArrayList<>(ids(fold.train()));
      both.addAll(ids(fold.test()));
      assertEquals(127, new TreeSet<>(both).size());
      assertEquals(12, fold.test().size(), 1);
      tested.addAll(ids(fold.test()));
    }
    assertEquals(127, new TreeSet<>(tested).size());
    assertEquals(
        ids(folds.get(4).test()), ids(data.stratifiedFolds(Seed.of(3), "label", 10).get(4).test()));
    assertNotEquals(
        ids(folds.get(4).test()), ids(data.stratifiedFolds(Seed.of(4), "label", 10).get(4).test()));
    assertEquals(
        "127 rows can be divided into 2 to 127 folds, got 1",
        assertThrows(
                IllegalArgumentException.class, () -> data.stratifiedFolds(Seed.of(1), "label", 1))
            .getMessage());
  }

  @Test
  void the_first_part_has_every_label_however_rare_it_is_and_whatever_the_ratios() {
    Dataset data = labels("a".repeat(30) + "yyz");
    for (double[] ratios : List.of(new double[] {0.85, 0.05, 0.1}, new double[] {0.2, 0.3, 0.5})) {
      List<Dataset> parts = data.stratifiedSplit(Seed.of(1), "label", ratios);
      assertEquals(
          List.of(1, 0, 0), parts.stream().map(part -> count(part, "z")).toList(), "one row");
      assertEquals(
          List.of(1, 0, 1), parts.stream().map(part -> count(part, "y")).toList(), "two rows");
    }
  }

  @Test
  void a_label_with_a_single_row_is_trained_on_in_every_fold_and_tested_in_none() {
    for (Dataset.Fold fold : labels("aaaayyz").stratifiedFolds(Seed.of(1), "label", 3)) {
      assertEquals(1, count(fold.train(), "z"));
      assertEquals(0, count(fold.test(), "z"));
      assertEquals(true, count(fold.train(), "y") > 0);
    }
    assertEquals(
        "5 rows can be divided into 2 to 4 folds, got 5",
        assertThrows(
                IllegalArgumentException.class,
                () -> labels("aaaaz").stratifiedFolds(Seed.of(1), "label", 5))
            .getMessage());
  }

  @Test
  void a_part_without_a_row_is_refused() {
    assertEquals(
        "part 3 of the split, with ratio 0.1, would have none of the 2 rows",
        assertThrows(
                IllegalArgumentException.class, () -> rows(2, 1).split(Seed.of(1), 0.6, 0.3, 0.1))
            .getMessage());
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "the ratios of a split must be above 0, got [1.0, " + wrong + "]",
          assertThrows(IllegalArgumentException.class, () -> rows(2, 1).split(Seed.of(1), 1, wrong))
              .getMessage());
    }
  }

  @Test
  void a_column_that_is_not_there_is_refused() {
    assertEquals(
        "the data set has no column \"labels\"; its columns are label (did you mean \"label\"?)",
        assertThrows(
                IllegalArgumentException.class,
                () -> rows(4, 2).stratifiedSplit(Seed.of(1), "labels", 1, 1))
            .getMessage());
  }

  private static Dataset rows(int n, int classes) {
    return Dataset.of(
        LABEL, IntStream.range(0, n).mapToObj(i -> List.of("c" + i % classes)).toList());
  }

  private static Dataset labels(String letters) {
    return Dataset.of(
        LABEL, letters.chars().mapToObj(c -> List.of(Character.toString(c))).toList());
  }

  private static int count(Dataset data, String label) {
    return data.filter(row -> row.text("label").equals(label)).size();
  }

  private static List<Long> ids(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(i -> data.row(i).id()).toList();
  }
}
