package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.Epoch;
import dev.recur.data.Place;
import dev.recur.data.Row;
import dev.recur.data.TokenizedDataset;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the documentation of [dev.recur.data] shows.
final class DataExamples {
  private static final Field TEXT = Field.text().lower(true).build();
  private static final LabelField LABEL = new LabelField();

  private DataExamples() {}

  private static Dataset rows() {
    return Dataset.of(
        Columns.of("review", TEXT).and("label", LABEL),
        List.of(
            List.of("A wonderful film", "good"),
            List.of("bad", "bad"),
            List.of("a film to forget", "bad"),
            List.of("what a day", "unknown")));
  }

  private static EncodedDataset numbers() {
    return rows().encode(TEXT.buildVocab(rows()), LABEL.buildVocab(rows()));
  }

  /// Reads a table of ten rows with what `example` does.
  private static void withFile(Example example) throws IOException {
    Path folder = Files.createTempDirectory("data");
    Path file = folder.resolve("reviews.csv");
    try {
      Files.writeString(file, "review,label\n" + "good film,good\nbad film,bad\n".repeat(5));
      example.run(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private interface Example {
    void run(Path file) throws IOException;
  }

  static void csv() throws IOException {
    withFile(
        file -> {
          // @start region="csv"
          Columns columns =
              Columns.of("review", Field.text().lower(true).build()).and("label", new LabelField());
          Dataset reviews = Dataset.csv(file, columns); // other columns are not read
          // @end
          assertEquals(10, reviews.size());
        });
  }

  static void dataset() throws IOException {
    withFile(
        file -> {
          // @start region="dataset"
          Field text = Field.text().lower(true).build();
          LabelField label = new LabelField();
          Dataset all = Dataset.csv(file, Columns.of("review", text).and("label", label));
          List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "label", 0.8, 0.2);
          Dataset train = parts.getFirst();
          FittedField words = text.buildVocab(train, 20_000, 2);
          FittedLabels labels = label.buildVocab(train);
          EncodedDataset encoded = train.encode(words, labels);
          EncodedDataset valid = parts.getLast().encode(words, labels);
          // @end
          assertEquals(8, encoded.size());
          assertEquals(2, valid.size());
        });
  }

  static void tokenized() {
    Dataset train = rows();
    Field text = TEXT;
    LabelField label = LABEL;
    // @start region="tokenized"
    TokenizedDataset cut = train.tokenize(Workers.single()); // each text once
    FittedField words = text.buildVocab(cut, 20_000, 1);
    EncodedDataset encoded = cut.encode(words, label.buildVocab(cut));
    // @end
    assertEquals(List.of("a", "wonderful", "film"), cut.tokens("review", 0));
    assertEquals(4, encoded.size());
  }

  static void encoded() {
    Dataset data = rows();
    FittedField words = TEXT.buildVocab(data);
    FittedLabels labels = LABEL.buildVocab(data);
    // @start region="encoded"
    EncodedDataset encoded = data.encode(words, labels);
    int steps = encoded.length("review", 0); // tokens of the first row
    Batch batch = encoded.batch(Device.cpu(), 0, 2); // the first and the third row
    // @end
    assertEquals(3, steps);
    assertEquals(2, batch.size());
  }

  static void place() {
    Dataset data = rows();
    // @start region="place"
    Place place = data.row(1).place();
    String words = place.toString(); // such as reviews.csv, line 3
    // @end
    assertEquals(0, place.line()); // these rows are in memory
    assertEquals("the data set, row 1", words);
  }

  static void filter() {
    Dataset data = rows();
    // @start region="filter"
    Dataset labelled = data.filter(row -> !row.text("label").equals("unknown"));
    Row last = labelled.row(labelled.size() - 1);
    List<String> tokens = last.tokens("review");
    String place = last.where(); // such as reviews.csv, line 4
    // @end
    assertEquals(3, labelled.size());
    assertEquals(List.of("a", "film", "to", "forget"), tokens);
    assertEquals("the data set, row 2", place);
  }

  static void options() {
    EncodedDataset train = numbers();
    // @start region="options"
    BatchOptions options = BatchOptions.tokens(4096).seed(Seed.of(1)).balanced(true);
    BucketIterator batches = new BucketIterator(train, options, Device.cpu());
    // @end
    assertEquals(4, batches.epoch(0).batch(0).size());
  }

  static void training() {
    EncodedDataset train = numbers();
    int steps = 0;
    // @start region="training"
    BucketIterator batches = new BucketIterator(train, 2, Device.cpu());
    for (int epoch = 0; epoch < 10; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        steps += batch.tokens().total(); // here: forward, backward, update
      }
    }
    // @end
    assertEquals(10 * (3 + 1 + 4 + 3), steps);
  }

  static void validation() {
    EncodedDataset valid = numbers();
    // @start region="validation"
    int rows = 0;
    for (Batch batch : new BatchIterator(valid, 256, Device.cpu()).epoch(0)) {
      rows += batch.size(); // in the file's order
    }
    // @end
    assertEquals(4, rows);
  }

  static void batch() {
    BatchIterator batches = new BatchIterator(numbers(), 2, Device.cpu());
    // @start region="batch"
    Batch batch = batches.epoch(0).batch(0);
    Tokens tokens = batch.tokens(); // the ids of the only text column, without padding
    int[] labels = batch.labels(); // a number from 0 for each row
    long[] rows = batch.rowIds(); // which rows of the data set they are
    // @end
    assertEquals(2, tokens.rows());
    assertEquals(2, labels.length);
    assertArrayEquals(new long[] {0, 1}, rows);
  }

  static void epoch() {
    BucketIterator batches = new BucketIterator(numbers(), 2, Device.cpu());
    // @start region="epoch"
    Epoch first = batches.epoch(0);
    int steps = first.size(); // batches
    double padding = first.paddingShare(); // what rectangles would waste
    // @end
    assertEquals(2, steps);
    assertTrue(padding >= 0 && padding < 0.5);
  }
}
