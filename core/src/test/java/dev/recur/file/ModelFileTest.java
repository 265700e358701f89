package dev.recur.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelFileTest {
  private static final Map<String, String> METADATA =
      Map.of("task", "classify", "labels", "긍정\n\"부정\"\\\u0001", "emoji 😀", "/\u007f");

  private static List<NamedArray> arrays() {
    List<NamedArray> arrays = new ArrayList<>();
    arrays.add(NamedArray.of("rnn.weight_ih_l0", new float[] {1.5f, -0f, 3e-40f, 4, 5, 6}, 2, 3));
    arrays.add(NamedArray.of("rnn.bias", new float[] {7, 8}, 2));
    arrays.add(NamedArray.of("step", new long[] {Long.MIN_VALUE + 17}));
    arrays.add(NamedArray.of("none", new float[0], 4, 0, 2));
    arrays.add(NamedArray.of("flags", new byte[] {0, 1, -1}, 3));
    arrays.addAll(NamedArray.ofStrings("vocab", List.of("the", "", "고양이", "😀")));
    return arrays;
  }

  static byte[] bytes(ModelFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  private static String header(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(file, 8, (int) length, StandardCharsets.UTF_8);
  }

  @Test
  void what_was_written_is_read_back() throws IOException {
    ModelFile file = ModelFile.read(bytes(new ModelFile(METADATA, arrays())));
    assertEquals(METADATA, file.metadata());
    assertEquals(arrays().size(), file.arrays().size());
    assertArrayEquals(
        new float[] {1.5f, -0f, 3e-40f, 4, 5, 6}, file.floats("rnn.weight_ih_l0", 2, 3));
    assertArrayEquals(
        new long[] {Long.MIN_VALUE + 17}, file.array("step", NamedArray.Dtype.I64).longs());
    assertArrayEquals(new byte[] {0, 1, -1}, file.array("flags", NamedArray.Dtype.U8).bytes());
    assertArrayEquals(new int[] {4, 0, 2}, file.array("none", NamedArray.Dtype.F32).shape());
    assertEquals(List.of("the", "", "고양이", "😀"), file.strings("vocab"));
  }

  @Test
  void what_was_read_is_written_back_with_the_same_bytes() throws IOException {
    byte[] once = bytes(new ModelFile(METADATA, arrays()));
    assertArrayEquals(once, bytes(ModelFile.read(once)));
    assertArrayEquals(once, bytes(ModelFile.read(new ByteArrayInputStream(once))));
  }

  @Test
  void equal_content_in_another_order_gives_equal_bytes() throws IOException {
    List<NamedArray> reversed = arrays();
    Collections.reverse(reversed);
    Map<String, String> metadata = new LinkedHashMap<>();
    METADATA.keySet().stream().sorted().forEach(key -> metadata.put(key, METADATA.get(key)));
    assertArrayEquals(
        bytes(new ModelFile(METADATA, arrays())), bytes(new ModelFile(metadata, reversed)));
  }

  @Test
  void names_are_in_the_order_of_code_points() {
    // in UTF-16, and so in String's own order, the emoji's D83D comes before FF01
    ModelFile file = new ModelFile(Map.of("😀", "", "！", "", "a", ""), List.of());
    assertEquals(List.of("a", "！", "😀"), List.copyOf(file.metadata().keySet()));
  }

  @Test
  void the_bytes_are_those_of_the_specification() throws IOException {
    ModelFile file =
        new ModelFile(
            Map.of("task", "demo"),
            List.of(
                NamedArray.of("w", new float[] {1, 2}, 1, 2),
                NamedArray.of("b", new byte[] {5}, 1),
                NamedArray.of("n", new long[] {3})));
    byte[] bytes = bytes(file);
    String start = "{\"__metadata__\":{\"recur.format\":\"1\",\"recur.sha256\":\"";
    String end =
        "\",\"recur.version\":\""
            + RecurKeys.PROGRAM
            + "\",\"task\":\"demo\"},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}";
    String header = header(bytes);
    assertEquals(start, header.substring(0, start.length()));
    assertEquals(end, header.substring(start.length() + 64).stripTrailing());
    assertEquals(0, header.length() % 8);
    assertEquals(
        "0300000000000000" + "0000803f00000040" + "05",
        HexFormat.of().formatHex(bytes, bytes.length - 17, bytes.length));
  }

  @Test
  void a_file_has_the_format_that_its_readers_must_know() throws IOException {
    ModelFile newer = new ModelFile(METADATA, arrays(), 2);
    byte[] bytes = bytes(newer);
    assertTrue(header(bytes).contains("\"recur.format\":\"2\","));
    ModelFile read = ModelFile.read(bytes);
    assertEquals(2, read.format());
    assertEquals(newer.metadata(), read.metadata());
    assertArrayEquals(bytes, bytes(read), "and keeps it");
    assertEquals(1, ModelFile.read(bytes(new ModelFile(METADATA, arrays()))).format());
    for (int wrong : new int[] {0, 3}) {
      assertEquals(
          "format must be from 1 to 2, got " + wrong,
          refusal(() -> new ModelFile(METADATA, arrays(), wrong)));
    }
  }

  @Test
  void the_hash_is_that_of_the_file_with_zeros_in_its_place() throws Exception {
    String file = new String(bytes(new ModelFile(METADATA, arrays())), StandardCharsets.ISO_8859_1);
    int at = file.indexOf("\"recur.sha256\":\"") + 16;
    String blank = file.substring(0, at) + "0".repeat(64) + file.substring(at + 64);
    byte[] expected =
        MessageDigest.getInstance("SHA-256").digest(blank.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(HexFormat.of().formatHex(expected), file.substring(at, at + 64));
  }

  @Test
  void every_bit_of_a_nan_is_kept() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[40_000]; // more than one chunk
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(0x7f800001 | random.nextInt());
    }
    NamedArray array = NamedArray.of("nan", values, 200, 200);
    byte[] file = bytes(new ModelFile(Map.of(), List.of(array)));
    for (ModelFile read :
        List.of(ModelFile.read(file), ModelFile.read(new ByteArrayInputStream(file)))) {
      float[] got = read.floats("nan", 200, 200);
      assertTrue(
          IntStream.range(0, values.length)
              .allMatch(
                  i -> Float.floatToRawIntBits(got[i]) == Float.floatToRawIntBits(values[i])));
    }
  }

  @Test
  void arrays_longer_than_a_chunk_come_back_from_a_stream() throws IOException {
    long[] longs = IntStream.range(0, 100_003).mapToLong(i -> i * 0x9E3779B97F4A7C15L).toArray();
    byte[] bytes = new byte[200_001];
    new SplittableRandom(8).nextBytes(bytes);
    ModelFile file =
        new ModelFile(
            Map.of(),
            List.of(NamedArray.of("l", longs, 100_003), NamedArray.of("b", bytes, 200_001)));
    ModelFile read = ModelFile.read(new ByteArrayInputStream(bytes(file)));
    assertArrayEquals(longs, read.array("l", NamedArray.Dtype.I64).longs());
    assertArrayEquals(bytes, read.array("b", NamedArray.Dtype.U8).bytes());
  }

  @Test
  void changing_what_went_in_or_came_out_changes_nothing() throws IOException {
    float[] values = {1, 2};
    int[] shape = {2};
    NamedArray array = NamedArray.of("w", values, shape);
    values[0] = 9;
    shape[0] = 9;
    array.floats()[1] = 9;
    array.shape()[0] = 9;
    ModelFile file = new ModelFile(Map.of(), List.of(array));
    assertArrayEquals(new float[] {1, 2}, file.floats("w", 2));
    assertThrows(UnsupportedOperationException.class, () -> file.arrays().clear());
    assertThrows(UnsupportedOperationException.class, () -> file.metadata().put("a", "b"));
  }

  @Test
  void a_missing_array_or_another_shape_is_refused() throws IOException {
    ModelFile file = ModelFile.read(bytes(new ModelFile(METADATA, arrays())));
    assertEquals(
        "the bytes: array 'rnn.bias': expected shape [3], got [2] (a model with other settings?)",
        message(() -> file.floats("rnn.bias", 3)));
    assertEquals(
        "the bytes: array 'step': expected F32, got I64 (another kind of model?)",
        message(() -> file.floats("step", 1)));
    assertEquals(
        "the bytes: expected array 'gru.bias', got none (another kind of model?)",
        message(() -> file.floats("gru.bias", 2)));
    assertEquals(
        "the bytes: metadata: expected key 'fields', got none (another kind of model?)",
        message(() -> file.metadata("fields")));
  }

  @Test
  void arrays_that_do_not_fit_a_file_are_refused() {
    assertEquals(
        "w: shape [2, 3] needs 6 numbers, got 5",
        refusal(() -> NamedArray.of("w", new float[5], 2, 3)));
    assertEquals(
        "w: shape [65536, 65536, 0] needs too many numbers, got 0",
        refusal(() -> NamedArray.of("w", new float[0], 65536, 65536, 0)));
    assertEquals(
        "w: expected dimensions of at least 0, got [-1, -1]",
        refusal(() -> NamedArray.of("w", new float[1], -1, -1)));
    assertEquals(
        "expected a name of 1 to 1024 characters, got 1025",
        refusal(() -> NamedArray.of("w".repeat(1025), new float[1], 1)));
    assertEquals(
        "__metadata__ cannot be the name of an array: it is reserved for the metadata",
        refusal(() -> NamedArray.of("__metadata__", new float[1], 1)));
    NamedArray one = NamedArray.of("w", new float[1]);
    assertEquals(
        "expected each array once, got w F32 [] twice",
        refusal(() -> new ModelFile(Map.of(), List.of(one, one))));
    assertEquals(
        "metadata: keys that begin with recur. are reserved for the format, got recur.format",
        refusal(() -> new ModelFile(Map.of("recur.format", "2"), List.of())));
    assertEquals(
        "metadata, key 'k': expected text, got an unpaired surrogate (a string cut in the middle?)",
        refusal(() -> new ModelFile(Map.of("k", "\ud83d"), List.of())));
  }

  @Test
  void as_many_arrays_and_keys_as_can_be_read_are_written_and_no_more() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    List<NamedArray> arrays = new ArrayList<>();
    for (int i = 1; i < 100_000; i++) {
      arrays.add(NamedArray.of("w" + i, new byte[0], 0));
      if (i <= 99_997) { // besides recur.format, recur.version and recur.sha256
        keys.put("k" + i, "");
      }
    }
    ModelFile read = ModelFile.read(bytes(new ModelFile(keys, arrays)));
    assertEquals(keys, read.metadata());
    assertEquals(99_999, read.arrays().size()); // besides __metadata__

    keys.put("k", "");
    assertEquals(
        "expected at most 99997 metadata keys, got 99998",
        refusal(() -> new ModelFile(keys, List.of())));
    arrays.add(NamedArray.of("w", new byte[0], 0));
    assertEquals(
        "expected at most 99999 arrays, got 100000",
        refusal(() -> new ModelFile(Map.of(), arrays)));
  }

  @Test
  void the_program_s_version_is_that_of_the_module() {
    // on the class path there is no module
    var module = ModelFile.class.getModule().getDescriptor();
    String version = module == null ? "" : module.rawVersion().orElse("");
    if (!version.isEmpty()) {
      assertEquals(version.replace("-SNAPSHOT", ""), RecurKeys.PROGRAM);
    }
  }

  private static String message(Executable call) {
    return String.valueOf(assertThrows(ModelFileException.class, call).getMessage());
  }

  private static String refusal(Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
