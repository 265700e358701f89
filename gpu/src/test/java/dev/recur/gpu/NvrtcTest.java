package dev.recur.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.recur.accelerator.AcceleratorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvrtcTest {
  /// NVRTC, or no test: `pip download nvidia-cuda-nvrtc` has it, and `-Ddev.recur.nvrtc` names it.
  static Nvrtc nvrtc() {
    Optional<Nvrtc> found = Nvrtc.find();
    if (found.isEmpty()) {
      skip("NVRTC was not found");
    }
    return found.orElseThrow();
  }

  /// Ends the test, with a line that the build shows.
  static void skip(String reason) {
    System.out.println("skipped: " + reason);
    abort(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sm_75", "sm_80", "sm_90"})
  void compiles_every_kernel(String architecture) {
    byte[] binary = nvrtc().binary(KernelSource.cuda(), architecture);
    String names = new String(binary, StandardCharsets.ISO_8859_1);
    for (String kernel : Signatures.read().keySet()) {
      assertTrue(names.contains(".text." + kernel + "\0"), kernel);
    }
  }

  @Test
  void an_architecture_it_does_not_know_is_said_in_one_sentence() {
    Nvrtc nvrtc = nvrtc();
    String message =
        assertThrows(AcceleratorException.class, () -> nvrtc.binary(KernelSource.cuda(), "sm_10"))
            .getMessage();
    assertTrue(
        message.matches("NVRTC \\d+\\.\\d+ \\(.*\\) does not compile the kernels for sm_10: .+"),
        message);
  }

  @Test
  void a_setting_that_is_not_its_file_is_said_in_one_sentence() {
    String before = System.getProperty(Nvrtc.PROPERTY);
    System.setProperty(Nvrtc.PROPERTY, "pom.xml");
    try {
      assertEquals(
          "dev.recur.nvrtc: expected the file of NVRTC, got pom.xml, which cannot be loaded",
          assertThrows(AcceleratorException.class, Nvrtc::find).getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(Nvrtc.PROPERTY);
      } else {
        System.setProperty(Nvrtc.PROPERTY, before);
      }
    }
  }

  @Test
  void it_is_looked_for_in_environments_and_toolkits(@TempDir Path folder) throws IOException {
    Path packages =
        Files.createDirectories(folder.resolve("lib", "python3.13", "site-packages", "nvidia"));
    String home = folder.toString();
    assertTrue(
        NvrtcFiles.pythonFolders(Map.of("VIRTUAL_ENV", home))
            .contains(packages.resolve("cu13", "lib")));
    assertTrue(
        NvrtcFiles.pythonFolders(Map.of("CONDA_PREFIX", home)).contains(folder.resolve("lib")));
    assertTrue(
        NvrtcFiles.toolkitFolders(Map.of("CUDA_HOME", home)).contains(folder.resolve("lib64")));
    assertTrue(NvrtcFiles.pythonFolders(Map.of()).isEmpty());
  }
}
