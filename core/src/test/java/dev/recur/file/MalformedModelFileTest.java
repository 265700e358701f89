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

  /// A file of this header and so many bytes of data.
  private static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /// An array's entry, in which `shape` and `offsets` stand as JSON.
  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  private static String w(String dtype, String shape, String offsets) {
    return "{" + entry("w", dtype, shape, offsets) + "}";
  }

  static List<Arguments> headers() {
    return List.of(
        Arguments.of("[]", 0, "header: JSON that starts with { expected (not a model file, or "),
        Arguments.of(" " + W, 8, "header: JSON that starts with { expected"),
        Arguments.of(
            "{\"w\":", 8, "header: JSON expected, got other text at character 5: Unexpected"),
        Arguments.of(
            "{'w':1}", 8, "header: JSON expected, got other text at character 1: Unexpected"),
        Arguments.of(W + "{}", 8, "header: only spaces expected behind its JSON, got more"),
        Arguments.of("{\"w\":3}", 8, "header: array 'w': an object expected, got a whole number"),
        Arguments.of("{\"w\":[[[[", 8, "header: array 'w': an object expected, got a list"),
        Arguments.of(
            "{\"\\u001b[2J\":0}",
            8,
            "header: array '?[2J': an object expected, got a whole number"),
        Arguments.of(
            "{\"w\":{\"dtype\":{\"a\":{}}}}",
            8,
            "header: array 'w', dtype: a string expected, got"),
        Arguments.of(
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[]}}",
            4,
            "header: array 'w': dtype, shape and two data_offsets expected, got fewer"),
        Arguments.of(
            "{\"w\":{\"dtype\":\"U8\",\"dtype\":\"F32\"}}",
            4,
            "header: array 'w': dtype, shape and data_offsets expected, once each, got 'dtype'"),
        Arguments.of(
            "{\"w\":{\"code\":\"rm\"}}",
            4,
            "header: array 'w': dtype, shape and data_offsets expected, once each, got 'code'"),
        Arguments.of(
            "{%s,%s}".formatted(entry("w", "U8", "[1]", "[0,1]"), entry("w", "U8", "[1]", "[1,2]")),
            2,
            "header: each name once expected, got 'w' twice"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}",
            0,
            "header: each name once expected, got 'a' twice"),
        Arguments.of(
            "{\"__metadata__\":{},\"__metadata__\":{}}",
            0,
            "header: each name once expected, got '__metadata__' twice"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":1}}",
            0,
            "header: __metadata__, key 'a': a string expected, got a whole number"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":\"\\ud83d\"}}",
            0,
            "header: __metadata__, key 'a': text expected, got half a surrogate pair"),
        Arguments.of(
            "{\"\":{}}", 0, "header: names of 1 to 1024 characters expected, got '' (altered"),
        Arguments.of(
            "{\"" + "w".repeat(1025) + "\":{}}",
            0,
            "header: JSON expected, got other text at character"));
  }

  static List<Arguments> layouts() {
    return List.of(
        Arguments.of(
            w("F16", "[2]", "[0,4]"),
            4,
            "array 'w': dtype F32, I64 or U8 expected, got 'F16' (convert it before, or damaged)"),
        Arguments.of(
            w("F32", "[2]", "[0,9]"),
            9,
            "array 'w': 8 bytes expected for shape [2] of F32, got bytes 0 to 9 (altered or"
                + " damaged)"),
        Arguments.of(
            w("F32", "[2]", "[8,0]"),
            8,
            "array 'w': 8 bytes expected for shape [2] of F32, got bytes 8"),
        Arguments.of(
            w("F32", "[-2]", "[0,8]"),
            8,
            "header: array 'w', shape: numbers from 0 expected, got -2 (altered or damaged)"),
        Arguments.of(
            w("F32", "[2.0]", "[0,8]"),
            8,
            "header: array 'w', shape: a whole number expected, got a fraction"),
        Arguments.of(
            w("F32", "[99999999999999999999]", "[0,8]"),
            8,
            "header: JSON expected, got other text at"),
        Arguments.of(
            w("F32", "[4294967296,4294967296]", "[0,0]"),
            0,
            "array 'w': at most 2147483639 numbers expected, got shape [4294967296, 4294967296]"),
        Arguments.of(
            w("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"),
            4,
            "header: array 'w', shape: at most 8 numbers expected, got more"),
        Arguments.of(
            w("F32", "[2]", "[0,8,9]"),
            8,
            "header: array 'w', data_offsets: at most 2 numbers expected, got more"),
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
  void a_malformed_file_is_told(String header, int data, String expected) throws IOException {
    Path file = Files.write(folder.resolve("m.safetensors"), file(header, data));
    assertStartsWith(file + ": " + expected, () -> ModelFile.readForeign(file));
    InputStream stream = new ByteArrayInputStream(file(header, data));
    assertStartsWith("the stream: " + expected, () -> ModelFile.readForeign(stream));
  }

  @Test
  void a_front_that_is_no_header_is_told() {
    assertBytes("at least 8 bytes expected, got 0 (empty or cut short)", new byte[0]);
    assertBytes("at least 8 bytes expected, got 7 (empty or cut short)", new byte[7]);
    String length = "header: a length of 2 to 100000000 bytes expected, got ";
    assertBytes(length + "0 (not a model file, or damaged)", new byte[20]);
    assertBytes(length, "PK\3\4 and more".getBytes(StandardCharsets.UTF_8));
    byte[] text = "text,라벨\n".getBytes(StandardCharsets.UTF_8);
    assertBytes("a model file expected, got a text (are the model and the data exchanged?)", text);
    byte[] negative = HexFormat.of().parseHex("ffffffffffffffff7b7d");
    assertBytes(length + "18446744073709551615", negative);
    assertBytes(
        "header: 99999999 bytes expected, got 2 (cut short: an interrupted copy or download?)",
        HexFormat.of().parseHex("ffe0f505000000007b7d"));
    assertBytes(
        "header: UTF-8 text expected, got other bytes (altered or damaged)",
        HexFormat.of().parseHex("03000000000000007bff7d"));
  }

  @Test
  void arrays_of_another_program_are_read_only_where_asked() throws IOException {
    byte[] bytes = file("{\"__metadata__\":{\"format\":\"pt\"}," + W.substring(1) + "  ", 8);
    assertBytes("a model of Recur's expected, got a safetensors file of another program's", bytes);
    Path file = Files.write(folder.resolve("m.safetensors"), bytes);
    assertArrayEquals(new int[] {2}, ModelFile.readForeign(file).firstEntry().getValue().shape());
  }

  @Test
  void a_huge_array_takes_no_more_memory_than_what_the_stream_brings() {
    String header = w("I64", "[2147483639]", "[0,17179869112]");
    InputStream stream =
        new SequenceInputStream(
            new ByteArrayInputStream(file(header, 300_000)), InputStream.nullInputStream());
    assertStartsWith(
        "the stream: data: expected 17179869112 bytes, got 300000 (cut short",
        () -> ModelFile.readForeign(stream));
  }

  @Test
  void more_names_than_a_file_may_have_are_told() {
    StringBuilder keys = new StringBuilder("\"0\":\"\"");
    for (int i = 1; i <= 100_000; i++) {
      keys.append(",\"").append(i).append("\":\"\"");
    }
    assertBytes(
        "header: at most 100000 names expected, got more",
        file("{\"__metadata__\":{" + keys + "}}", 0));
  }

  static List<Arguments> seals() {
    String zeros = "0".repeat(64);
    String none = "\"recur.format\":\"1\",\"recur.version\":\"0.1.0\"";
    String hash = ",\"recur.sha256\":\"" + zeros + "\"";
    return List.of(
        Arguments.of(none + hash + ",\"recur.x\":\"\"", "metadata: no key 'recur.x' expected in"),
        Arguments.of(none, "metadata: key 'recur.sha256' expected, got none (rewritten or"),
        Arguments.of(
            "\"recur.format\":\"1\"" + hash, "metadata: key 'recur.version' expected, got none"),
        Arguments.of(
            "\"recur.version\":\"1\"" + hash, "metadata: a version as recur.format expected, got"),
        Arguments.of(
            "\"recur.format\":\"x\"" + hash,
            "metadata: a version as recur.format expected, got 'x' (altered or damaged)"),
        Arguments.of(
            "\"recur.format\":\"12\",\"recur.version\":\"9.8\"" + hash,
            "format 1 or older expected, got 12 (written by a newer Recur, 9.8; this is "
                + RecurKeys.PROGRAM
                + ")"),
        Arguments.of(
            none + ",\"recur.sha256\":\"00\"",
            "metadata: 64 hexadecimal digits expected as recur.sha256, got others"),
        Arguments.of(
            none + ",\"recur.sha256\" :\"" + zeros + "\"",
            "metadata: 64 hexadecimal digits expected as recur.sha256, got others"),
        Arguments.of(none + hash, "SHA-256 " + zeros + " expected, got "));
  }

  @ParameterizedTest
  @MethodSource("seals")
  void a_file_whose_own_keys_are_wrong_is_told(String metadata, String expected) {
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
  void a_path_without_a_file_is_told() {
    Path missing = folder.resolve("missing.recur");
    assertEquals(
        missing + ": no such file",
        assertThrows(NoSuchFileException.class, () -> ModelFile.read(missing)).getMessage());
    assertStartsWith(folder + ": a file expected, got a folder", () -> ModelFile.read(folder));
  }

  private static void assertBytes(String expected, byte[] bytes) {
    assertStartsWith("the bytes: " + expected, () -> ModelFile.read(bytes));
  }

  private static void assertStartsWith(String expected, Executable call) {
    String message = String.valueOf(assertThrows(ModelFileException.class, call).getMessage());
    assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
  }
}
