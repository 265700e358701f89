package dev.recur.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object that was read from a line, as [Json#line] writes it: its values by name, with the
/// types that they must have. Numbers are doubles, and null is NaN.
///
/// {@snippet class="ReadingExamples" region="json"}
///
/// @param values the values by name: strings, doubles, booleans, lists and maps
public record JsonLine(SequencedMap<String, Object> values) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// Keeps a copy.
  public JsonLine {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it is not one JSON object
  public static JsonLine of(String line) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return new JsonLine(object(in));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("expected a JSON object", e);
    }
  }

  private static SequencedMap<String, Object> object(JsonParser in) {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      values.put(name, value(in, in.nextToken()));
    }
    return values;
  }

  private static Object value(JsonParser in, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
          list.add(value(in, next));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_NULL -> Double.NaN; // as Json writes what is not finite
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> in.getString();
    };
  }

  /// Whether there is a value of this name.
  public boolean has(String name) {
    return values.containsKey(name);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "expected \"%s\", got %s".formatted(name, value == null ? "none" : value));
    }
    return type.cast(value);
  }

  /// A string.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public String word(String name) {
    return value(name, String.class);
  }

  /// A number.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public double number(String name) {
    return value(name, Double.class);
  }

  /// A whole number.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public int count(String name) {
    return (int) number(name);
  }

  /// An object.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public JsonLine object(String name) {
    SequencedMap<String, Object> inside = new LinkedHashMap<>();
    Map<?, ?> object = value(name, Map.class);
    object.forEach((key, value) -> inside.put(String.valueOf(key), value));
    return new JsonLine(inside);
  }

  /// The values of an object, as strings.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public SequencedMap<String, String> words(String name) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    object(name).values().forEach((key, value) -> words.put(key, value.toString()));
    return words;
  }

  /// A list of numbers.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    List<?> list = value(name, List.class);
    for (Object number : list) {
      if (!(number instanceof Double value)) {
        throw new IllegalArgumentException(
            "expected numbers as \"%s\", got %s".formatted(name, number));
      }
      numbers.add(value);
    }
    return numbers;
  }

  /// A constant of an enum, by its name.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public <E extends Enum<E>> E constant(String name, E[] constants) {
    String word = word(name);
    for (E constant : constants) {
      if (constant.name().equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "expected one of %s as \"%s\", got %s".formatted(Arrays.toString(constants), name, word));
  }
}
