package dev.recur.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.ComputeSettings;
import dev.recur.task.FitSettings;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.task.classify.LabelSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every setting survives flag → record → metadata → command.
class SettingsTest {
  private static final List<Class<? extends Record>> TYPES =
      List.of(
          TextSettings.class,
          NetworkSettings.class,
          FitSettings.class,
          LabelSettings.class,
          ComputeSettings.class);

  // A value other than the default, for each setting.
  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("tokenizer", "regex:[a b]+"),
          Map.entry("pieces", "500"),
          Map.entry("lower", "false"),
          Map.entry("normalize", "false"),
          Map.entry("maxSize", "20000"),
          Map.entry("minFreq", "3"),
          Map.entry("maxLength", "50"),
          Map.entry("vectors", "my vectors.vec"),
          Map.entry("init", "my model.recur"),
          Map.entry("freezeVectors", "true"),
          Map.entry("cell", "lstm"),
          Map.entry("layers", "2"),
          Map.entry("hidden", "7"),
          Map.entry("embedding", "8"),
          Map.entry("bidirectional", "false"),
          Map.entry("pool", "attention"),
          Map.entry("dropout", "0.1"),
          Map.entry("optimizer", "rmsprop"),
          Map.entry("lr", "1.25e-7"),
          Map.entry("schedule", "linear"),
          Map.entry("average", "false"),
          Map.entry("experts", "none"),
          Map.entry("clip", "0.25"),
          Map.entry("weightDecay", "1e-4"),
          Map.entry("truncate", "20"),
          Map.entry("epochs", "3"),
          Map.entry("batchSize", "16"),
          Map.entry("patience", "5"),
          Map.entry("target", "0.9"),
          Map.entry("stopAfter", "1"),
          Map.entry("minutes", "1.5"),
          Map.entry("classWeights", "weights of all labels.tsv"),
          Map.entry("sampler", "balanced"),
          Map.entry("monitor", "pr-auc"),
          Map.entry("minConfidence", "0.75"),
          Map.entry("seed", "-42"),
          Map.entry("threads", "3"),
          Map.entry("device", "cuda:1"));

  static Stream<Arguments> everySetting() {
    return TYPES.stream()
        .flatMap(type -> Settings.of(type).stream().map(entry -> Arguments.of(type, entry)));
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void a_flag_survives_record_metadata_and_command(
      Class<? extends Record> type, Settings.Entry entry) {
    String word = OTHER.get(entry.name());
    assertNotEquals(null, word, "SettingsTest needs another value for " + entry.name());
    Record given = Settings.create(type, Map.of(entry.name(), word));
    assertNotEquals(Settings.create(type, Map.of()), given);
    assertEquals(word, Settings.values(given).get(entry.name()));
    assertEquals(given, Settings.create(type, Settings.values(given)));
    assertEquals(given, Settings.create(type, parsed(type, Settings.arguments(given))));

    assertEquals(entry.local(), !Settings.metadata(given).containsKey(entry.name()));
    if (!entry.local()) {
      Record restored = Settings.create(type, Settings.metadata(given));
      assertEquals(Settings.metadata(given), Settings.metadata(restored));
    }
  }

  /// Parses arguments like a command line does.
  private static Map<String, String> parsed(Class<? extends Record> type, List<String> arguments) {
    Map<String, Settings.Entry> flags = new HashMap<>();
    for (Settings.Entry entry : Settings.of(type)) {
      flags.put(entry.flag(), entry);
      if (entry.isSwitch()) {
        flags.put(entry.negatedFlag(), entry);
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      Settings.Entry entry = Objects.requireNonNull(flags.get(parts[0]), argument);
      assertEquals(entry.isSwitch() ? 1 : 2, parts.length, argument);
      boolean on = parts[0].equals(entry.flag());
      values.put(entry.name(), entry.isSwitch() ? String.valueOf(on) : parts[1]);
    }
    return values;
  }

  @Test
  void no_two_settings_share_a_flag_and_each_has_its_help() {
    Set<String> flags = new HashSet<>();
    for (Class<? extends Record> type : TYPES) {
      for (Settings.Entry entry : Settings.of(type)) {
        assertTrue(flags.add(entry.flag()), entry.flag());
        assertTrue(entry.flag().matches("--[a-z]+(-[a-z]+)*"), entry.flag());
        assertTrue(entry.help().flags().endsWith("."), entry.flag());
      }
    }
    assertTrue(flags.contains("--weight-decay"));
  }

  @Test
  void threads_and_device_are_not_written_to_a_model() {
    assertEquals(
        Map.of("seed", "1"), Settings.metadata(Settings.create(ComputeSettings.class, Map.of())));
  }

  @Test
  void records_inside_a_record_are_its_settings_in_groups() {
    ClassifySettings given =
        Settings.create(ClassifySettings.class, Map.of("hidden", "7", "monitor", "accuracy"));
    assertEquals(7, given.network().hidden());
    assertEquals(given, Settings.create(ClassifySettings.class, Settings.values(given)));
    Map<String, String> metadata = Settings.metadata(given);
    assertEquals("7", metadata.get("network.hidden"));
    assertEquals("accuracy", metadata.get("fit.monitor"), "a group of two records");
    assertEquals("auto", metadata.get("fit.epochs"));
    assertEquals(List.of("text", "network", "fit"), List.copyOf(Settings.groups(given).keySet()));
    assertEquals(Settings.of(ClassifySettings.class).size(), Settings.arguments(given).size());
  }

  @Test
  void what_was_auto_and_is_a_number_is_known_to_have_been_asked() {
    FitSettings given = Settings.create(FitSettings.class, Map.of("epochs", "3"));
    assertEquals(
        Map.of("asked.batchSize", "auto", "asked.patience", "auto"),
        Settings.asked(given, given.resolved(1000)));
    assertEquals(Map.of(), Settings.asked(given, given));
  }

  @Test
  void settings_that_exclude_each_other_are_refused_together() {
    assertEquals(
        "truncate=20 needs bidirectional=false: the reverse direction starts at a text's end",
        refusal(ClassifySettings.class, "truncate", "20"));
  }

  @Test
  void an_unknown_setting_is_refused() {
    assertEquals(
        "there is no setting \"colour\" (was it written by a later version?)",
        refusal(NetworkSettings.class, "colour", "red"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden    | 0     | hidden must be at least 1, got 0",
        "hidden    | many  | hidden must be a whole number, got \"many\"",
        "layers    | 0     | layers must be at least 1, got 0",
        "embedding | -3    | embedding must be at least 0, got -3",
        "embedding | x     | embedding must be auto or a whole number, got \"x\"",
        "cell      | grue  | cell must be one of rnn, lstm, gru, got \"grue\"",
        "pool      | min   | pool must be one of last, mean, max, attention, got \"min\"",
        "bidirectional | x | bidirectional must be true or false, got \"x\"",
        "dropout   | 1.5   | dropout must be at least 0 and below 1, got 1.5",
        "dropout   | 1     | dropout must be at least 0 and below 1, got 1",
        "dropout   | -0.1  | dropout must be at least 0 and below 1, got -0.1",
        "dropout   | NaN   | dropout must be a number, got \"NaN\"",
      })
  void an_invalid_network_setting_is_refused_by_name(String name, String word, String sentence) {
    assertEquals(sentence, refusal(NetworkSettings.class, name, word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr          | -0.1  | lr must be greater than 0, got -0.1",
        "lr          | 0     | lr must be greater than 0, got 0",
        "lr          | 1e999 | lr must be greater than 0, got Infinity",
        "lr          | fast  | lr must be a number, got \"fast\"",
        "clip        | -1    | clip must be at least 0, got -1",
        "weightDecay | -1e-4 | weightDecay must be at least 0, got -1e-4",
        "truncate    | -1    | truncate must be at least 0, got -1",
        "epochs      | 0     | epochs must be at least 1, got 0",
        "batchSize   | 0     | batchSize must be at least 1, got 0",
        "patience    | -1    | patience must be at least 0, got -1",
        "stopAfter   | -1    | stopAfter must be at least 0, got -1",
        "schedule    | cosine | schedule must be one of linear, constant, plateau, got \"cosine\"",
        "optimizer   | lion  | optimizer must be one of sgd, adam, adamw, rmsprop, adagrad,"
            + " adadelta, got \"lion\"",
      })
  void an_invalid_training_setting_is_refused_by_name(String name, String word, String sentence) {
    assertEquals(sentence, refusal(FitSettings.class, name, word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threads | -1  | threads must be at least 0, got -1",
        "seed    | 1.5 | seed must be a whole number, got \"1.5\"",
        "device  | tpu | device must be one of cpu, gpu, cuda, cuda:N, opencl, opencl:N, got \"tpu\"",
      })
  void an_invalid_compute_setting_is_refused_by_name(String name, String word, String sentence) {
    assertEquals(sentence, refusal(ComputeSettings.class, name, word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokenizer | spaces | tokenizer: there is no tokenizer \"spaces\"; there are"
            + " auto, pieces, basic_english, characters, jamo, whitespace, words and"
            + " regex:PATTERN (is the module that provides it missing?)",
        "pieces    | 3  | pieces must be at least 100, got 3",
        "maxSize   | -1 | maxSize must be at least 0, got -1",
        "minFreq   | 0  | minFreq must be at least 1, got 0",
        "maxLength | -1 | maxLength must be at least 0, got -1",
        "maxLength | long | maxLength must be auto or a whole number, got \"long\"",
      })
  void an_invalid_text_setting_is_refused_by_name(String name, String word, String sentence) {
    assertEquals(sentence, refusal(TextSettings.class, name, word));
  }

  private static String refusal(Class<? extends Record> type, String name, String word) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class, () -> Settings.create(type, Map.of(name, word)))
            .getMessage());
  }
}
