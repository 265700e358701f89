package dev.recur.cli;

import dev.recur.settings.Settings;
import dev.recur.settings.Settings.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of a command that follow from settings records, and the records that follow from
/// what was typed.
final class SettingsOptions {
  private SettingsOptions() {}

  /// Gives a command an option for each setting.
  static void add(CommandSpec command, List<Class<? extends Record>> types) {
    for (Class<? extends Record> type : types) {
      Settings.of(type).forEach(entry -> command.addOption(option(entry)));
    }
  }

  // The words reach the record as they were typed: it alone says what is possible.
  private static OptionSpec option(Entry entry) {
    OptionSpec.Builder option = OptionSpec.builder(entry.flag());
    if (entry.isSwitch()) {
      return option
          .type(boolean.class)
          .negatable(true)
          .description("%s (default: %s)".formatted(help(entry), onOrOff(entry)))
          .build();
    }
    return option
        .type(String.class)
        .arity("1")
        .paramLabel(entry.flag().substring(2).toUpperCase(Locale.ROOT))
        .description("%s (default: %s)".formatted(help(entry), entry.byDefault()))
        .build();
  }

  private static String help(Entry entry) {
    String values = entry.values().isEmpty() ? "" : " One of " + entry.values() + ".";
    return (entry.help().flags() + values).replace("%", "%%");
  }

  private static String onOrOff(Entry entry) {
    return entry.byDefault().equals("true") ? entry.flag() : entry.negatedFlag();
  }

  /// The record of what was typed.
  ///
  /// @throws IllegalArgumentException for a value that is not possible, in one sentence
  static <R extends Record> R read(ParseResult parsed, Class<R> type) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Entry entry : Settings.of(type)) {
      if (parsed.hasMatchedOption(entry.flag())) {
        Object value = parsed.matchedOptionValue(entry.flag(), entry.byDefault());
        values.put(entry.name(), value.toString());
      }
    }
    return Settings.create(type, values);
  }
}
