package dev.recur.run;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes a plan as JSON: an object with the job and an object of words for each part.
final class PlanJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PlanJson() {}

  static String write(RunPlan plan) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeName("job").writeString(plan.job());
      write(out, "data", plan.data());
      write(out, "division", plan.division());
      write(out, "settings", plan.settings());
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, String name, Map<String, String> words) {
    out.writeName(name).writeStartObject();
    words.forEach((key, word) -> out.writeName(key).writeString(word));
    out.writeEndObject();
  }

  static RunPlan read(String json) {
    String job = "";
    Map<String, SequencedMap<String, String>> parts = new LinkedHashMap<>();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "an object");
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        switch (name) {
          case "job" -> {
            expect(value == JsonToken.VALUE_STRING, "the name of the job as a string");
            job = in.getString();
          }
          case "data", "division", "settings" -> {
            expect(value == JsonToken.START_OBJECT, "an object of words as \"" + name + "\"");
            parts.put(name, words(in));
          }
          default -> throw new IllegalArgumentException("a plan has no \"%s\"".formatted(name));
        }
      }
      expect(in.nextToken() == null, "nothing after the object");
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "a plan must be a JSON object: " + e.getOriginalMessage(), e);
    }
    expect(!job.isEmpty(), "the name of the \"job\"");
    return new RunPlan(job, part(parts, "data"), part(parts, "division"), part(parts, "settings"));
  }

  private static SequencedMap<String, String> part(
      Map<String, SequencedMap<String, String>> parts, String name) {
    return parts.getOrDefault(name, new LinkedHashMap<>());
  }

  private static SequencedMap<String, String> words(JsonParser in) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      expect(
          value.isScalarValue() && value != JsonToken.VALUE_NULL,
          "a string or a number as \"" + name + "\"");
      words.put(name, in.getString());
    }
    return words;
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a plan in JSON needs " + what);
    }
  }
}
