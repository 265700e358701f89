package dev.recur.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.task.FitSettings;
import dev.recur.task.classify.LabelSettings;
import dev.recur.task.classify.Monitor;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A sentence names settings differently for each reader: as components in Java, as flags on the
/// command line.
class SentenceTest {
  @Test
  void a_setting_is_named_as_its_reader_knows_it() {
    Sentence sentence =
        Sentence.of("%s must be at least %s, got %s", Mention.of("batchSize"), 1, 0);
    assertEquals("batchSize must be at least 1, got 0", sentence.toString());
    assertEquals("--batch-size must be at least 1, got 0", sentence.flags());
    assertEquals(
        "Batch size must be at least 1, got 0",
        sentence.with(mention -> mention.setting().equals("batchSize") ? "Batch size" : "?"));
  }

  @Test
  void a_value_and_a_switch_are_written_as_they_are_typed() {
    assertSentence("monitor=pr-auc", "--monitor pr-auc", Mention.of("monitor", Monitor.PR_AUC));
    assertSentence("weightDecay=1e-4", "--weight-decay 1e-4", Mention.of("weightDecay", 1e-4));
    assertSentence("batchSize=16", "--batch-size 16", Mention.of("batchSize", 16));
    assertSentence("vectors=a.vec", "--vectors a.vec", Mention.of("vectors", Path.of("a.vec")));
    assertSentence("lower=false", "--no-lower", Mention.of("lower", false));
    assertSentence(
        "freezeVectors=false", "--no-freeze-vectors", Mention.of("freezeVectors", false));
    assertSentence("freezeVectors=true", "--freeze-vectors", Mention.of("freezeVectors", true));
  }

  private static void assertSentence(String program, String command, Mention mention) {
    Sentence sentence = Sentence.of("%s", mention);
    assertEquals(program, sentence.toString());
    assertEquals(command, sentence.flags());
  }

  @Test
  void a_sentence_in_a_sentence_names_settings_alike() {
    Sentence inner =
        Sentence.of("try %s or %s", Mention.of("maxLength"), Mention.of("lower", false));
    Sentence outer = Sentence.of("%s (%s)", Mention.of("hidden"), Sentence.of("%s?", inner));
    assertEquals("hidden (try maxLength or lower=false?)", outer.toString());
    assertEquals("--hidden (try --max-length or --no-lower?)", outer.flags());
  }

  @Test
  void percent_signs_in_values_stay_what_they_are() {
    Sentence inner = Sentence.of("%s: 50%% of \"%s\"", Mention.of("vectors", "100%s.vec"), "%d%n");
    assertEquals("vectors=100%s.vec: 50% of \"%d%n\"", Sentence.of("%s", inner).toString());
    assertEquals("--vectors 100%s.vec: 50% of \"%d%n\"", Sentence.of("%s", inner).flags());
    assertEquals("100 %", Sentence.plain("100 %").flags());
  }

  @Test
  void an_exception_around_another_keeps_its_sentence() {
    IllegalArgumentException cause = SettingException.of("%s is wrong", Mention.of("minFreq"));
    var e =
        new SettingException(Sentence.of("line 2: %s", SettingException.sentence(cause)), cause);
    assertEquals("line 2: minFreq is wrong", e.getMessage());
    assertEquals("line 2: --min-freq is wrong", SettingException.sentence(e).flags());
    assertEquals("only 5 %", SettingException.sentence(new Exception("only 5 %")).flags());
  }

  @Test
  void a_refused_setting_is_named_for_either_reader() {
    assertRefused(FitSettings.class, "batchSize", "0", "%s must be at least 1, got 0");
    assertRefused(FitSettings.class, "weightDecay", "-1", "%s must be at least 0, got -1");
    assertRefused(
        LabelSettings.class, "minConfidence", "2", "%s must be at least 0 and below 1, got 2");
    assertRefused(
        NetworkSettings.class, "hidden", "9999999", "%s must be at most 16384, got 9999999");
    assertRefused(
        NetworkSettings.class, "cell", "x", "%s must be one of rnn, lstm, gru, got \"x\"");
    assertRefused(
        TextSettings.class,
        "maxLength",
        "2000000",
        "%s must be at most 1000000, got 2000000 (0 reads all)");
    assertRefused(
        TextSettings.class, "maxLength", "x", "%s must be auto or a whole number, got \"x\"");
  }

  private static void assertRefused(
      Class<? extends Record> type, String setting, String word, String sentence) {
    var e =
        assertThrows(SettingException.class, () -> Settings.create(type, Map.of(setting, word)));
    assertEquals(sentence.formatted(setting), e.getMessage());
    assertEquals(sentence.formatted(Mention.of(setting).flag()), e.sentence().flags());
  }

  @Test
  void two_settings_that_exclude_each_other_are_named_with_their_values() {
    var both = Map.of("classWeights", "balanced", "sampler", "balanced");
    var e = assertThrows(SettingException.class, () -> Settings.create(LabelSettings.class, both));
    String rest = " both make up for rare labels: give only one of them";
    assertEquals("classWeights=balanced and sampler=balanced" + rest, e.getMessage());
    assertEquals("--class-weights balanced and --sampler balanced" + rest, e.sentence().flags());
  }

  @Test
  void a_help_names_other_settings_for_its_reader() {
    assertHelp(
        NetworkSettings.class,
        "embedding",
        "The size of a token's vector; auto is that of %s, or 100 without.",
        Mention.of("vectors"));
    assertHelp(
        TextSettings.class,
        "pieces",
        "How many subwords %s learns, single characters included.",
        Mention.of("tokenizer", "pieces"));
    assertEquals("99.5 % of --vectors", Sentence.naming("99.5 % of {vectors}").flags());
  }

  private static void assertHelp(
      Class<? extends Record> type, String setting, String help, Mention mention) {
    Sentence found =
        Settings.of(type).stream()
            .filter(entry -> entry.name().equals(setting))
            .findAny()
            .map(Settings.Entry::help)
            .orElseThrow();
    assertEquals(help.formatted(mention), found.toString());
    assertEquals(help.formatted(mention.flag()), found.flags());
  }
}
