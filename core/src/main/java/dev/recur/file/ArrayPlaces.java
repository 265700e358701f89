package dev.recur.file;

import dev.recur.file.NamedArray.Dtype;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Checks where the arrays of a file are in its data: one after another, from the first byte to the
/// last, each with the length that follows from its shape and type.
final class ArrayPlaces {
  private ArrayPlaces() {}

  /// An array that can be read: its numbers follow those of the array before.
  record Place(String name, Dtype dtype, List<Long> shape, int count) {
    int[] dims() {
      return shape.stream().mapToInt(Long::intValue).toArray();
    }
  }

  /// The entries of the header in the order of the data. `dataLength` is the number of bytes of the
  /// data, or −1 if it is not known before reading.
  static List<Place> of(Header header, long dataLength, String source) throws ModelFileException {
    List<Header.Entry> entries = new ArrayList<>(header.entries());
    entries.sort(
        Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
    List<Place> places = new ArrayList<>();
    long at = 0;
    for (Header.Entry entry : entries) {
      Place place = place(entry, source);
      if (entry.begin() != at) {
        throw problem(
            source,
            entry,
            "expected to start at byte %s of the data, got %s, which %s (altered or damaged)"
                .formatted(
                    at,
                    entry.begin(),
                    entry.begin() < at ? "overlaps the array before" : "leaves a gap"));
      }
      at = entry.end();
      places.add(place);
    }
    if (dataLength >= 0 && dataLength < at) {
      throw cutShort(source, at, dataLength);
    }
    if (dataLength > at) {
      throw trailing(source, at, Long.toString(dataLength));
    }
    return places;
  }

  /// The error for data that ends too early.
  static ModelFileException cutShort(String source, long expected, long got) {
    return new ModelFileException(
        source,
        "data: expected %s bytes, got %s (cut short: an interrupted copy or download?)"
            .formatted(expected, got));
  }

  /// The error for data that is too long.
  static ModelFileException trailing(String source, long expected, String got) {
    return new ModelFileException(
        source,
        "data: expected %s bytes, got %s (something was appended, or the header is damaged)"
            .formatted(expected, got));
  }

  private static Place place(Header.Entry entry, String source) throws ModelFileException {
    Optional<Dtype> dtype = dtype(entry.dtype());
    if (dtype.isEmpty()) {
      throw problem(
          source,
          entry,
          "expected dtype F32, I64 or U8, got '%s' (convert the array, or the file is damaged)"
              .formatted(entry.dtype()));
    }
    long count = Limits.count(entry.shape().stream().mapToLong(Long::longValue).toArray());
    if (count < 0) {
      throw problem(
          source,
          entry,
          "expected at most %s numbers, got shape %s (altered or damaged)"
              .formatted(Limits.COUNT, entry.shape()));
    }
    if (entry.end() < entry.begin() || entry.end() - entry.begin() != count * dtype.get().width()) {
      throw problem(
          source,
          entry,
          "expected %s bytes for shape %s of %s, got bytes %s to %s (altered or damaged)"
              .formatted(
                  count * dtype.get().width(),
                  entry.shape(),
                  dtype.get(),
                  entry.begin(),
                  entry.end()));
    }
    return new Place(entry.name(), dtype.get(), entry.shape(), (int) count);
  }

  private static Optional<Dtype> dtype(String name) {
    for (Dtype dtype : Dtype.values()) {
      if (dtype.name().equals(name)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  private static ModelFileException problem(String source, Header.Entry entry, String what) {
    return new ModelFileException(source, "array '" + entry.name() + "': " + what);
  }
}
