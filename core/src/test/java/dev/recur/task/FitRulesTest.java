package dev.recur.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows from the number of training rows, with its reasons, and that a given value wins.
class FitRulesTest {
  private static FitSettings fit(Map<String, String> words) {
    return Settings.create(FitSettings.class, words);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16, 30",
    "640, 16, 30",
    "1000, 16, 19",
    "4800, 16, 4",
    "5999, 16, 4",
    "6000, 32, 6",
    "19999, 32, 4",
    "20000, 64, 4",
    "1000000, 64, 4",
  })
  void few_rows_have_small_batches_and_many_epochs(int rows, int batchSize, int epochs) {
    FitSettings fit = fit(Map.of()).resolved(rows);
    assertEquals(batchSize, fit.batchSize().orElseThrow());
    assertEquals(epochs, fit.epochs().orElseThrow());
    assertEquals(0, fit.patience().orElseThrow());
    assertEquals(fit, fit.resolved(rows + 7));
  }

  @Test
  void a_given_value_wins_and_the_others_follow_it() {
    FitSettings fit = fit(Map.of("batchSize", "8", "schedule", "constant")).resolved(1000);
    assertEquals(8, fit.batchSize().orElseThrow());
    assertEquals(10, fit.epochs().orElseThrow());
    assertEquals(2, fit.patience().orElseThrow());
    assertEquals(7, fit(Map.of("epochs", "7")).resolved(1000).epochs().orElseThrow());
    assertEquals(1, fit(Map.of("patience", "1")).resolved(1000).patience().orElseThrow());
  }

  private static Map<String, String> reasons(int rows, Map<String, String> words) {
    Map<String, String> reasons = new LinkedHashMap<>();
    fit(words).reasons(rows).forEach(noted -> reasons.put(noted.about(), noted.sentence()));
    return reasons;
  }

  @Test
  void each_value_has_its_reason() {
    assertEquals(
        Map.of(
            "batches", "of 16, as 1,000 rows in batches of 64 would be only 16 steps an epoch",
            "epochs", "19, which are 1,197 steps; about 1,200 are enough",
            "patience", "0, as the learning rate falls until the last epoch"),
        reasons(1000, Map.of()));
    assertEquals(
        Map.of(
            "batches", "of 64, as 150,000 rows are 2,344 steps an epoch",
            "epochs", "4, the fewest by default, which are 9,376 steps",
            "patience", "2, as the learning rate is constant"),
        reasons(150_000, Map.of("schedule", "constant")));
    assertEquals(
        Map.of(
            "batches", "of 16, as 9 rows in batches of 64 would be only 1 step an epoch",
            "epochs", "30, the most by default, which are 30 steps"),
        reasons(9, Map.of("patience", "3")));
    assertEquals(Map.of(), reasons(9, Map.of("epochs", "1", "batchSize", "1", "patience", "0")));
  }
}
