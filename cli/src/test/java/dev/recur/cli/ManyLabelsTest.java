package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand and one labels through the commands: what is evaluated is what is predicted.
class ManyLabelsTest {
  private static final int LABELS = 1001;

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder all = new StringBuilder("text,label\n");
    StringBuilder some = new StringBuilder("text,label\n");
    for (int i = 0; i < 10 * LABELS; i++) {
      int label = i % LABELS;
      // The first 300 have a word of their own, the others share one with two more.
      String row = "w%d,n%d\n".formatted(label < 300 ? label : 300 + label / 3, label);
      all.append(row);
      some.append(label % 5 == 0 && i < 3 * LABELS ? row : "");
    }
    Files.writeString(folder.resolve("all.csv"), all);
    Files.writeString(folder.resolve("some.csv"), some);
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/all.csv --text=text --label=label --tokenizer=words --hidden=32"
                + " --embedding=32 --epochs=12 --lr=0.02 --dropout=0 --threads=2 --batch-size=32"
                + " --out=DIR/m.recur");
    assertEquals(0, typed.code(), typed::err);
    assertTrue(typed.out().contains("and 961 rarer labels"), typed::out);
  }

  /// Actual and predicted label of each row, as `predict` writes them.
  private static List<String[]> predicted() throws IOException {
    Typed typed =
        Typed.run(folder, "predict DIR/m.recur --in=DIR/some.csv --out=DIR/out.csv --force");
    assertEquals(0, typed.code(), typed::err);
    return Files.readAllLines(folder.resolve("out.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> new String[] {cells[1], cells[2]})
        .toList();
  }

  @Test
  void an_evaluation_counts_what_a_prediction_says() throws IOException {
    List<String[]> rows = predicted();
    Map<String, Integer> pairs = new TreeMap<>();
    Map<String, Integer> both = new HashMap<>();
    Map<String, Integer> right = new HashMap<>();
    for (String[] row : rows) {
      pairs.merge(row[0] + "\",\"predicted\":\"" + row[1], 1, Integer::sum);
      both.merge(row[0], 1, Integer::sum);
      both.merge(row[1], 1, Integer::sum);
      right.merge(row[0], row[0].equals(row[1]) ? 1 : 0, Integer::sum);
    }
    int hits = right.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(hits > rows.size() / 4 && hits < rows.size(), "some right, some wrong: " + hits);
    double f1 = 0;
    for (String label : new TreeSet<>(both.keySet())) {
      f1 += 2.0 * right.getOrDefault(label, 0) / both.getOrDefault(label, 0);
    }
    String json = Typed.run(folder, "evaluate DIR/m.recur DIR/some.csv --json").out();
    assertTrue(json.contains("\"accuracy\":" + (double) hits / rows.size() + ","), json);
    assertEquals(f1 / both.size(), number(json, "macroF1"), 1e-12);
    assertTrue(json.contains("\"confusion\":null,\"confusions\":[{"), "a list, no matrix");
    assertEquals(pairs.size(), json.split("\"predicted\":", -1).length - 1);
    for (Map.Entry<String, Integer> pair : pairs.entrySet()) {
      String said = "{\"actual\":\"%s\",\"count\":%d}".formatted(pair.getKey(), pair.getValue());
      assertTrue(json.contains(said), () -> said + " is not in the confusions");
    }
  }

  private static double number(String json, String name) {
    String after = json.substring(json.indexOf("\"" + name + "\":") + name.length() + 3);
    return Double.parseDouble(after.substring(0, after.indexOf(',')));
  }
}
