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
    "1, 16, 30, 4",
    "1000, 16, 30, 4",
    "4800, 16, 30, 3",
    "5999, 16, 27, 2",
    "6000, 32, 30, 4",
    "19999, 32, 16, 2",
    "20000, 64, 30, 3",
    "1000000, 64, 8, 2",
  })
  void few_rows_have_small_batches_many_epochs_and_much_patience(
      int rows, int batchSize, int epochs, int patience) {
    FitSettings fit = fit(Map.of()).resolved(rows);
    assertEquals(batchSize, fit.batchSize().orElseThrow());
    assertEquals(epochs, fit.epochs().orElseThrow());
    assertEquals(patience, fit.patience().orElseThrow());
    assertEquals(fit, fit.resolved(rows + 7));
  }

  @Test
  void a_given_value_wins_and_the_others_follow_it() {
    FitSettings fit = fit(Map.of("batchSize", "2", "schedule", "linear")).resolved(1000);
    assertEquals(2, fit.batchSize().orElseThrow());
    assertEquals(20, fit.epochs().orElseThrow());
    assertEquals(0, fit.patience().orElseThrow());
    assertEquals(7, fit(Map.of("epochs", "7")).resolved(1000).epochs().orElseThrow());
    assertEquals(1, fit(Map.of("patience", "1")).resolved(1000).patience().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "1000, auto, 8, 2",
    "6000, auto, 8, 2",
    "1000000, auto, 4, 1",
    "1000, 12, 12, 3",
    "1000, 1, 1, 1",
    "1000, 0, 0, 2"
  })
  void a_plateau_lowers_the_rate_three_times_before_patience_ends(
      int rows, String given, int patience, int plateau) {
    FitSettings fit = fit(Map.of("schedule", "plateau", "patience", given)).resolved(rows);
    assertEquals(patience, fit.patience().orElseThrow());
    assertEquals(plateau, fit.plateau());
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
            "epochs", "at most 30, which are 1,890 steps",
            "patience", "4 epochs, which are 252 steps"),
        reasons(1000, Map.of()));
    assertEquals(
        Map.of(
            "batches", "of 64, as 150,000 rows are 2,344 steps an epoch",
            "epochs", "at most 8, which are 18,752 steps",
            "patience", "0, as the learning rate falls until the last epoch"),
        reasons(150_000, Map.of("schedule", "linear")));
    assertEquals(
        Map.of(
            "batches", "of 16, as 9 rows in batches of 64 would be only 1 step an epoch",
            "epochs", "at most 30, which are 30 steps"),
        reasons(9, Map.of("patience", "3")));
    assertEquals(
        "8 epochs, which are 504 steps; the learning rate is halved after every 2 of them",
        reasons(1000, Map.of("schedule", "plateau")).get("patience"));
    assertEquals(Map.of(), reasons(9, Map.of("epochs", "1", "batchSize", "1", "patience", "0")));
  }
}
