package dev.recur.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The rows of a file with one JSON object a line. A value is a string, a number, true or false;
/// null, and a key that is not there, is an empty cell. The columns are the keys of the first
/// thousand objects; values of other keys are passed over.
final class JsonRows extends RowReader {
  private static final int LOOK_AHEAD = 1000;
  private static final int LONGEST = 40; // letters of a line in a sentence

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private final BufferedReader lines;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Queue<Parsed> ahead = new ArrayDeque<>();
  private long line;

  /// An object with the line it stands on.
  private record Parsed(long line, String text, SequencedMap<String, String> values) {}

  JsonRows(Source source) throws IOException {
    super(source);
    this.lines =
        new BufferedReader(
            StrictReader.open(
                source.path(), source.format().charset(), "a file with a JSON object a line"),
            1 << 16);
    try {
      lookAhead();
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
    if (ahead.isEmpty()) {
      throw new IllegalArgumentException("%s is empty".formatted(source.path()));
    }
  }

  private void lookAhead() throws IOException {
    while (ahead.size() < LOOK_AHEAD) {
      Optional<Parsed> row = parsed();
      if (row.isEmpty()) {
        return;
      }
      row.get().values.keySet().forEach(key -> positions.putIfAbsent(key, positions.size()));
      ahead.add(row.get());
    }
  }

  @Override
  public List<String> columns() {
    return List.copyOf(positions.keySet());
  }

  @Override
  public Optional<RawRow> next() throws IOException {
    return (ahead.isEmpty() ? parsed() : Optional.of(ahead.remove())).map(this::row);
  }

  private RawRow row(Parsed parsed) {
    String[] cells = new String[positions.size()];
    Arrays.fill(cells, "");
    parsed.values.forEach(
        (key, value) -> {
          Integer position = positions.get(key);
          if (position != null) {
            cells[position] = value;
          }
        });
    return new RawRow(
        source().path(),
        parsed.line,
        Collections.unmodifiableList(Arrays.asList(cells)),
        parsed.text);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private Optional<Parsed> parsed() throws IOException {
    try {
      String text = lines.readLine();
      line++;
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
      return text == null || text.equals(StrictReader.END)
          ? Optional.empty()
          : Optional.of(new Parsed(line, text, values(text)));
    } catch (StrictReader.MalformedTextException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private SequencedMap<String, String> values(String text) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        String array = text.startsWith("[") ? " (an array? jq -c '.[]' makes lines of it)" : "";
        throw refused("expected a JSON object, got " + shortened(text) + array, null);
      }
      SequencedMap<String, String> values = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        values.put(key, value(parser));
      }
      if (parser.nextToken() != null) {
        throw refused("more text after the JSON object", null);
      }
      return values;
    } catch (JacksonException e) {
      throw refused("not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
  }

  private static String value(JsonParser parser) {
    return switch (parser.nextToken()) {
      case VALUE_NULL -> "";
      case START_OBJECT, START_ARRAY -> {
        parser.skipChildren();
        yield RawRow.NESTED;
      }
      default -> parser.getString();
    };
  }

  private IllegalArgumentException refused(String what, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s, line %s: %s".formatted(source().path(), line, what), cause);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
