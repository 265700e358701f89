package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.reading.RowReader;
import dev.recur.source.NamedRows;
import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The definitions of nouns from WordNet.
class WordNetTest {
  private static final Columns COLUMNS =
      Columns.of("definition", Field.text().build()).and("category", new LabelField());

  @Test
  void fourteen_categories_have_two_to_four_thousand_definitions_each_and_no_text_twice()
      throws IOException {
    Dataset data = read(1);
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < data.size(); i++) {
      String text = data.row(i).text("definition");
      assertTrue(texts.add(text), text);
      assertFalse(text.isBlank() || text.contains(";") || text.contains("\""), text);
      counts.merge(data.row(i).text("category"), 1, Integer::sum);
    }
    assertEquals(
        "[act, animal, artifact, attribute, body, cognition, communication, food, group,"
            + " location, person, plant, state, substance]",
        counts.keySet().toString());
    assertTrue(counts.values().stream().allMatch(n -> n >= 2_000 && n <= 4_000), counts::toString);
    assertEquals(4_000, counts.get("artifact"));
  }

  @Test
  void the_seed_alone_chooses_the_definitions() throws IOException {
    assertEquals(texts(1), texts(1));
    assertNotEquals(texts(1), texts(2));
  }

  private static Dataset read(long seed) throws IOException {
    try (RowReader rows = NamedRows.find("wordnet").orElseThrow().open(Seed.of(seed))) {
      return Dataset.read(rows, COLUMNS, (cells, row) -> true);
    }
  }

  private static List<String> texts(long seed) throws IOException {
    Dataset data = read(seed);
    return IntStream.range(0, data.size()).mapToObj(i -> data.row(i).text("definition")).toList();
  }
}
