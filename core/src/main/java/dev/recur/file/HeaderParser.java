package dev.recur.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// Reads the JSON header of a model file, token by token, and accepts only what the format allows.
final class HeaderParser {
  // the names and buffers of one file must not be kept for the next
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3) // the file, an array's entry, its shape
                  .maxNameLength(Limits.NAME)
                  .maxStringLength(Limits.HEADER)
                  .maxNumberLength(20)
                  .build())
          .build();

  private final JsonParser json;
  private final String source;

  private HeaderParser(JsonParser json, String source) {
    this.json = json;
    this.source = source;
  }

  /// The header in these bytes; `source` names the file in errors.
  static Header parse(byte[] bytes, String source) throws ModelFileException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFileException(
          source, "header: expected UTF-8, got other bytes (altered or damaged)", e);
    }
    if (!text.startsWith("{")) {
      throw new ModelFileException(
          source,
          "header: expected JSON that starts with {, got other text (not a model file, or"
              + " damaged)");
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      return new HeaderParser(json, source).file();
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
      throw new ModelFileException(
          source,
          "header: expected JSON, got other text at character %s: %s (altered or damaged)"
              .formatted(at, e.getOriginalMessage()),
          e);
    }
  }

  private Header file() throws ModelFileException {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    List<Header.Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      checkName(name, names.add(name), names.size());
      if (name.equals(Header.METADATA)) {
        readMetadata(metadata);
      } else {
        entries.add(entry(name));
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT, "the header");
    if (json.nextToken() != null) {
      throw problem("expected only spaces after its JSON, got more");
    }
    return new Header(Collections.unmodifiableSequencedMap(metadata), List.copyOf(entries));
  }

  private void readMetadata(SequencedMap<String, String> metadata) throws ModelFileException {
    expect(json.nextToken(), JsonToken.START_OBJECT, Header.METADATA);
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      String where = Header.METADATA + ", key '" + key + "'";
      expect(json.nextToken(), JsonToken.VALUE_STRING, where);
      String value = json.getString();
      if (!Limits.isUnicode(value)) {
        throw problem(where + ": expected text, got an unpaired surrogate");
      }
      checkName(key, metadata.put(key, value) == null, metadata.size());
    }
    expect(json.currentToken(), JsonToken.END_OBJECT, Header.METADATA);
  }

  private Header.Entry entry(String name) throws ModelFileException {
    String where = "array '" + name + "'";
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    expect(json.nextToken(), JsonToken.START_OBJECT, where);
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      if (key.equals("dtype") && dtype == null) {
        expect(json.nextToken(), JsonToken.VALUE_STRING, where + ", dtype");
        dtype = json.getString();
      } else if (key.equals("shape") && shape == null) {
        shape = numbers(Limits.RANK, where + ", shape");
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = numbers(2, where + ", data_offsets");
      } else {
        throw problem(
            "%s: expected dtype, shape and data_offsets, once each, got '%s'"
                .formatted(where, key));
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT, where);
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw problem(where + ": expected dtype, shape and two data_offsets, got fewer");
    }
    return new Header.Entry(name, dtype, shape, offsets.getFirst(), offsets.getLast());
  }

  private List<Long> numbers(int most, String where) throws ModelFileException {
    List<Long> numbers = new ArrayList<>();
    expect(json.nextToken(), JsonToken.START_ARRAY, where);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
      long number = json.getLongValue();
      if (number < 0) {
        throw problem(where + ": expected numbers of at least 0, got " + number);
      }
      if (numbers.size() == most) {
        throw problem(where + ": expected at most " + most + " numbers, got more");
      }
      numbers.add(number);
    }
    return List.copyOf(numbers);
  }

  private void checkName(String name, boolean first, int count) throws ModelFileException {
    if (!first) {
      throw problem("expected each name once, got '" + name + "' twice");
    }
    if (name.isEmpty() || name.length() > Limits.NAME || !Limits.isUnicode(name)) {
      throw problem("expected names of 1 to " + Limits.NAME + " characters, got '" + name + "'");
    }
    if (count > Limits.ENTRIES) {
      throw problem("expected at most " + Limits.ENTRIES + " names, got more");
    }
  }

  private void expect(@Nullable JsonToken got, JsonToken expected, String where)
      throws ModelFileException {
    if (got != expected) {
      throw problem(where + ": expected " + inWords(expected) + ", got " + inWords(got));
    }
  }

  private static String inWords(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case END_OBJECT, END_ARRAY -> "its end";
      case START_ARRAY -> "a list";
      case PROPERTY_NAME -> "a name";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a fraction";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  private ModelFileException problem(String what) {
    return new ModelFileException(source, "header: " + what + " (altered or damaged)");
  }
}
