package dev.recur.task.text;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.text.Field;
import java.util.Map;
import java.util.Set;

/// The settings that training takes from the model that it goes on from ([TextSettings#init]): all
/// of [TextSettings] and [NetworkSettings] that shape tokens and weights. A setting that is given
/// must agree with the model; one that has its default cannot be told from one that is not given,
/// so then the model's value counts.
///
/// {@snippet class="TaskTextExamples" region="init"}
public final class Inherited {
  private static final Set<String> FREE = Set.of("vectors", "freezeVectors", "init", "dropout");

  private Inherited() {}

  /// The settings of texts with those of a model.
  ///
  /// @param recipe how the model reads texts
  /// @param metadata of the model, with its settings under `text.`
  /// @throws IllegalArgumentException if a setting that is given differs from the model's; the
  ///   message names both
  public static TextSettings text(TextSettings given, Field recipe, Map<String, String> metadata) {
    Map<String, String> model = Settings.under("text.", metadata);
    Map<String, String> read = recipe.toSettings();
    model.put("tokenizer", recipe.options().tokenize().name());
    model.put("lower", Boolean.toString(recipe.options().lower()));
    model.put("normalize", Boolean.toString(recipe.options().normalize()));
    model.put("maxLength", read.getOrDefault("maxLength", "0"));
    return agreed(TextSettings.class, given, model, given.init());
  }

  /// The settings of the network with those of a model.
  ///
  /// @param name of the model file, for messages
  /// @param metadata of the model, with its settings under `network.`
  /// @throws IllegalArgumentException if a setting that is given differs from the model's; the
  ///   message names both
  public static NetworkSettings network(
      NetworkSettings given, String name, Map<String, String> metadata) {
    return agreed(NetworkSettings.class, given, Settings.under("network.", metadata), name);
  }

  private static <R extends Record> R agreed(
      Class<R> type, R given, Map<String, String> model, String name) {
    Map<String, String> words = Settings.values(given);
    for (Settings.Entry entry : Settings.of(type)) {
      String setting = entry.name();
      String word = words.getOrDefault(setting, entry.byDefault());
      String own = model.getOrDefault(setting, entry.byDefault());
      if (FREE.contains(setting)) {
        continue;
      }
      if (!word.equals(entry.byDefault()) && !word.equals(own)) {
        throw SettingException.of(
            "%s does not fit the model %s, which has %s: leave %s out, or train without %s",
            Mention.of(setting, word),
            name,
            Mention.of(setting, own),
            Mention.of(setting, word.equals("false") ? "false" : ""),
            Mention.of("init"));
      }
      words.put(setting, own);
    }
    return Settings.create(type, words);
  }
}
