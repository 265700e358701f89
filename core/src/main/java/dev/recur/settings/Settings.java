package dev.recur.settings;

import dev.recur.tensor.Device;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that follows from the components of a settings record: flags, help, words for a
/// model's metadata, the command line. A setting is told once, where it is declared.
///
///     NetworkSettings small = Settings.create(NetworkSettings.class, Map.of("hidden", "32"));
///     Settings.arguments(small); // --cell=gru --layers=1 --hidden=32 …
public final class Settings {
  private Settings() {}

  /// One setting.
  ///
  /// @param name the record component's, such as `weightDecay`
  /// @param flag the command line's, such as `--weight-decay`
  /// @param help what it does
  /// @param byDefault its value where none is given
  /// @param values which values there are, in words; empty for any number
  /// @param local whether it belongs to a run and not to its result
  /// @param isSwitch whether it is on or off: the flag stands alone, and `--no-…` says the contrary
  /// @param label what stands for its value in the help; empty for its name
  /// @param defaultHelp what the default means, for the help; empty where the value says it
  /// @param off what it means to turn it off, for the help, if it can also be left to the data
  public record Entry(
      String name,
      String flag,
      String help,
      String byDefault,
      String values,
      boolean local,
      boolean isSwitch,
      String label,
      String defaultHelp,
      String off) {

    /// The flag that turns a switch off.
    public String negatedFlag() {
      return "--no-" + flag.substring(2);
    }

    /// The command line's argument that gives it a value, such as `--layers=2` or `--no-lower`.
    public String argument(String word) {
      return !isSwitch ? flag + "=" + word : word.equals("true") ? flag : negatedFlag();
    }
  }

  /// The settings of a record type, in the order of its components.
  public static List<Entry> of(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(Settings::entry).toList();
  }

  /// The record with these values, by component name, and defaults for what is not named.
  ///
  /// @throws IllegalArgumentException for a value or a name that is not possible, in one sentence
  public static <R extends Record> R create(Class<R> type, Map<String, String> values) {
    Map<String, String> left = new LinkedHashMap<>(values);
    RecordComponent[] components = type.getRecordComponents();
    Object[] parsed = new Object[components.length];
    for (int i = 0; i < parsed.length; i++) {
      Entry entry = entry(components[i]);
      String given = left.remove(entry.name());
      parsed[i] = parse(entry, components[i].getType(), given == null ? entry.byDefault() : given);
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no setting \"%s\" (was it written by a later version?)"
              .formatted(left.keySet().iterator().next()));
    }
    return construct(type, parsed);
  }

  /// Every setting of a record as a word, by component name.
  public static SequencedMap<String, String> values(Record settings) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      words.put(component.getName(), text(value(component, settings)));
    }
    return words;
  }

  /// The settings that decide what comes out, as words, by component name: all but the local ones.
  public static SequencedMap<String, String> metadata(Record settings) {
    SequencedMap<String, String> words = values(settings);
    of(settings.getClass()).stream().filter(Entry::local).map(Entry::name).forEach(words::remove);
    return words;
  }

  /// The command line's arguments that give this record again, one for each setting.
  public static List<String> arguments(Record settings) {
    Map<String, String> words = values(settings);
    List<String> arguments = new ArrayList<>();
    for (Entry entry : of(settings.getClass())) {
      String word = Objects.requireNonNull(words.get(entry.name()));
      if (!(entry.isSwitch() && word.equals("auto"))) {
        arguments.add(entry.argument(word));
      }
    }
    return arguments;
  }

  private static Entry entry(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalArgumentException("%s has no @Setting".formatted(component));
    }
    Class<?> type = component.getType();
    return new Entry(
        component.getName(),
        Mention.flag(component.getName()),
        setting.help(),
        setting.byDefault(),
        type.isEnum() ? constants(type) : setting.values(),
        setting.local(),
        type == boolean.class || type == Switch.class,
        setting.label(),
        setting.defaultHelp(),
        setting.off());
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Settings::text)
        .collect(Collectors.joining(", "));
  }

  /// A value as it is written on the command line; a number keeps every bit.
  public static String text(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Double d -> d.toString().replaceFirst("\\.0(?=$|E)", "").replace('E', 'e');
      default -> value.toString();
    };
  }

  /// A share as it is told, such as `83.1 %`.
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static Object parse(Entry entry, Class<?> type, String word) {
    try {
      if (type == int.class) {
        return Integer.valueOf(word);
      } else if (type == long.class) {
        return Long.valueOf(word);
      } else if (type == double.class) {
        return number(word);
      } else if (type == Device.class) {
        return Device.parse(word);
      } else if (type == String.class) {
        return word;
      } else if (type == boolean.class && (word.equals("true") || word.equals("false"))) {
        return Boolean.valueOf(word);
      } else if (type.isEnum()) {
        return constant(type, word);
      }
    } catch (IllegalArgumentException e) { // which NumberFormatException is
      throw refused(entry, type, word, e);
    }
    throw refused(entry, type, word, null);
  }

  private static IllegalArgumentException refused(
      Entry entry, Class<?> type, String word, @Nullable Exception cause) {
    String expected =
        type == int.class || type == long.class
            ? "a whole number"
            : type == double.class
                ? "a number"
                : type == boolean.class ? "true or false" : "one of " + entry.values();
    return new IllegalArgumentException(
        "%s must be %s, got \"%s\"".formatted(entry.flag(), expected, word), cause);
  }

  /// Java also reads `1f`, `0x1p3` and `NaN`, which nobody types but by mistake.
  private static Double number(String word) {
    if (!word.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new NumberFormatException(word);
    }
    return Double.valueOf(word);
  }

  private static Object constant(Class<?> type, String word) {
    for (Object constant : type.getEnumConstants()) {
      if (text(constant).equals(word.strip().toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(word);
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be read".formatted(component), e);
    }
  }

  private static <R extends Record> R construct(Class<R> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("%s cannot be made".formatted(type), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be made".formatted(type), e);
    }
  }
}
