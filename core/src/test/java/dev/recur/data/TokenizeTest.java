package dev.recur.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.LabelField;
import dev.recur.text.RawText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Texts cut into tokens once, by one thread or several.
class TokenizeTest {
  private static final int ROWS = 5000;

  /// Words, many of which occur once, and some of which have the same hash ("Aa" and "BB").
  private static List<List<String>> cells() {
    Seed seed = Seed.of(3);
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < i % 7; w++) {
        long word = (long) (6000 * Math.pow(seed.uniform(10L * i + w), 3));
        text.append(word % 2 == 0 ? "Aa" : "BB").append(word / 2).append(' ');
      }
      cells.add(List.of(text.toString(), "label " + i % 3));
    }
    return cells;
  }

  private static Map<String, Long> counted(List<List<String>> cells) {
    Map<String, Long> counts = new HashMap<>();
    for (List<String> row : cells) {
      for (String word : row.getFirst().strip().split(" +", -1)) {
        if (!word.isEmpty()) {
          counts.merge(word, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  @Test
  void any_number_of_threads_gives_the_same_counts_and_the_same_rows() {
    List<List<String>> cells = cells();
    Map<String, Long> counts = counted(cells);
    for (int n : new int[] {1, 2, 3, 8}) {
      Field text = Field.text().build();
      Dataset data = Dataset.of(Columns.of("text", text).and("label", new LabelField()), cells);
      TokenizedDataset cut;
      try (Workers workers = new Workers(n)) {
        cut = data.tokenize(workers);
      }
      assertEquals(counts, cut.tokenCounts(text));
      assertEquals(counts, data.tokenCounts(text));
      FittedField fitted = text.buildVocab(cut, 1000, 2);
      EncodedDataset rows =
          cut.encode(fitted, ((LabelField) data.columns().recipe("label")).buildVocab(cut));
      for (int i = 0; i < ROWS; i++) {
        int[] expected = fitted.encode(cells.get(i).getFirst());
        assertArrayEquals(expected, rows.batch(Device.cpu(), i).tokens().row(0));
      }
    }
  }

  @Test
  void of_several_cells_that_are_refused_the_first_is_told_of() {
    Field text =
        Field.text()
            .preprocessing(
                tokens -> {
                  if (tokens.contains("no")) {
                    throw new IllegalArgumentException("no is refused");
                  }
                  return tokens;
                })
            .build();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      cells.add(List.of(i == 4000 || i == 4990 || i == 2100 ? "no" : "yes"));
    }
    Dataset data = Dataset.of(Columns.of("text", text), cells);
    try (Workers workers = new Workers(3)) {
      assertEquals(
          "the data set, row 2100, column \"text\": no is refused",
          assertThrows(IllegalArgumentException.class, () -> data.tokenize(workers)).getMessage());
    }
  }

  @Test
  void nothing_is_cut_before_it_is_asked_for_and_then_only_these_rows() {
    AtomicInteger cut = new AtomicInteger();
    Field counting =
        Field.text()
            .preprocessing(
                tokens -> {
                  cut.incrementAndGet();
                  return tokens;
                })
            .build();
    List<List<String>> rows = List.of(List.of("a"), List.of("b"), List.of("a b"));
    Dataset part = Dataset.of(Columns.of("text", counting), rows).filter(row -> row.id() != 1);
    assertEquals(0, cut.get());
    TokenizedDataset tokens = part.tokenize(Workers.single());
    assertEquals(2, cut.get());
    assertEquals(List.of("a", "b"), tokens.tokens("text", 1));
    assertEquals(2, tokens.length("text", 1));
    EncodedDataset encoded = tokens.encode(counting.buildVocab(tokens));
    assertEquals(2, cut.get(), "a vocabulary and numbers come from the same tokens");
    EncodedDataset last = encoded.part(2);
    assertEquals(1, last.size());
    assertEquals(2, last.length(0));
    assertEquals(2, last.rowId(0));
    assertThrows(IllegalArgumentException.class, () -> encoded.part(1));
  }

  @Test
  void raw_texts_have_no_tokens_until_a_field_reads_them() {
    Dataset raw =
        Dataset.of(Columns.of("text", new RawText()), List.of(List.of("A film"), List.of("")));
    assertEquals("A film", raw.row(0).text("text"));
    assertThrows(IllegalStateException.class, () -> raw.row(0).tokens("text"));
    assertThrows(IllegalArgumentException.class, () -> raw.encode());
    Field lower = Field.text().lower(true).build();
    assertEquals(List.of("a", "film"), raw.with("text", lower).row(0).tokens("text"));
  }

  @Test
  void a_row_tells_its_tokens() {
    Field text = Field.text().lower(true).build();
    Dataset data =
        Dataset.of(
            Columns.of("text", text).and("label", new LabelField()),
            List.of(List.of("A film", "good"), List.of("", "bad")));
    assertEquals(List.of("a", "film"), data.row(0).tokens("text"));
    assertEquals(List.of(), data.row(1).tokens("text"));
    assertEquals(List.of("bad"), data.row(1).tokens("label"));
    assertThrows(IndexOutOfBoundsException.class, () -> data.row(0).tokens("text").get(2));
    assertEquals(
        "the data set has no column \"txt\"; its columns are text, label (did you mean \"text\"?)",
        assertThrows(IllegalArgumentException.class, () -> data.row(0).tokens("txt")).getMessage());
  }

  @Test
  void a_token_that_is_cut_off_is_not_looked_up() {
    Field text = Field.text().useVocab(false).padToken("0").fixLength(2).build();
    Dataset data = Dataset.of(Columns.of("text", text), List.of(List.of("7 8 nine")));
    EncodedDataset rows = data.encode(text.withoutVocab());
    assertArrayEquals(new int[] {7, 8}, rows.batch(Device.cpu(), 0).tokens().row(0));
    Dataset other = Dataset.of(Columns.of("text", text), List.of(List.of("seven 8")));
    assertEquals(
        "the data set, row 0, column \"text\": expected a whole number, because the field has"
            + " useVocab(false), got \"seven\"",
        assertThrows(IllegalArgumentException.class, () -> other.encode(text.withoutVocab()))
            .getMessage());
  }
}
