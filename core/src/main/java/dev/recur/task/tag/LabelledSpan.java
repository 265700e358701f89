package dev.recur.task.tag;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A span of a text with its label, as annotation tools export it: `[0, 5, "PER"]`, or an object
/// with the names `start_offset`, `end_offset` and `label`, as Doccano writes them, or `start`,
/// `end` and `type`, as Recur's own answers have them.
///
/// @param start the first character
/// @param end the character after the last
/// @param type its label
record LabelledSpan(int start, int end, String type) {
  private static final JsonFactory JSON = new JsonFactory();

  /// Reads an array of spans.
  ///
  /// @throws IllegalArgumentException if it is none
  static List<LabelledSpan> read(String json) {
    List<LabelledSpan> spans = new ArrayList<>();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("expected an array of spans");
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        spans.add(one(in));
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    return spans;
  }

  private static LabelledSpan one(JsonParser in) {
    JsonToken open = in.currentToken();
    if (!open.isStructStart()) {
      throw expected(in.getString());
    }
    int start = -1;
    int end = -1;
    String type = "";
    int place = 0;
    for (JsonToken token = in.nextToken(); !token.isStructEnd(); token = in.nextToken()) {
      String name = Integer.toString(place++);
      if (token == JsonToken.PROPERTY_NAME) {
        name = in.currentName();
        token = in.nextToken();
      }
      switch (name) {
        case "0", "start", "start_offset" -> start = number(in, token);
        case "1", "end", "end_offset" -> end = number(in, token);
        case "2", "label", "type", "entity_group" ->
            type = token == JsonToken.VALUE_STRING ? in.getString() : "";
        default -> in.skipChildren();
      }
    }
    if (start < 0 || end < 0 || type.isEmpty()) {
      throw expected("one in which start, end or label is missing");
    }
    return new LabelledSpan(start, end, type);
  }

  private static int number(JsonParser in, JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw expected("one without the number of its start or end");
    }
    return in.getIntValue();
  }

  /// As in a message: `[0, 5, "PER"]`.
  @Override
  public String toString() {
    return "[%s, %s, \"%s\"]".formatted(start, end, type);
  }

  private static IllegalArgumentException expected(String got) {
    return new IllegalArgumentException(
        "expected spans such as [0, 5, \"PER\"] or {\"start\": 0, \"end\": 5, \"label\": \"PER\"},"
            + " got "
            + got);
  }
}
