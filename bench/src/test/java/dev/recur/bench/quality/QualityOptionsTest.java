package dev.recur.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityOptionsTest {
  private static QualityOptions parse(String... arguments) {
    return QualityOptions.parse(List.of(arguments));
  }

  @Test
  void a_setting_has_the_name_of_its_flag_or_of_its_component() {
    QualityOptions options = parse("data", "--set", "batch-size=16", "--set", "minFreq=1");
    assertEquals(Map.of("batchSize", "16", "minFreq", "1"), options.settings());
  }

  @Test
  void sets_and_sizes_are_in_the_order_of_the_protocol() {
    QualityOptions options = parse("data", "--sets", "nsmc,mr", "--rows", "whole,1000,100");
    assertEquals(List.of(TextSet.MR, TextSet.NSMC), options.sets());
    assertEquals(List.of(new Rows(100), new Rows(1_000), Rows.WHOLE), options.rows());
    assertEquals(Rows.ALL, parse("data").rows());
  }

  @Test
  void wrong_arguments_are_refused_with_a_sentence() {
    assertRefused("expected the folder of the sets, or --raw without one, got []", "--tune");
    assertRefused("--rows: expected numbers from 10, or whole, got \"all\"", "d", "--rows", "all");
    assertRefused(
        "--sets: expected some of mr,sms,nsmc,surnames,wordnet, got \"imdb\"",
        "d",
        "--sets",
        "imdb");
    assertRefused("--set: the protocol determines \"seed\"", "d", "--set", "seed=3");
    assertRefused("--set: expected NAME=VALUE, got lr", "d", "--set", "lr");
    assertRefused("there is no option --fast", "d", "--fast");
    assertRefused("--draws: expected a value after it, got none", "d", "--draws");
    assertRefused("--draws: expected a whole number from 1, got 0", "d", "--draws", "0");
    assertRefused(
        "there is no setting \"hiden\" (did you mean \"hidden\"?)", "d", "--set", "hiden=3");
  }

  private static void assertRefused(String sentence, String... arguments) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> parse(arguments)).getMessage());
  }
}
