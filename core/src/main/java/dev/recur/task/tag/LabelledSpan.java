package dev.recur.task.tag;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A span of a text with its label, as annotation tools export it: `[0, 5, "PER"]`, or an object
/// with the names `start_offset`, `end_offset` and `label`, as of Doccano, or `start`, `end` and
/// `type`, as of answers of this program.
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
        case "2", "label", "type", "entity_group" -> type = in.getString();
        default -> in.skipChildren();
      }
    }
    if (start < 0 || end < 0 || type.isEmpty()) {
      throw expected("one without start, end or label");
    }
    return new LabelledSpan(start, end, type);
  }

  private static int number(JsonParser in, JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw expected(in.getString());
    }
    return in.getIntValue();
  }

  private static IllegalArgumentException expected(String got) {
    return new IllegalArgumentException(
        "expected spans such as [0, 5, \"PER\"] or {\"start\": 0, \"end\": 5, \"label\": \"PER\"},"
            + " got "
            + got);
  }
}
