package dev.recur.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The JSON at the beginning of a model file: the strings that describe the model, and where in the
/// data each array is. When read, it is well-formed but not yet checked against the data: see
/// [ArrayPlaces].
record Header(SequencedMap<String, String> metadata, List<Entry> entries) {
  static final String METADATA = "__metadata__";

  /// The order of names in a file: by their UTF-8 bytes, which is also the order by code points and
  /// the same in every programming language. (`String.compareTo` differs beyond the Basic
  /// Multilingual Plane.)
  static final Comparator<String> NAME_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /// One array as the header announces it: bytes `begin` to `end` of the data.
  record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  /// The entries for arrays that are stored one after another.
  static List<Entry> entriesOf(Collection<NamedArray> arrays) {
    List<Entry> entries = new ArrayList<>();
    long at = 0;
    for (NamedArray array : arrays) {
      long end = at + (long) array.count() * array.dtype().width();
      List<Long> shape = new ArrayList<>();
      for (int size : array.shape()) {
        shape.add((long) size);
      }
      entries.add(new Entry(array.name(), array.dtype().name(), shape, at, end));
      at = end;
    }
    return entries;
  }

  /// The header as UTF-8 JSON without white space, padded with spaces to a multiple of 8 bytes, so
  /// that the data after it is aligned. Written by hand, so that the bytes do not depend on a
  /// library.
  byte[] toBytes() {
    StringBuilder json = new StringBuilder("{");
    quote(json, METADATA).append(":{");
    String comma = "";
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      quote(json.append(comma), each.getKey()).append(':');
      quote(json, each.getValue());
      comma = ",";
    }
    json.append('}');
    for (Entry entry : entries) {
      quote(json.append(','), entry.name).append(":{\"dtype\":\"").append(entry.dtype);
      String shape = entry.shape.stream().map(String::valueOf).collect(Collectors.joining(","));
      json.append("\",\"shape\":[").append(shape);
      json.append("],\"data_offsets\":[").append(entry.begin).append(',').append(entry.end);
      json.append("]}");
    }
    json.append('}');
    int length = json.toString().getBytes(StandardCharsets.UTF_8).length;
    json.repeat(' ', -length & 7);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StringBuilder quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u00").append(Character.forDigit(c >> 4, 16));
        json.append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }
}
