package dev.recur.bench.quality;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON object of objects, strings, numbers and booleans, as [dev.recur.run.Json] writes it.
final class JsonObject {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final SequencedMap<String, Object> members; // objects, or words

  private JsonObject(SequencedMap<String, Object> members) {
    this.members = members;
  }

  /// Reads an object.
  ///
  /// @throws IllegalArgumentException if the text is not one
  static JsonObject parse(String json) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      return read(in);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("expected a JSON object: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonObject read(JsonParser in) {
    SequencedMap<String, Object> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      members.put(name, in.nextToken() == JsonToken.START_OBJECT ? read(in) : in.getString());
    }
    return new JsonObject(members);
  }

  JsonObject object(String name) {
    if (members.get(name) instanceof JsonObject object) {
      return object;
    }
    throw missing(name, "an object");
  }

  String text(String name) {
    if (members.get(name) instanceof String word) {
      return word;
    }
    throw missing(name, "a word");
  }

  boolean truth(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /// A number; NaN for null.
  double number(String name) {
    String word = text(name);
    try {
      return word.equals("null") ? Double.NaN : Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw missing(name, "a number");
    }
  }

  private static IllegalArgumentException missing(String name, String what) {
    return new IllegalArgumentException("expected %s as \"%s\"".formatted(what, name));
  }

  SequencedMap<String, JsonObject> objects() {
    return all(this::object);
  }

  SequencedMap<String, String> texts() {
    return all(this::text);
  }

  SequencedMap<String, Double> numbers() {
    return all(this::number);
  }

  private <T> SequencedMap<String, T> all(Function<String, T> member) {
    SequencedMap<String, T> all = new LinkedHashMap<>();
    members.keySet().forEach(name -> all.put(name, member.apply(name)));
    return all;
  }
}
