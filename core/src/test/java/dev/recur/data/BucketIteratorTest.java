package dev.recur.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketIteratorTest {
  private static final Device CPU = Device.cpu();

  @Test
  void it_buckets_by_default_and_hardly_pads() {
    EncodedDataset data = reviews(20_000);
    Epoch epoch = new BucketIterator(data, 64, CPU).epoch(0);
    assertTrue(epoch.paddingShare() < 0.06, () -> "padding " + epoch.paddingShare());
    Epoch unsorted = new BucketIterator(data, BatchOptions.rows(64).pool(1), CPU).epoch(0);
    assertTrue(unsorted.paddingShare() > 0.5, () -> "padding " + unsorted.paddingShare());
  }

  @Test
  void an_epoch_has_every_row_once_and_no_empty_batch() {
    EncodedDataset data = reviews(1000);
    for (BatchOptions options :
        List.of(
            BatchOptions.rows(64),
            BatchOptions.rows(3).pool(2),
            BatchOptions.tokens(100),
            BatchOptions.tokens(1),
            BatchOptions.rows(5000))) {
      for (BatchIterator batches :
          List.of(new BucketIterator(data, options, CPU), new BatchIterator(data, options, CPU))) {
        List<Long> ids = ids(batches.epoch(1));
        assertEquals(1000, ids.size());
        assertEquals(1000, new HashSet<>(ids).size());
        batches.epoch(1).forEach(batch -> assertTrue(batch.size() > 0));
      }
    }
  }

  @Test
  void the_same_epoch_is_the_same_always_and_the_next_is_another() {
    EncodedDataset data = reviews(1000);
    BucketIterator batches = new BucketIterator(data, BatchOptions.rows(16).seed(Seed.of(4)), CPU);
    List<Long> third = ids(batches.epoch(3));
    assertNotEquals(third, ids(batches.epoch(4)));
    assertEquals(third, ids(batches.epoch(3)));
    assertEquals(
        third, ids(new BucketIterator(data, BatchOptions.rows(16).seed(Seed.of(4)), CPU).epoch(3)));
    assertNotEquals(
        third, ids(new BucketIterator(data, BatchOptions.rows(16).seed(Seed.of(5)), CPU).epoch(3)));
  }

  @Test
  void rows_meet_other_neighbours_in_every_epoch() {
    EncodedDataset data = reviews(1000);
    BucketIterator batches = new BucketIterator(data, 16, CPU);
    Set<List<Long>> first = batchesOf(batches.epoch(0));
    Set<List<Long>> second = batchesOf(batches.epoch(1));
    second.retainAll(first);
    assertTrue(second.size() <= first.size() / 10, () -> second.size() + " batches came again");
  }

  @Test
  void short_and_long_batches_come_mixed() {
    EncodedDataset data = reviews(6400); // one pool, so without the second shuffle all sorted
    Epoch epoch = new BucketIterator(data, 64, CPU).epoch(0);
    List<Integer> lengths = new ArrayList<>();
    epoch.forEach(batch -> lengths.add(batch.tokens().length(0)));
    int rises = 0;
    for (int i = 1; i < lengths.size(); i++) {
      rises += lengths.get(i) > lengths.get(i - 1) ? 1 : 0;
    }
    assertTrue(rises > 25 && rises < 75, "the length rose " + rises + " times of 99");
  }

  @Test
  void without_shuffling_pools_are_sorted_in_the_files_order() {
    EncodedDataset data = lengths(3, 1, 2, 9, 8, 7);
    BatchOptions options = BatchOptions.rows(1).pool(3).shuffle(false);
    assertEquals(
        List.of(1L, 2L, 0L, 5L, 4L, 3L), ids(new BucketIterator(data, options, CPU).epoch(7)));
  }

  @Test
  void a_key_of_ones_own_sorts_instead_of_the_length() {
    EncodedDataset data = lengths(3, 1, 2);
    BatchOptions options = BatchOptions.rows(1).shuffle(false).sortKey(row -> -row);
    assertEquals(List.of(2L, 1L, 0L), ids(new BucketIterator(data, options, CPU).epoch(0)));
  }

  @Test
  void a_token_budget_is_kept_and_a_row_above_it_is_a_batch_of_its_own() {
    EncodedDataset data = lengths(9, 2, 3, 5, 7, 1, 1);
    List<Integer> sizes = new ArrayList<>();
    new BatchIterator(data, BatchOptions.tokens(5), CPU)
        .epoch(0)
        .forEach(batch -> sizes.add(batch.size()));
    assertEquals(List.of(1, 2, 1, 1, 2), sizes);
    BucketIterator buckets = new BucketIterator(reviews(1000), BatchOptions.tokens(50), CPU);
    for (Batch batch : buckets.epoch(2)) {
      assertTrue(batch.size() == 1 || batch.tokens().total() <= 50);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 1000})
  void evaluation_comes_in_the_files_order(int batchSize) {
    EncodedDataset data = reviews(1000);
    List<Long> ids = ids(new BatchIterator(data, batchSize, CPU).epoch(0));
    assertEquals(ids.stream().sorted().toList(), ids);
  }

  @Test
  void the_padding_share_is_what_a_rectangle_would_waste() {
    Epoch epoch = new BatchIterator(lengths(1, 3, 2), 2, CPU).epoch(0);
    assertEquals(2 / 8.0, epoch.paddingShare());
    assertEquals(6, epoch.tokens());
    assertEquals(2, epoch.size());
  }

  @Test
  void with_a_fixed_length_the_padding_share_is_that_of_its_rectangle() {
    Field field = Field.text().fixLength(4).build();
    Dataset data =
        Dataset.of(Columns.of("t", field), List.of(List.of("a a a a a a"), List.of("a")));
    Epoch epoch = new BatchIterator(data.encode(field.buildVocab(data)), 2, CPU).epoch(0);
    assertEquals(3 / 8.0, epoch.paddingShare());
    assertArrayEquals(new int[] {4, 1}, epoch.batch(0).tokens().lengths());
  }

  @Test
  void an_empty_part_has_an_epoch_without_batches() {
    Field field = Field.text().build();
    Dataset data = Dataset.of(Columns.of("t", field), List.of(List.of("a")));
    EncodedDataset none = data.filter(row -> false).encode(field.buildVocab(data));
    Epoch epoch = new BucketIterator(none, 4, CPU).epoch(0);
    assertEquals(0, epoch.size());
    assertEquals(0, epoch.paddingShare());
  }

  @Test
  void sizes_below_one_are_refused() {
    assertEquals(
        "batchSize must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> BatchOptions.rows(0)).getMessage());
    assertEquals(
        "tokenBudget must be at least 1, got -1",
        assertThrows(IllegalArgumentException.class, () -> BatchOptions.tokens(-1)).getMessage());
    assertEquals(
        "pool must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> BatchOptions.rows(1).pool(0))
            .getMessage());
  }

  /// Rows with the lengths of short reviews: most have a few tokens, some a hundred. 100 rows: 90
  /// of label a, 7 of b, 3 of c; row i has 1 + i mod 10 tokens.
  private static EncodedDataset uneven() {
    Field field = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String text = String.join(" ", Collections.nCopies(1 + i % 10, "x"));
      rows.add(List.of(text, i < 90 ? "a" : i < 97 ? "b" : "c"));
    }
    Dataset data = Dataset.of(Columns.of("text", field).and("label", label), rows);
    return data.encode(field.buildVocab(data), label.buildVocab(data));
  }

  @Test
  void a_balanced_epoch_draws_every_label_alike_and_each_row_before_one_comes_again() {
    BatchOptions options = BatchOptions.rows(8).seed(Seed.of(4)).balanced(true);
    BucketIterator batches = new BucketIterator(uneven(), options, CPU);
    List<Long> ids = ids(batches.epoch(0));
    assertEquals(100, ids.size());
    assertEquals(34, ids.stream().filter(id -> id < 90).count());
    assertEquals(34, ids.stream().filter(id -> id < 90).distinct().count());
    assertEquals(33, ids.stream().filter(id -> id >= 90 && id < 97).count());
    for (long rare = 90; rare < 97; rare++) {
      int times = Collections.frequency(ids, rare); // 33 = 4·7 + 5
      assertTrue(times == 4 || times == 5, () -> "a row of b came " + times + " times");
    }
    for (long rare = 97; rare < 100; rare++) {
      assertEquals(11, Collections.frequency(ids, rare));
    }
    assertEquals(ids, ids(batches.epoch(0)));
    Set<Long> frequent = new HashSet<>(ids);
    assertFalse(frequent.containsAll(ids(batches.epoch(1))), "other rows of a in the next epoch");
    assertEquals(0, batches.epoch(0).paddingShare(), 0.2, "still in buckets");
  }

  @Test
  void balanced_needs_labels_and_shuffling() {
    BucketIterator unlabelled =
        new BucketIterator(reviews(10), BatchOptions.rows(4).balanced(true), CPU);
    assertEquals(
        "balanced needs one column of labels, got 0",
        assertThrows(IllegalArgumentException.class, () -> unlabelled.epoch(0)).getMessage());
    BatchOptions inOrder = BatchOptions.rows(4).shuffle(false);
    assertEquals(
        "balanced draws rows at random, so it needs shuffle",
        assertThrows(IllegalArgumentException.class, () -> inOrder.balanced(true)).getMessage());
  }

  private static EncodedDataset reviews(int rows) {
    Seed seed = Seed.of(11);
    return lengths(
        IntStream.range(0, rows).map(i -> 1 + (int) (4 / (0.04 + seed.uniform(i)))).toArray());
  }

  private static EncodedDataset lengths(int... lengths) {
    Field field = Field.text().build();
    List<List<String>> rows =
        Arrays.stream(lengths)
            .mapToObj(length -> List.of(String.join(" ", Collections.nCopies(length, "a"))))
            .toList();
    Dataset data = Dataset.of(Columns.of("text", field), rows);
    return data.encode(field.buildVocab(data));
  }

  private static List<Long> ids(Epoch epoch) {
    List<Long> ids = new ArrayList<>();
    epoch.forEach(batch -> Arrays.stream(batch.rowIds()).forEach(ids::add));
    return ids;
  }

  private static Set<List<Long>> batchesOf(Epoch epoch) {
    Set<List<Long>> batches = new HashSet<>();
    epoch.forEach(batch -> batches.add(Arrays.stream(batch.rowIds()).sorted().boxed().toList()));
    return batches;
  }
}
