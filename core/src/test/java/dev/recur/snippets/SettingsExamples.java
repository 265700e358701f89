package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.settings.Bounds;
import dev.recur.settings.Counts;
import dev.recur.settings.Group;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.settings.Switch;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import java.util.List;
import java.util.Map;

/// What the documentation of [dev.recur.settings] shows.
final class SettingsExamples {
  private SettingsExamples() {}

  static void declare() {
    // @start region="declare"
    record TaggerSettings(
        @Setting(help = "How many hidden units each layer has.", byDefault = "128") int hidden,
        @Setting(
                help = "Read texts in lower case.",
                byDefault = "auto",
                off = "keep upper case",
                defaultHelp = "detected")
            Switch lower) {
      TaggerSettings {
        Bounds.atLeast("hidden", 1, hidden);
      }
    }
    List<Settings.Entry> settings = Settings.of(TaggerSettings.class);
    String flag = settings.getFirst().flag(); // --hidden
    // @end
    assertEquals("--hidden", flag);
    assertEquals(Switch.TRUE, new TaggerSettings(1, Switch.TRUE).lower());
    assertTrue(settings.getLast().isSwitch());
  }

  static void group() {
    record Fit(@Setting(help = "How many epochs to train.", byDefault = "8") int epochs) {}
    record Stopping(@Setting(help = "How many epochs to wait.", byDefault = "2") int patience) {}
    // @start region="group"
    record TaggerSettings(Fit fit, @Group("fit") Stopping stopping) {}
    List<Settings.Entry> settings = Settings.of(TaggerSettings.class); // epochs, patience
    String group = settings.getLast().group(); // fit, for both
    // @end
    assertEquals("fit", group);
    assertEquals("fit", settings.getFirst().group());
    assertEquals(2, new TaggerSettings(new Fit(8), new Stopping(2)).stopping().patience());
  }

  static void counts() {
    // @start region="counts"
    String sentence = Counts.of(45_123, "text") + " and " + Counts.of(1, "label");
    // 45,123 texts and 1 label
    // @end
    assertEquals("45,123 texts and 1 label", sentence);
  }

  static void sentence() {
    // @start region="sentence"
    Sentence sentence = Sentence.of("%s must be at least 1, got %s", Mention.of("batchSize"), 0);
    String inJava = sentence.toString(); // batchSize must be at least 1, got 0
    String onTheCommandLine = sentence.flags(); // --batch-size must be at least 1, got 0
    // @end
    assertEquals("batchSize must be at least 1, got 0", inJava);
    assertEquals("--batch-size must be at least 1, got 0", onTheCommandLine);
  }

  static void refused() {
    String problem = "";
    // @start region="refused"
    try {
      Settings.create(FitSettings.class, Map.of("batchSize", "0"));
    } catch (SettingException e) {
      problem = e.sentence().flags(); // --batch-size must be at least 1, got 0
    }
    // @end
    assertEquals("--batch-size must be at least 1, got 0", problem);
  }

  static void settings() {
    // @start region="settings"
    NetworkSettings small = Settings.create(NetworkSettings.class, Map.of("hidden", "32"));
    Map<String, String> values = Settings.values(small); // cell=gru, layers=1, hidden=32, …
    List<String> arguments = Settings.arguments(small); // --cell=gru, --layers=1, --hidden=32, …
    // @end
    assertEquals("gru", values.get("cell"));
    assertEquals(List.of("--cell=gru", "--layers=1", "--hidden=32"), arguments.subList(0, 3));
  }
}
