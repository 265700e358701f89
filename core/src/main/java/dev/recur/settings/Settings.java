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
/// model's metadata, the command line. A setting is declared once.
///
///     NetworkSettings small = Settings.create(NetworkSettings.class, Map.of("hidden", "32"));
///     Settings.arguments(small); // --cell=gru --layers=1 --hidden=32 …
public final class Settings {
  private Settings() {}

  /// One setting.
  ///
  /// @param group what the settings of its record are called, such as `fit`; empty where the record
  ///   is in no other
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
      String group,
      String name,
      String flag,
      Sentence help,
      String byDefault,
      String values,
      boolean local,
      boolean isSwitch,
      String label,
      String defaultHelp,
      String off) {

    private Entry in(String other) {
      return new Entry(
          other, name, flag, help, byDefault, values, local, isSwitch, label, defaultHelp, off);
    }

    /// The flag that turns a switch off.
    public String negatedFlag() {
      return Mention.of(name, false).flag();
    }

    /// The command line's argument that gives it a value, such as `--layers=2` or `--no-lower`.
    public String argument(String word) {
      return !isSwitch ? flag + "=" + word : word.equals("true") ? flag : negatedFlag();
    }
  }

  /// The settings of a record type, in the order of its components. A component that is a record
  /// itself stands for its settings.
  public static List<Entry> of(Class<? extends Record> type) {
    List<Entry> entries = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (isGroup(component)) {
        String group = group(component);
        of(component.getType().asSubclass(Record.class)).forEach(e -> entries.add(e.in(group)));
      } else {
        entries.add(entry(component));
      }
    }
    return List.copyOf(entries);
  }

  /// Whether a component is no setting but a record of settings.
  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord() && component.getAnnotation(Setting.class) == null;
  }

  private static String group(RecordComponent component) {
    Group group = component.getAnnotation(Group.class);
    return group == null ? component.getName() : group.value();
  }

  /// The record with these values, by component name, and defaults for what is not named.
  ///
  /// @throws IllegalArgumentException for a value or a name that is not possible, in one sentence
  public static <R extends Record> R create(Class<R> type, Map<String, String> values) {
    Map<String, String> left = new LinkedHashMap<>(values);
    R settings = taken(type, left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no setting \"%s\" (was it written by a later version?)"
              .formatted(left.keySet().iterator().next()));
    }
    return settings;
  }

  /// The record with its values, which are taken out of the map.
  private static <R extends Record> R taken(Class<R> type, Map<String, String> left) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] parsed = new Object[components.length];
    for (int i = 0; i < parsed.length; i++) {
      if (isGroup(components[i])) {
        parsed[i] = taken(components[i].getType().asSubclass(Record.class), left);
        continue;
      }
      Entry entry = entry(components[i]);
      String given = left.remove(entry.name());
      parsed[i] = parse(entry, components[i].getType(), given == null ? entry.byDefault() : given);
    }
    return construct(type, parsed);
  }

  /// Every setting of a record as a word, by component name.
  public static SequencedMap<String, String> values(Record settings) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      if (isGroup(component)) {
        words.putAll(values((Record) value(component, settings)));
      } else {
        words.put(component.getName(), text(value(component, settings)));
      }
    }
    return words;
  }

  /// The settings that decide what comes out, as words, by component name with the group before it:
  /// `fit.weightDecay`. Local ones are left out.
  public static SequencedMap<String, String> metadata(Record settings) {
    SequencedMap<String, String> words = values(settings);
    SequencedMap<String, String> kept = new LinkedHashMap<>();
    for (Entry entry : of(settings.getClass())) {
      if (!entry.local()) {
        String prefix = entry.group().isEmpty() ? "" : entry.group() + ".";
        kept.put(prefix + entry.name(), Objects.requireNonNull(words.get(entry.name())));
      }
    }
    return kept;
  }

  /// The settings of these records by their groups, each with its value: for a person who reads
  /// them.
  public static SequencedMap<String, SequencedMap<String, String>> groups(Record... settings) {
    SequencedMap<String, SequencedMap<String, String>> groups = new LinkedHashMap<>();
    for (Record record : settings) {
      Map<String, String> words = values(record);
      for (Entry entry : of(record.getClass())) {
        groups
            .computeIfAbsent(entry.group(), g -> new LinkedHashMap<>())
            .put(entry.name(), Objects.requireNonNull(words.get(entry.name())));
      }
    }
    return groups;
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

  /// The command line's arguments that say these words, an argument for each.
  ///
  /// @param words by the names of settings, and of others, such as columns
  /// @param entries the settings among the names, which know of switches
  public static List<String> arguments(Map<String, String> words, List<Entry> entries) {
    return words.entrySet().stream()
        .map(
            word ->
                entries.stream()
                    .filter(entry -> entry.name().equals(word.getKey()))
                    .findFirst()
                    .map(entry -> entry.argument(word.getValue()))
                    .orElseGet(() -> Mention.of(word.getKey()).flag() + "=" + word.getValue()))
        .toList();
  }

  private static Entry entry(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalArgumentException("%s has no @Setting".formatted(component));
    }
    Class<?> type = component.getType();
    return new Entry(
        "",
        component.getName(),
        Mention.flag(component.getName()),
        Sentence.naming(setting.help()),
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

  /// A share as text, such as `83.1 %`.
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

  private static SettingException refused(
      Entry entry, Class<?> type, String word, @Nullable Exception cause) {
    String expected =
        type == int.class || type == long.class
            ? "a whole number"
            : type == double.class
                ? "a number"
                : type == boolean.class ? "true or false" : "one of " + entry.values();
    Sentence sentence =
        Sentence.of("%s must be %s, got \"%s\"", Mention.of(entry.name()), expected, word);
    return cause == null ? new SettingException(sentence) : new SettingException(sentence, cause);
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
