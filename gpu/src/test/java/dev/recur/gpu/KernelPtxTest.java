package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The PTX in the jar is what NVRTC makes of the kernels' source. With `-Drecur.kept=write
/// -Ddev.recur.nvrtc=FILE` it is written anew; the test fails then all the same, so that no build
/// compares with what it has just written.
class KernelPtxTest {
  private static final Path FILE = Path.of("src/main/resources/dev/recur/gpu/kernels.ptx");
  private static final Pattern HEAD =
      Pattern.compile("^// .* by NVRTC (\\d+\\.\\d+)\\.\n// Source: SHA-256 (\\w+)\\.\n");
  private static final Pattern ARITHMETIC =
      Pattern.compile(
          "^\\s+((?:add|sub|mul|mad|fma|div|sqrt|rcp|rsqrt|ex2|lg2|tanh)\\.\\S*f32)",
          Pattern.MULTILINE);

  /// PTX 7.0 is older than what NVRTC says, and enough: see [KernelSource#ptx()].
  private static String today(Nvrtc nvrtc) {
    String body =
        nvrtc
            .ptx(KernelSource.cuda(), "compute_75")
            .lines()
            .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
            .map(line -> line.startsWith(".version") ? ".version 7.0" : line.stripTrailing())
            .collect(Collectors.joining("\n"));
    return "// The kernels of kernels.c for NVIDIA's GPUs, compiled by NVRTC %s.\n// Source: SHA-256 %s.\n%s\n"
        .formatted(nvrtc.version(), source(), body);
  }

  /// A hash of the source without its comments and line breaks.
  private static String source() {
    String source =
        Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL)
            .matcher(KernelSource.cuda())
            .replaceAll("")
            .replaceAll("\\s+", " ");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  @Test
  void the_ptx_is_of_the_source() throws IOException {
    if ("write".equals(System.getProperty("recur.kept"))) {
      Files.writeString(FILE, today(NvrtcTest.nvrtc()));
      fail(FILE + " is written anew: read the difference, and test without -Drecur.kept=write");
    }
    assertEquals(
        source(),
        head().group(2),
        "the source of the kernels has changed: test with -Drecur.kept=write, where NVRTC is");
  }

  @Test
  void nvrtc_makes_the_same_ptx() {
    Nvrtc nvrtc = NvrtcTest.nvrtc();
    String version = head().group(1);
    if (!nvrtc.version().equals(version)) {
      NvrtcTest.skip("NVRTC is %s, and the PTX of %s".formatted(nvrtc.version(), version));
    }
    assertEquals(today(nvrtc), KernelSource.read("kernels.ptx"));
  }

  @Test
  void every_operation_is_rounded_once() {
    Matcher operation = ARITHMETIC.matcher(KernelSource.read("kernels.ptx"));
    int count = 0;
    for (; operation.find(); count++) {
      assertTrue(operation.group(1).endsWith(".rn.f32"), operation.group(1));
    }
    assertTrue(count > 500, "operations: " + count);
  }

  @Test
  void the_ptx_has_the_parameters_of_every_kernel() {
    String ptx = KernelSource.read("kernels.ptx");
    Signatures.read()
        .forEach(
            (kernel, types) -> {
              Matcher entry =
                  Pattern.compile("\\.entry %s\\(([^)]*)\\)".formatted(kernel)).matcher(ptx);
              assertTrue(entry.find(), kernel);
              List<String> found =
                  Pattern.compile("\\.param \\.(\\w+)")
                      .matcher(entry.group(1))
                      .results()
                      .map(parameter -> parameter.group(1))
                      .toList();
              assertEquals(types.stream().map(KernelPtxTest::inPtx).toList(), found, kernel);
            });
  }

  private static String inPtx(String type) {
    return switch (type) {
      case "int" -> "u32";
      case "float" -> "f32";
      default -> "u64";
    };
  }

  private static Matcher head() {
    Matcher head = HEAD.matcher(KernelSource.read("kernels.ptx"));
    assertTrue(head.find());
    return head;
  }
}
