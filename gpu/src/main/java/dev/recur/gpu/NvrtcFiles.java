package dev.recur.gpu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where NVRTC is: in a Python environment that is active, in a Conda environment, where the
/// operating system looks for libraries, or in CUDA's toolkit.
final class NvrtcFiles {
  private static final List<String> PACKAGES = List.of("cu13", "cuda_nvrtc");
  private static final List<String> PACKAGE_FOLDERS = List.of("lib", "bin", "bin/x86_64");
  private static final List<String> TOOLKIT_FOLDERS = List.of("lib64", "lib", "bin", "bin/x64");

  private NvrtcFiles() {}

  /// The first that can be loaded.
  static Optional<NativeLibrary> load() {
    Map<String, String> environment = System.getenv();
    return first(pythonFolders(environment))
        .or(NvrtcFiles::named)
        .or(() -> first(toolkitFolders(environment)));
  }

  private static Optional<NativeLibrary> named() {
    return Nvrtc.NAMES.stream().map(NativeLibrary::named).flatMap(Optional::stream).findFirst();
  }

  private static Optional<NativeLibrary> first(List<Path> folders) {
    return folders.stream()
        .flatMap(folder -> Nvrtc.NAMES.stream().map(folder::resolve))
        .filter(Files::exists)
        .map(NvrtcFiles::in)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The library in this file, after the one beside it that it needs, and would look for only where
  /// the operating system does.
  static Optional<NativeLibrary> in(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      entries(folder, "{libnvrtc-builtins.so.*,nvrtc-builtins64_*.dll}").forEach(NativeLibrary::in);
    }
    return NativeLibrary.in(file);
  }

  /// The folders of Python's and Conda's environments.
  static List<Path> pythonFolders(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    String python = environment.get("VIRTUAL_ENV");
    if (python != null) {
      List<Path> homes = new ArrayList<>(entries(Path.of(python, "lib"), "python*"));
      homes.add(Path.of(python, "Lib")); // Windows
      for (Path home : homes) {
        for (String name : PACKAGES) {
          Path all = home.resolve("site-packages", "nvidia", name);
          PACKAGE_FOLDERS.forEach(folder -> folders.add(all.resolve(folder)));
        }
      }
    }
    String conda = environment.get("CONDA_PREFIX");
    if (conda != null) {
      folders.add(Path.of(conda, "lib"));
      folders.add(Path.of(conda, "Library", "bin")); // Windows
    }
    return folders;
  }

  /// The folders of CUDA's toolkit.
  static List<Path> toolkitFolders(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String variable : List.of("CUDA_PATH", "CUDA_HOME")) {
      String home = environment.get(variable);
      if (home != null) {
        TOOLKIT_FOLDERS.forEach(folder -> folders.add(Path.of(home, folder)));
      }
    }
    return folders;
  }

  private static List<Path> entries(Path folder, String names) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
      found.forEach(entries::add);
    } catch (IOException e) {
      return List.of(); // no such folder
    }
    entries.sort(null);
    return entries;
  }
}
