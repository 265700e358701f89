package dev.recur.reading;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes results for machines: maps, collections, strings, numbers and booleans as one line of
/// JSON. NaN and infinities become null; any other object becomes a string.
///
/// {@snippet class="ReadingExamples" region="json"}
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// Returns a JSON object on one line, without a line break at its end.
  public static String line(Map<String, ?> object) {
    return value(object);
  }

  /// Returns any value as JSON on one line: an object, an array, a string in quotation marks, a
  /// number.
  public static String value(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(out, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach(
            (name, part) -> {
              out.writeName(name.toString());
              write(out, part);
            });
        out.writeEndObject();
      }
      case Collection<?> list -> {
        out.writeStartArray();
        list.forEach(part -> write(out, part));
        out.writeEndArray();
      }
      case Integer n -> out.writeNumber(n);
      case Long n -> out.writeNumber(n);
      case Double x when Double.isFinite(x) -> out.writeNumber(x);
      case Double x -> out.writeNull();
      case BigDecimal x -> out.writeNumber(x);
      case Boolean truth -> out.writeBoolean(truth);
      default -> out.writeString(value.toString());
    }
  }
}
