package dev.recur.reading;

import dev.recur.settings.Sentence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads a file with one JSON object per line. A value is a string, a number, true or false. A
/// missing key, null, and NaN, which pandas writes for it, give an empty cell. The columns are the
/// keys in the beginning of the file, up to [OpenFile#LOOK_AHEAD]; keys that first occur later are
/// ignored with a note. An unpaired surrogate, which no file can hold, is replaced by U+FFFD with a
/// note.
final class JsonRows extends RowReader {
  private static final int LONGEST = 40; // characters of a line in a message

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final boolean whole; // the columns are those of all rows
  private final TextLines lines;
  private final Set<String> unknown = new HashSet<>(); // keys that first occur after the look-ahead
  private long halves; // rows with an unpaired surrogate
  private String firstHalf = "";

  JsonRows(OpenFile file, Source source) throws IOException {
    super(source);
    try {
      OpenFile beginning = file.beginning(source.format().charset());
      this.whole = !beginning.isCut();
      readKeys(beginning);
      this.lines = TextLines.of(file, source.format().charset());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Collects the keys in the order in which they first occur.
  private void readKeys(OpenFile beginning) throws IOException {
    boolean empty = true;
    try (TextLines ahead = TextLines.of(beginning, source().format().charset())) {
      for (Optional<String> text = ahead.next(); text.isPresent(); text = ahead.next()) {
        if (!Blank.is(text.get())) {
          empty = false;
          members(text.get(), ahead.number(), this::key);
        }
      }
    }
    if (empty && whole) {
      throw new IllegalArgumentException("%s is empty".formatted(source().path()));
    }
  }

  private void key(String key, JsonParser parser) {
    positions.putIfAbsent(Unicode.whole(key), positions.size());
    parser.nextToken();
    parser.skipChildren();
  }

  /// Passes each member of the object in `text` to `member`.
  private void members(String text, long line, BiConsumer<String, JsonParser> member) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        String array = text.startsWith("[") ? " (an array? jq -c '.[]' turns it into lines)" : "";
        throw refused(line, "expected a JSON object, got " + shortened(text) + array, null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        member.accept(parser.currentName(), parser);
      }
      if (parser.nextToken() != null) {
        throw refused(line, "expected nothing after the JSON object, got more text", null);
      }
    } catch (JacksonException e) {
      throw refused(line, "not JSON: " + problem(e), e);
    }
  }

  /// The parser's message, unless it is about the parser's own options.
  private static String problem(JacksonException e) {
    String first = e.getOriginalMessage().lines().findFirst().orElse("");
    return first.matches(".*(Feature|ALLOW_|Constraints).*") && e.getLocation() != null
        ? "something unexpected at character %s".formatted(e.getLocation().getColumnNr())
        : first;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(positions.keySet());
  }

  @Override
  Optional<RawRow> read() throws IOException {
    Optional<String> text = lines.next();
    while (text.isPresent() && Blank.is(text.get())) {
      text = lines.next();
    }
    return text.map(this::row);
  }

  private RawRow row(String text) {
    String[] cells = new String[positions.size()];
    Arrays.fill(cells, "");
    Set<Integer> nested = new HashSet<>();
    boolean[] half = new boolean[1];
    members(
        text,
        lines.number(),
        (key, parser) -> {
          Integer position = positions.get(Unicode.whole(key));
          String value = value(text, parser, position, nested);
          half[0] = half[0] || !Unicode.isWhole(value) || !Unicode.isWhole(key);
          if (position == null) {
            unknown.add(Unicode.whole(key));
          } else {
            cells[position] = Unicode.whole(value);
          }
        });
    if (half[0] && halves++ == 0) {
      firstHalf = "line " + lines.number();
    }
    return new RawRow(
        source().path(),
        lines.number(),
        Collections.unmodifiableList(Arrays.asList(cells)),
        text,
        nested.isEmpty() ? Set.of() : nested);
  }

  private static String value(
      String text, JsonParser parser, @Nullable Integer position, Set<Integer> nested) {
    return switch (parser.nextToken()) {
      case VALUE_NULL -> "";
      case START_OBJECT, START_ARRAY -> {
        if (position != null) {
          nested.add(position);
        }
        yield nested(text, parser);
      }
      case VALUE_NUMBER_FLOAT -> parser.getString().equals("NaN") ? "" : parser.getString();
      default -> parser.getString();
    };
  }

  /// An array of strings and numbers as a [TokenCell]; anything else as written.
  private static String nested(String text, JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    boolean flat = parser.currentToken() == JsonToken.START_ARRAY;
    List<String> tokens = new ArrayList<>();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      flat &= token.isScalarValue() || depth == 0;
      if (flat && depth > 0) {
        tokens.add(token == JsonToken.VALUE_NULL ? "" : parser.getString());
      }
    }
    int end = (int) parser.currentLocation().getCharOffset();
    return flat ? TokenCell.of(tokens) : text.substring(start, end);
  }

  @Override
  public List<Sentence> notes() {
    List<Sentence> notes = new ArrayList<>();
    if (halves > 0) {
      notes.add(
          Sentence.of(
              "%s, %s: an unpaired surrogate was replaced by U+FFFD%s",
              source().path(),
              firstHalf,
              halves == 1 ? "" : Sentence.of(" (%,d rows in all)", halves)));
    }
    if (!unknown.isEmpty()) {
      notes.add(
          Sentence.of(
              "%s: keys that first occur after the first %d MiB are ignored (%,d in all), such as"
                  + " %s",
              source().path(),
              OpenFile.LOOK_AHEAD >> 20,
              unknown.size(),
              unknown.stream().sorted().limit(3).toList()));
    }
    return notes;
  }

  @Override
  Sentence unknownCause() {
    return whole
        ? super.unknownCause()
        : Sentence.of(
            " (the columns are the keys in its first %s MiB; keys that first occur later are"
                + " ignored)",
            OpenFile.LOOK_AHEAD >> 20);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private IllegalArgumentException refused(long line, String what, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s, line %s: %s".formatted(source().path(), line, what), cause);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
