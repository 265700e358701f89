package dev.recur.file;

import dev.recur.file.NamedArray.Dtype;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where the arrays of a file lie, once checked: one behind the other from the first byte of the
/// data to the last, each as long as its shape and type say.
final class ArrayPlaces {
  private ArrayPlaces() {}

  /// One array that can be read: its numbers follow those of the array before.
  record Place(String name, Dtype dtype, List<Long> shape, int count) {
    int[] dims() {
      return shape.stream().mapToInt(Long::intValue).toArray();
    }
  }

  /// The header's entries in the order of the data. `dataLength` is how many bytes of data there
  /// are, or −1 if only reading will tell.
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

  /// The error of data that ends too early.
  static ModelFileException cutShort(String source, long expected, long got) {
    return new ModelFileException(
        source,
        "data: expected %s bytes, got %s (cut short: an interrupted copy or download?)"
            .formatted(expected, got));
  }

  /// The error of data that goes on too long.
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
          "dtype F32, I64 or U8 expected, got '%s' (convert it before, or damaged)"
              .formatted(entry.dtype()));
    }
    long count = Limits.count(entry.shape().stream().mapToLong(Long::longValue).toArray());
    if (count < 0) {
      throw problem(
          source,
          entry,
          "at most %s numbers expected, got shape %s (altered or damaged)"
              .formatted(Limits.COUNT, entry.shape()));
    }
    if (entry.end() < entry.begin() || entry.end() - entry.begin() != count * dtype.get().width()) {
      throw problem(
          source,
          entry,
          "%s bytes expected for shape %s of %s, got bytes %s to %s (altered or damaged)"
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
