package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The SBOM beside NOTICE. Run only by `./build -Prelease`, which makes the SBOM.
class SbomCheck {
  private static final Path ROOT = Path.of("..");

  /// The name in NOTICE of a licence with this name in an SBOM.
  private static final Map<String, String> NAMES =
      Map.of(
          "Apache-2.0", "Apache License 2.0",
          "MIT", "MIT License",
          "BSD-3-Clause", "BSD 3-Clause License");

  @Test
  void every_component_has_a_licence_and_notice_names_both() throws IOException {
    String notice = Files.readString(ROOT.resolve("NOTICE"));
    List<String> wrong = new ArrayList<>();
    int others = 0;
    for (Map<?, ?> component : components()) {
      String name = String.valueOf(component.get("name"));
      List<String> licences = licences(component);
      if (licences.isEmpty()) {
        wrong.add(name + " has no licence in the SBOM");
      }
      if (String.valueOf(component.get("group")).equals("dev.recur")) {
        continue;
      }
      others++;
      if (!notice.toLowerCase(Locale.ROOT).contains(name)) {
        wrong.add(name + " is not in NOTICE");
      }
      for (String licence : licences) {
        if (!notice.contains(NAMES.getOrDefault(licence, licence))) {
          wrong.add(name + " is under " + licence + ", which NOTICE does not name");
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(others >= 6, "found " + others + " components of others only");
  }

  private static List<Map<?, ?>> components() throws IOException {
    Path file = ROOT.resolve("target/recur-sbom.json");
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
      json.nextToken();
      Map<?, ?> sbom = (Map<?, ?>) value(json);
      List<Map<?, ?>> all = new ArrayList<>();
      if (sbom.get("components") instanceof List<?> list) {
        list.forEach(each -> all.add((Map<?, ?>) each));
      }
      assertFalse(all.isEmpty());
      return all;
    }
  }

  private static List<String> licences(Map<?, ?> component) {
    List<String> all = new ArrayList<>();
    if (component.get("licenses") instanceof List<?> list) {
      for (Object each : list) {
        Object licence = ((Map<?, ?>) each).get("license");
        all.add(
            licence instanceof Map<?, ?> named
                ? String.valueOf(named.containsKey("id") ? named.get("id") : named.get("name"))
                : String.valueOf(((Map<?, ?>) each).get("expression")));
      }
    }
    return all;
  }

  /// What begins at this token: a map, a list or the text of a value.
  private static Object value(JsonParser json) {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    return json.getString();
  }
}
