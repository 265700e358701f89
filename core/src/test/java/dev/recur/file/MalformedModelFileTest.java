package dev.recur.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedModelFileTest {
  private static final String W =
      "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

  @TempDir Path folder;

  /// A file with this header and this many bytes of data.
  private static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /// The entry of an array, with `shape` and `offsets` as JSON.
  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  private static String w(String dtype, String shape, String offsets) {
    return "{" + entry("w", dtype, shape, offsets) + "}";
  }

  static List<Arguments> headers() {
    return List.of(
        Arguments.of(
            "[]",
            0,
            "header: expected JSON that starts with {, got other text (not a model file, or "),
        Arguments.of(" " + W, 8, "header: expected JSON that starts with {"),
        Arguments.of(
            "{\"w\":", 8, "header: expected JSON, got other text at character 5: Unexpected"),
        Arguments.of(
            "{'w':1}", 8, "header: expected JSON, got other text at character 1: Unexpected"),
        Arguments.of(W + "{}", 8, "header: expected only spaces after its JSON, got more"),
        Arguments.of("{\"w\":3}", 8, "header: array 'w': expected an object, got a whole number"),
        Arguments.of("{\"w\":[[[[", 8, "header: array 'w': expected an object, got a list"),
        Arguments.of(
            "{\"\\u001b[2J\":0}",
            8,
            "header: array '?[2J': expected an object, got a whole number"),
        Arguments.of(
            "{\"w\":{\"dtype\":{\"a\":{}}}}",
            8,
            "header: array 'w', dtype: expected a string, got"),
        Arguments.of(
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[]}}",
            4,
            "header: array 'w': expected dtype, shape and two data_offsets, got fewer"),
        Arguments.of(
            "{\"w\":{\"dtype\":\"U8\",\"dtype\":\"F32\"}}",
            4,
            "header: array 'w': expected dtype, shape and data_offsets, once each, got 'dtype'"),
        Arguments.of(
            "{\"w\":{\"code\":\"rm\"}}",
            4,
            "header: array 'w': expected dtype, shape and data_offsets, once each, got 'code'"),
        Arguments.of(
            "{%s,%s}".formatted(entry("w", "U8", "[1]", "[0,1]"), entry("w", "U8", "[1]", "[1,2]")),
            2,
            "header: expected each name once, got 'w' twice"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}",
            0,
            "header: expected each name once, got 'a' twice"),
        Arguments.of(
            "{\"__metadata__\":{},\"__metadata__\":{}}",
            0,
            "header: expected each name once, got '__metadata__' twice"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":1}}",
            0,
            "header: __metadata__, key 'a': expected a string, got a whole number"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":\"\\ud83d\"}}",
            0,
            "header: __metadata__, key 'a': expected text, got an unpaired surrogate"),
        Arguments.of(
            "{\"\":{}}", 0, "header: expected names of 1 to 1024 characters, got '' (altered"),
        Arguments.of(
            "{\"" + "w".repeat(1025) + "\":{}}",
            0,
            "header: expected JSON, got other text at character"));
  }

  static List<Arguments> layouts() {
    return List.of(
        Arguments.of(
            w("F16", "[2]", "[0,4]"),
            4,
            "array 'w': expected dtype F32, I64 or U8, got 'F16' (convert the array, or the"
                + " file is damaged)"),
        Arguments.of(
            w("F32", "[2]", "[0,9]"),
            9,
            "array 'w': expected 8 bytes for shape [2] of F32, got bytes 0 to 9 (altered or"
                + " damaged)"),
        Arguments.of(
            w("F32", "[2]", "[8,0]"),
            8,
            "array 'w': expected 8 bytes for shape [2] of F32, got bytes 8"),
        Arguments.of(
            w("F32", "[-2]", "[0,8]"),
            8,
            "header: array 'w', shape: expected numbers of at least 0, got -2 (altered or"
                + " damaged)"),
        Arguments.of(
            w("F32", "[2.0]", "[0,8]"),
            8,
            "header: array 'w', shape: expected a whole number, got a fraction"),
        Arguments.of(
            w("F32", "[99999999999999999999]", "[0,8]"),
            8,
            "header: expected JSON, got other text at"),
        Arguments.of(
            w("F32", "[4294967296,4294967296]", "[0,0]"),
            0,
            "array 'w': expected at most 2147483639 numbers, got shape [4294967296, 4294967296]"),
        Arguments.of(
            w("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"),
            4,
            "header: array 'w', shape: expected at most 8 numbers, got more"),
        Arguments.of(
            w("F32", "[2]", "[0,8,9]"),
            8,
            "header: array 'w', data_offsets: expected at most 2 numbers, got more"),
        Arguments.of(
            w("F32", "[2]", "[4,12]"),
            12,
            "array 'w': expected to start at byte 0 of the data, got 4, which leaves a gap"),
        Arguments.of(
            "{%s,%s}".formatted(entry("v", "U8", "[3]", "[0,3]"), entry("w", "U8", "[2]", "[2,4]")),
            4,
            "array 'w': expected to start at byte 3 of the data, got 2, which overlaps"),
        Arguments.of(W, 7, "data: expected 8 bytes, got 7 (cut short: an interrupted copy or"),
        Arguments.of("{}", 1, "data: expected 0 bytes, got "));
  }

  @ParameterizedTest
  @MethodSource({"headers", "layouts"})
  void a_malformed_file_is_refused(String header, int data, String expected) throws IOException {
    Path file = Files.write(folder.resolve("m.safetensors"), file(header, data));
    assertStartsWith(file + ": " + expected, () -> ModelFile.readForeign(file));
    InputStream stream = new ByteArrayInputStream(file(header, data));
    assertStartsWith("the stream: " + expected, () -> ModelFile.readForeign(stream));
  }

  @Test
  void a_beginning_that_is_not_a_header_is_refused() {
    assertBytes("expected at least 8 bytes, got 0 (empty or cut short)", new byte[0]);
    assertBytes("expected at least 8 bytes, got 7 (empty or cut short)", new byte[7]);
    String length = "header: expected a length of 2 to 100000000 bytes, got ";
    assertBytes(length + "0 (not a model file, or damaged)", new byte[20]);
    assertBytes(length, "PK\3\4 and more".getBytes(StandardCharsets.UTF_8));
    byte[] text = "text,라벨\n".getBytes(StandardCharsets.UTF_8);
    assertBytes("expected a model file, got text (are the model and the data swapped?)", text);
    byte[] negative = HexFormat.of().parseHex("ffffffffffffffff7b7d");
    assertBytes(length + "18446744073709551615", negative);
    assertBytes(
        "header: expected 99999999 bytes, got 2 (cut short: an interrupted copy or download?)",
        HexFormat.of().parseHex("ffe0f505000000007b7d"));
    assertBytes(
        "header: expected UTF-8, got other bytes (altered or damaged)",
        HexFormat.of().parseHex("03000000000000007bff7d"));
  }

  @Test
  void arrays_of_another_program_are_read_only_on_request() throws IOException {
    byte[] bytes = file("{\"__metadata__\":{\"format\":\"pt\"}," + W.substring(1) + "  ", 8);
    assertBytes("expected a Recur model, got a safetensors file from another program", bytes);
    Path file = Files.write(folder.resolve("m.safetensors"), bytes);
    assertArrayEquals(new int[] {2}, ModelFile.readForeign(file).firstEntry().getValue().shape());
  }

  @Test
  void a_huge_array_takes_no_more_memory_than_the_stream_provides() {
    String header = w("I64", "[2147483639]", "[0,17179869112]");
    InputStream stream =
        new SequenceInputStream(
            new ByteArrayInputStream(file(header, 300_000)), InputStream.nullInputStream());
    assertStartsWith(
        "the stream: data: expected 17179869112 bytes, got 300000 (cut short",
        () -> ModelFile.readForeign(stream));
  }

  @Test
  void more_names_than_a_file_may_have_are_refused() {
    StringBuilder keys = new StringBuilder("\"0\":\"\"");
    for (int i = 1; i <= 100_000; i++) {
      keys.append(",\"").append(i).append("\":\"\"");
    }
    assertBytes(
        "header: expected at most 100000 names, got more",
        file("{\"__metadata__\":{" + keys + "}}", 0));
  }

  static List<Arguments> seals() {
    String zeros = "0".repeat(64);
    String none = "\"recur.format\":\"1\",\"recur.version\":\"0.1.0\"";
    String hash = ",\"recur.sha256\":\"" + zeros + "\"";
    return List.of(
        Arguments.of(none + hash + ",\"recur.x\":\"\"", "metadata: expected no key 'recur.x' in"),
        Arguments.of(none, "metadata: expected key 'recur.sha256', got none (rewritten or"),
        Arguments.of(
            "\"recur.format\":\"1\"" + hash, "metadata: expected key 'recur.version', got none"),
        Arguments.of(
            "\"recur.version\":\"1\"" + hash,
            "metadata: expected a version number as recur.format, got"),
        Arguments.of(
            "\"recur.format\":\"x\"" + hash,
            "metadata: expected a version number as recur.format, got 'x' (altered or damaged)"),
        Arguments.of(
            "\"recur.format\":\"3\",\"recur.version\":\"9.8\"" + hash,
            "expected format 2 or older, got 3 (written by a newer Recur, 9.8; this is "
                + RecurKeys.PROGRAM
                + ")"),
        Arguments.of(
            none + ",\"recur.sha256\":\"00\"",
            "metadata: expected 64 hexadecimal digits as recur.sha256, got something else"),
        Arguments.of(
            none + ",\"recur.sha256\" :\"" + zeros + "\"",
            "metadata: expected 64 hexadecimal digits as recur.sha256, got something else"),
        Arguments.of(none + hash, "expected SHA-256 " + zeros + ", got "));
  }

  @ParameterizedTest
  @MethodSource("seals")
  void a_file_with_wrong_keys_of_the_format_is_refused(String metadata, String expected) {
    byte[] bytes = file("{\"__metadata__\":{" + metadata + "}," + W.substring(1), 8);
    assertBytes(expected, bytes);
    assertStartsWith(
        "the stream: " + expected, () -> ModelFile.readForeign(new ByteArrayInputStream(bytes)));
  }

  @Test
  void a_file_that_another_program_sealed_as_specified_is_read() throws Exception {
    String blank =
        "{ \"w\": {\"shape\": [1], \"dtype\":\"U8\", \"data_offsets\":[0,1]},\n \"__metadata__\":"
            + "{\"recur.version\":\"0.0.9\", \"recur.sha256\":\""
            + "0".repeat(64)
            + "\", \"recur.format\":\"1\"} } ";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(file(blank, 1));
    String header = blank.replace("0".repeat(64), HexFormat.of().formatHex(hash));
    ModelFile read = ModelFile.read(file(header, 1));
    assertEquals("0.0.9", read.programVersion());
    assertArrayEquals(new byte[1], read.array("w", NamedArray.Dtype.U8).bytes());
  }

  @Test
  void a_path_without_a_file_is_refused() {
    Path missing = folder.resolve("missing.recur");
    assertEquals(
        missing + ": there is no such file",
        assertThrows(NoSuchFileException.class, () -> ModelFile.read(missing)).getMessage());
    assertStartsWith(folder + ": expected a file, got a folder", () -> ModelFile.read(folder));
  }

  private static void assertBytes(String expected, byte[] bytes) {
    assertStartsWith("the bytes: " + expected, () -> ModelFile.read(bytes));
  }

  private static void assertStartsWith(String expected, Executable call) {
    String message = String.valueOf(assertThrows(ModelFileException.class, call).getMessage());
    assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
  }
}
