package dev.recur.file;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// The three metadata keys that make a safetensors file a Recur model file: the version of the
/// format, the version of the program, and the hash.
final class RecurKeys {
  /// The prefix of the keys of the format itself; no other key may begin with it.
  static final String RESERVED = "recur.";

  /// The version of Recur. It is a constant because a manifest or a module version is not available
  /// in every way to run it, and the same run must give the same file in all of them. A test
  /// compares it.
  static final String PROGRAM = "0.1.0";

  /// How many keys the format itself has.
  static final int COUNT = 3;

  private static final String FORMAT = "recur.format";
  private static final String VERSION = "recur.version";
  private static final Set<String> KEYS = Set.of(FORMAT, VERSION, Seal.KEY);

  private RecurKeys() {}

  /// The header of a file with this content, including its hash.
  static byte[] header(ModelFile file) throws IOException {
    Map<String, String> metadata = new TreeMap<>(Header.NAME_ORDER);
    metadata.putAll(file.metadata());
    metadata.put(FORMAT, Integer.toString(file.format()));
    metadata.put(VERSION, file.programVersion());
    metadata.put(Seal.KEY, Seal.BLANK);
    byte[] blank =
        new Header(new LinkedHashMap<>(metadata), Header.entriesOf(file.arrays().values()))
            .toBytes();
    if (blank.length > Limits.HEADER) {
      throw file.invalid(
          "header: expected at most %s bytes, got %s (a long list belongs in an array)"
              .formatted(Limits.HEADER, blank.length));
    }
    MessageDigest hash = Seal.over(blank);
    OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), hash);
    for (NamedArray array : file.arrays().values()) {
      LittleEndian.write(array, hashed);
    }
    return Seal.with(blank, Seal.position(blank), Seal.digits(hash));
  }

  /// Whether a file with this metadata claims to be written by Recur.
  static boolean claimedBy(SequencedMap<String, String> metadata) {
    return metadata.keySet().stream().anyMatch(key -> key.startsWith(RESERVED));
  }

  /// Checks that this program can read the format and that the keys of the format are complete.
  static void check(SequencedMap<String, String> metadata, String source)
      throws ModelFileException {
    String format = metadata.get(FORMAT);
    if (format == null || !format.matches("[1-9][0-9]{0,8}")) {
      throw new ModelFileException(
          source,
          "metadata: expected a version number as %s, got %s (altered or damaged)"
              .formatted(FORMAT, format == null ? "none" : "'" + format + "'"));
    }
    if (Integer.parseInt(format) > ModelFile.FORMAT) {
      throw new ModelFileException(
          source,
          "expected format %s or older, got %s (written by a newer Recur, %s; this is %s)"
              .formatted(
                  ModelFile.FORMAT, format, metadata.getOrDefault(VERSION, "unnamed"), PROGRAM));
    }
    for (String key : KEYS) {
      if (!metadata.containsKey(key)) {
        throw new ModelFileException(
            source, "metadata: expected key '" + key + "', got none (rewritten or damaged)");
      }
    }
    for (String key : metadata.keySet()) {
      if (key.startsWith(RESERVED) && !KEYS.contains(key)) {
        throw new ModelFileException(
            source, "metadata: expected no key '" + key + "' in format " + format);
      }
    }
  }

  /// The version of the format, which was checked.
  static int format(SequencedMap<String, String> metadata) {
    return Integer.parseInt(metadata.getOrDefault(FORMAT, "1"));
  }

  /// The version of Recur that the content was made by.
  static String programVersion(SequencedMap<String, String> metadata) {
    return metadata.getOrDefault(VERSION, PROGRAM);
  }

  /// The metadata without the keys of the format.
  static SequencedMap<String, String> withoutKeys(SequencedMap<String, String> metadata) {
    SequencedMap<String, String> rest = new LinkedHashMap<>(metadata);
    rest.keySet().removeAll(KEYS);
    return rest;
  }
}
