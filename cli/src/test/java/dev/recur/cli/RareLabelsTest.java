package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tickets with queues that have hardly any.
class RareLabelsTest {
  private static final String ONE =
      "DIR/tickets.csv, line 42: label \"Parking\" has only this row, which is used for training"
          + " and not for validation or test (a misspelt label?)\n";

  @TempDir Path folder;

  private Typed train(String options, String rare) throws IOException {
    StringBuilder rows = new StringBuilder("text,queue\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "printer down " + i + ",IT\n" : "wage of month " + i + ",Pay\n");
    }
    Files.writeString(folder.resolve("tickets.csv"), rows + rare);
    return Typed.run(
        folder,
        "train classify DIR/tickets.csv --text=text --label=queue --out=DIR/m.recur "
            + options
            + Typed.SMALL);
  }

  private List<String> labels() throws IOException {
    return Classifier.load(folder.resolve("m.recur")).labels().stream().sorted().toList();
  }

  @Test
  void a_label_with_a_single_row_is_trained_on_and_reported() throws IOException {
    Typed typed = train("--valid=0.05", "a gate is stuck,Parking\n");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(ONE, typed.err());
    assertEquals(List.of("IT", "Parking", "Pay"), labels());
    assertTrue(typed.out().contains("41 texts with 3 labels: 35 for training"), typed::out);
  }

  @Test
  void so_it_is_in_every_fold() throws IOException {
    Typed typed = train("--folds=3", "a gate is stuck,Parking\n");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(ONE, typed.err());
    assertEquals(List.of("IT", "Parking", "Pay"), labels());
    assertEquals(0, train("--folds=3 --force", "gate a,Parking\ngate b,Parking\n").code());
    assertEquals(List.of("IT", "Parking", "Pay"), labels(), "of two rows one is learnt from");
  }

  @Test
  void many_such_labels_are_counted() throws IOException {
    Typed typed = train("--seed=1", "a,A1\nb,B1\nc,C1\nd,D1\ne,E1\nf,F1\n");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(
        "6 labels have 1 row each (\"A1\", \"B1\", \"C1\", \"D1\", \"E1\", …; the first:"
            + " DIR/tickets.csv, line 42), which is used for training and not for validation or"
            + " test (misspelt labels?)\n",
        typed.err());
  }
}
