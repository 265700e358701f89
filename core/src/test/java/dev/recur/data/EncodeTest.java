package dev.recur.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Device;
import dev.recur.tensor.UnsupportedDeviceException;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import dev.recur.text.TokenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeTest {
  private final Field text = Field.text().build();
  private final Field tags = Field.text().isTarget(true).build();
  private final LabelField label = new LabelField();
  private final NumberField price = NumberField.scalar();
  private final NumberField curve = NumberField.series().target();

  @TempDir private Path folder;

  @Test
  void a_batch_holds_every_column_in_the_order_of_its_rows() {
    Columns columns =
        Columns.of("question", text)
            .and("answer", text)
            .and("tags", tags)
            .and("label", label)
            .and("price", price)
            .and("curve", curve);
    Dataset data =
        Dataset.of(
            columns,
            List.of(
                List.of("a a b", "a", "N N V", "pos", "1.5", "1 2 3"),
                List.of("b", "", "V", "neg", "-2", "4"),
                List.of("c b", "b b", "N V", "pos", "0", "5 6")));
    FittedField words = text.buildVocab(data);
    assertEquals(List.of("<unk>", "<pad>", "b", "a", "c"), words.vocab().tokens());
    EncodedDataset encoded = data.encode(words, tags.buildVocab(data), label.buildVocab(data));
    Batch batch = encoded.batch(Device.cpu(), 2, 1);
    assertEquals(List.of("question", "answer", "price"), batch.inputs());
    assertEquals(List.of("tags", "label", "curve"), batch.targets());
    assertArrayEquals(new int[] {4, 2}, batch.tokens("question").row(0));
    assertArrayEquals(new int[] {2, 1}, batch.tokens("answer").lengths());
    assertArrayEquals(new int[] {0}, batch.tokens("answer").row(1)); // nothing is one unknown word
    assertEquals(2, batch.tokens("tags").rowId(0));
    assertArrayEquals(new long[] {2, 1}, batch.rowIds());
    assertArrayEquals(new int[] {0, 1}, batch.labels());
    assertArrayEquals(new float[] {0, -2}, batch.numbers("price"));
    assertArrayEquals(new float[][] {{5, 6}, {4}}, batch.series("curve"));
    assertEquals(4, encoded.length(2));
    assertEquals(2, encoded.length("curve", 2));
  }

  @Test
  void a_column_asked_for_as_what_it_is_not_is_refused() {
    Dataset data =
        Dataset.of(
            Columns.of("a", text).and("b", text).and("curve", curve),
            List.of(List.of("x", "y", "1 2")));
    Batch batch = data.encode(text.buildVocab(data)).batch(Device.cpu(), 0);
    assertEquals(
        "expected one text column among its inputs, got 2: a, b (name the one to use)",
        assertThrows(IllegalStateException.class, batch::tokens).getMessage());
    assertEquals(
        "expected one label column, got 0 (name the one to use)",
        assertThrows(IllegalStateException.class, batch::labels).getMessage());
    assertEquals(
        "the column \"a\" holds no labels",
        assertThrows(IllegalArgumentException.class, () -> batch.labels("a")).getMessage());
    assertEquals(
        "the data set has no column \"curv\"; its columns are a, b, curve (did you mean"
            + " \"curve\"?)",
        assertThrows(IllegalArgumentException.class, () -> batch.series("curv")).getMessage());
    assertEquals(
        "the column \"curve\" holds series of numbers: call series(\"curve\")",
        assertThrows(IllegalArgumentException.class, () -> batch.numbers("curve")).getMessage());
  }

  @Test
  void a_cell_that_is_refused_is_named_with_its_place() throws IOException {
    Path file =
        Files.writeString(folder.resolve("reviews.csv"), "text,label,price\na,x,1\nb,y,dear\n");
    Dataset data =
        Dataset.csv(file, Columns.of("text", text).and("label", label).and("price", price));
    FittedField words = text.buildVocab(data);
    FittedLabels known = label.withLabels(List.of("x"));
    assertEquals(
        file + ", line 3, column \"label\": the label \"y\" is not among the 1 known ones: x",
        assertThrows(IllegalArgumentException.class, () -> data.encode(words, known)).getMessage());
    assertEquals(
        file + ", line 3, column \"price\": expected a number, got \"dear\"",
        assertThrows(
                IllegalArgumentException.class, () -> data.encode(words, label.buildVocab(data)))
            .getMessage());
  }

  @Test
  void an_empty_label_is_refused_with_its_place() {
    Dataset data = Dataset.of(Columns.of("label", label), List.of(List.of("x"), List.of("")));
    assertEquals(
        "the data set, row 1, column \"label\": the label is empty",
        assertThrows(IllegalArgumentException.class, () -> label.buildVocab(data)).getMessage());
  }

  @Test
  void a_column_without_a_vocabulary_is_refused() {
    Dataset data =
        Dataset.of(
            Columns.of("a", text).and("b", Field.text().build()), List.of(List.of("x", "y")));
    assertEquals(
        "the column \"b\" has no vocabulary yet: pass the result of its field's buildVocab to"
            + " encode",
        assertThrows(IllegalArgumentException.class, () -> data.encode(text.buildVocab(data)))
            .getMessage());
  }

  @Test
  void a_field_that_reads_no_column_is_refused_however_equal_its_options() {
    Dataset data = Dataset.of(Columns.of("a", text), List.of(List.of("x")));
    assertEquals(
        "no column of the data set is read with this field; the columns are a (the data set and the"
            + " vocabulary need the same Field object)",
        assertThrows(IllegalArgumentException.class, () -> Field.text().build().buildVocab(data))
            .getMessage());
  }

  @Test
  void a_vocabulary_sees_only_the_rows_of_its_part() {
    Dataset data =
        Dataset.of(Columns.of("a", text), List.of(List.of("x x"), List.of("y"), List.of("z")));
    Dataset part = data.filter(row -> row.id() != 1);
    FittedField words = text.buildVocab(part.filter(row -> row.id() == 0));
    assertEquals(List.of("<unk>", "<pad>", "x"), words.vocab().tokens());
    FittedField more = text.buildVocab(part.and(TokenSource.of(List.of("w w w"))));
    assertEquals(List.of("<unk>", "<pad>", "w", "x", "z"), more.vocab().tokens());
  }

  @Test
  void a_device_that_is_not_there_is_refused_when_the_iterator_is_made() {
    Dataset data = Dataset.of(Columns.of("a", text), List.of(List.of("x")));
    EncodedDataset encoded = data.encode(text.buildVocab(data));
    assertThrows(
        UnsupportedDeviceException.class,
        () -> new BatchIterator(encoded, 1, Device.parse("cuda")));
  }
}
