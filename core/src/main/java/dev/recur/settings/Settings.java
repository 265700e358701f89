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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Converts settings records to and from text, and derives flags, help, a model's metadata and the
/// command line from their components. So a setting is declared in one place, with [Setting].
///
/// An [OptionalInt] is a number that can also follow from the data: when empty, it is `auto`.
///
/// {@snippet class="SettingsExamples" region="settings"}
public final class Settings {
  private static final String AUTO = "auto";

  private Settings() {}

  /// The description of one setting.
  ///
  /// @param group the group of its record, such as `fit`; empty if the record is not nested
  /// @param name the name of the record component, such as `weightDecay`
  /// @param flag the flag on the command line, such as `--weight-decay`
  /// @param help what the setting does
  /// @param byDefault the default value
  /// @param values the possible values, in words; empty if they are not listed
  /// @param local whether the setting affects the run but not its result
  /// @param whole whether its values are whole numbers
  /// @param isSwitch whether it is on or off: the flag takes no value, and `--no-…` turns it off
  /// @param label the placeholder for the value in the help; empty for the setting's name
  /// @param defaultHelp what the default means, for the help; empty if the value shows it
  /// @param off the effect of turning a [Switch] off, for the help; otherwise empty
  public record Entry(
      String group,
      String name,
      String flag,
      Sentence help,
      String byDefault,
      String values,
      boolean local,
      boolean whole,
      boolean isSwitch,
      String label,
      String defaultHelp,
      String off) {

    private Entry in(String other) {
      return new Entry(
          other,
          name,
          flag,
          help,
          byDefault,
          values,
          local,
          whole,
          isSwitch,
          label,
          defaultHelp,
          off);
    }

    /// The flag that turns a switch off.
    public String negatedFlag() {
      return Mention.of(name, false).flag();
    }

    /// The argument that sets it on the command line, such as `--layers=2` or `--no-lower`.
    public String argument(String word) {
      return !isSwitch ? flag + "=" + word : word.equals("true") ? flag : negatedFlag();
    }
  }

  /// The settings of a record type, in the order of its components. A component that is itself a
  /// record of settings is replaced by those settings.
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

  /// Whether a component is not a setting but a record of settings.
  private static boolean isGroup(RecordComponent component) {
    return component.getType().isRecord() && component.getAnnotation(Setting.class) == null;
  }

  private static String group(RecordComponent component) {
    Group group = component.getAnnotation(Group.class);
    return group == null ? component.getName() : group.value();
  }

  /// Creates a record from values by component name; settings without a value get their defaults.
  ///
  /// @throws IllegalArgumentException for an unknown name or an invalid value; for a value it is
  ///   usually a [SettingException]
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

  /// Creates a record from its values, and removes them from the map.
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

  /// The values of all settings of a record as text, by component name.
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

  /// The values of the settings that affect the result, as text, by group and component name, such
  /// as `fit.weightDecay`. Local settings are left out.
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

  /// The words of metadata whose keys begin with this, such as `fit.`, under the rest of their
  /// keys.
  public static SequencedMap<String, String> under(String prefix, Map<String, String> metadata) {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    metadata.forEach(
        (key, word) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), word);
          }
        });
    return part;
  }

  /// What of the [#metadata] was asked to be `auto` and has become something else, such as
  /// `asked.fit.epochs` = `auto`.
  ///
  /// @param given the settings as they were given
  /// @param used those that a run had
  public static SequencedMap<String, String> asked(Record given, Record used) {
    Map<String, String> after = metadata(used);
    SequencedMap<String, String> asked = new LinkedHashMap<>();
    metadata(given)
        .forEach(
            (key, word) -> {
              if (word.equals(AUTO) && !word.equals(after.get(key))) {
                asked.put("asked." + key, word);
              }
            });
    return asked;
  }

  /// The values of all settings of some records, by group and then by name, for display.
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

  /// The command-line arguments that reproduce a record. A switch that is `auto` needs none; each
  /// other setting has one.
  public static List<String> arguments(Record settings) {
    Map<String, String> words = values(settings);
    List<String> arguments = new ArrayList<>();
    for (Entry entry : of(settings.getClass())) {
      String word = Objects.requireNonNull(words.get(entry.name()));
      if (!(entry.isSwitch() && word.equals(AUTO))) {
        arguments.add(entry.argument(word));
      }
    }
    return arguments;
  }

  /// The command-line arguments for some values, one for each but switches that the data decides.
  ///
  /// @param words values by name: of settings, and of anything else that has a flag, such as
  ///   columns
  /// @param entries the settings among the names; they determine which names are switches
  public static List<String> arguments(Map<String, String> words, List<Entry> entries) {
    List<String> arguments = new ArrayList<>();
    words.forEach(
        (name, word) -> {
          Optional<Entry> entry =
              entries.stream().filter(each -> each.name().equals(name)).findFirst();
          if (entry.isEmpty()) {
            arguments.add(Mention.of(name).flag() + "=" + word);
          } else if (!(entry.get().isSwitch() && word.equals(AUTO))) {
            arguments.add(entry.get().argument(word));
          }
        });
    return List.copyOf(arguments);
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
        type == int.class || type == long.class || type == OptionalInt.class,
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

  /// A value as written on the command line; parsing it gives the same bits.
  public static String text(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case OptionalInt i -> i.isPresent() ? Integer.toString(i.getAsInt()) : AUTO;
      case Double d -> d.toString().replaceFirst("\\.0(?=$|E)", "").replace('E', 'e');
      default -> value.toString();
    };
  }

  /// A fraction as a percentage, such as `83.1 %` for 0.831.
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static Object parse(Entry entry, Class<?> type, String word) {
    try {
      if (type == int.class) {
        return Integer.valueOf(word);
      } else if (type == OptionalInt.class) {
        return word.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
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
    } catch (IllegalArgumentException e) { // NumberFormatException is one
      throw refused(entry, type, word, e);
    }
    throw refused(entry, type, word, null);
  }

  private static SettingException refused(
      Entry entry, Class<?> type, String word, @Nullable Exception cause) {
    String expected =
        switch (type.getName()) {
          case "int", "long" -> "a whole number";
          case "java.util.OptionalInt" -> "auto or a whole number";
          case "double" -> "a number";
          case "boolean" -> "true or false";
          default -> "one of " + entry.values();
        };
    Sentence sentence =
        Sentence.of("%s must be %s, got \"%s\"", Mention.of(entry.name()), expected, word);
    return cause == null ? new SettingException(sentence) : new SettingException(sentence, cause);
  }

  /// Java also parses `1f`, `0x1p3` and `NaN`, which are only ever typed by mistake.
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
