package dev.recur.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object that was read from a line: its values by name, with the types that they must have.
record JsonLine(Map<String, Object> values) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it is not one JSON object
  static JsonLine of(String line) {
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

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "expected \"%s\", got %s".formatted(name, value == null ? "none" : value));
    }
    return type.cast(value);
  }

  String word(String name) {
    return value(name, String.class);
  }

  double number(String name) {
    return value(name, Double.class);
  }

  int count(String name) {
    return (int) number(name);
  }

  JsonLine object(String name) {
    SequencedMap<String, Object> inside = new LinkedHashMap<>();
    Map<?, ?> object = value(name, Map.class);
    object.forEach((key, value) -> inside.put(String.valueOf(key), value));
    return new JsonLine(inside);
  }

  SequencedMap<String, String> words(String name) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    object(name).values().forEach((key, value) -> words.put(key, value.toString()));
    return words;
  }

  List<Double> numbers(String name) {
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

  <E extends Enum<E>> E constant(String name, E[] constants) {
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
