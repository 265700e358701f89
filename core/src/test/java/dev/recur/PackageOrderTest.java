package dev.recur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The order of the packages: each may use those that stand before it, and all but `kernel` are
/// exported.
class PackageOrderTest {
  /// The package `dev.recur` itself.
  private static final String FRONT_DOOR = "";

  /// The packages that each package may use besides itself.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("accelerator", Set.of()),
          Map.entry("kernel", Set.of("accelerator")),
          Map.entry("tensor", Set.of("accelerator", "kernel")),
          Map.entry("settings", Set.of("tensor")),
          Map.entry("nn", Set.of("accelerator", "kernel", "tensor")),
          Map.entry("loss", Set.of("accelerator", "kernel", "tensor", "nn")),
          Map.entry("optim", Set.of("accelerator", "kernel", "tensor", "nn")),
          Map.entry("reading", Set.of("settings")),
          Map.entry("tokenizer", Set.of("reading", "settings")),
          Map.entry("text", Set.of("tensor", "settings", "reading", "tokenizer")),
          Map.entry("data", Set.of("tensor", "settings", "reading", "tokenizer", "text")),
          Map.entry("check", Set.of("settings", "reading", "text", "data")),
          Map.entry("file", Set.of("kernel", "tensor")),
          Map.entry("ngram", Set.of("tensor", "reading", "tokenizer", "file")),
          Map.entry("span", Set.of("settings")),
          Map.entry("score", Set.of("tensor", "settings", "span")),
          Map.entry("train", libraryBefore("score")),
          Map.entry("task", libraryBefore("score", "train")),
          Map.entry("task.text", libraryBefore("score", "train", "task")),
          Map.entry("task.classify", libraryBefore("score", "train", "task", "task.text")),
          Map.entry("task.tag", libraryBefore("score", "train", "task", "task.text")),
          Map.entry("source", libraryBefore("score", "train", "task")),
          Map.entry(
              "run",
              libraryBefore(
                  "source", "score", "train", "task", "task.text", "task.classify", "task.tag")),
          Map.entry(
              "tune",
              libraryBefore(
                  "source",
                  "score",
                  "train",
                  "task",
                  "task.text",
                  "task.classify",
                  "task.tag",
                  "run")),
          Map.entry("lesson", libraryBefore("score", "train")),
          Map.entry(
              "inspect",
              libraryBefore("score", "train", "task", "task.text", "task.classify", "task.tag")),
          Map.entry(
              FRONT_DOOR,
              libraryBefore(
                  "source",
                  "score",
                  "train",
                  "task",
                  "task.text",
                  "task.classify",
                  "task.tag",
                  "run")));

  private static final long MOST_CLASSES = 32;
  private static final Pattern PACKAGE = Pattern.compile("dev/recur/((?:[a-z]\\w*/)*)(?=[A-Z])");

  @Test
  void each_package_uses_only_those_before_it() {
    assertEquals(List.of(), wrongUses(ClassFiles.library()));
  }

  @Test
  void a_use_against_the_order_is_found() {
    assertEquals(List.of(), usesOf("train", Set.of("optim", "text")));
    assertEquals(List.of("nn may not use train"), usesOf("nn", Set.of("tensor", "train")));
    assertEquals(
        List.of("package odd has no place in the order: give it one in PackageOrderTest"),
        usesOf("odd", Set.of()));
    var mentioned = new TreeSet<String>();
    ClassFiles.under(ClassFiles.TESTS).stream()
        .filter(type -> ClassFiles.name(type).equals("dev.recur.PackageOrderTest$Forbidden"))
        .forEach(type -> mentioned.addAll(packagesIn(type)));
    assertEquals(Set.of(FRONT_DOOR, "inspect"), mentioned);
  }

  @Test
  void every_package_but_kernel_is_exported() throws IOException {
    var expected =
        ClassFiles.library().stream()
            .map(type -> ClassFiles.packageOf(type))
            .map(name -> name.equals(FRONT_DOOR) ? "dev.recur" : "dev.recur." + name)
            .filter(name -> !name.equals("dev.recur.kernel"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, exported());
  }

  @Test
  void no_package_grows_beyond_what_a_reader_can_keep_in_mind() {
    var sizes = new TreeMap<String, Long>();
    ClassFiles.library().stream()
        .filter(type -> !ClassFiles.name(type).contains("$"))
        .filter(type -> !ClassFiles.name(type).endsWith(".package-info"))
        .forEach(type -> sizes.merge(ClassFiles.packageOf(type), 1L, Long::sum));
    sizes.remove("nn"); // to split it would open its insides
    sizes.values().removeIf(classes -> classes <= MOST_CLASSES);
    assertEquals(Map.of(), sizes);
  }

  @Test
  void every_package_says_what_lives_there() throws IOException {
    var silent = new ArrayList<Path>();
    try (Stream<Path> all = Files.walk(Path.of("src", "main", "java", "dev", "recur"))) {
      for (Path folder : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
        boolean holds;
        try (Stream<Path> files = Files.list(folder)) {
          holds = files.anyMatch(file -> file.toString().endsWith(".java"));
        }
        Path info = folder.resolve("package-info.java");
        if (holds && !(Files.exists(info) && Files.readString(info).startsWith("/// "))) {
          silent.add(folder);
        }
      }
    }
    assertEquals(List.of(), silent);
  }

  private static Set<String> exported() throws IOException {
    try (InputStream in = Files.newInputStream(ClassFiles.LIBRARY.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> wrongUses(List<ClassModel> classes) {
    return classes.stream()
        .flatMap(
            type ->
                usesOf(ClassFiles.packageOf(type), packagesIn(type)).stream()
                    .map(wrong -> ClassFiles.name(type) + ": " + wrong))
        .toList();
  }

  private static List<String> usesOf(String user, Set<String> used) {
    Set<String> allowed = MAY_USE.get(user);
    if (allowed == null) {
      return List.of(
          "package " + user + " has no place in the order: give it one in PackageOrderTest");
    }
    return used.stream()
        .filter(name -> !name.equals(user) && !allowed.contains(name))
        .sorted()
        .map(name -> user + " may not use " + name)
        .toList();
  }

  /// The packages of the library that a class names: types, descriptors and signatures are all text
  /// in its constant pool.
  private static Set<String> packagesIn(ClassModel type) {
    var names = new TreeSet<String>();
    for (var entry : type.constantPool()) {
      if (entry instanceof Utf8Entry text) {
        PACKAGE
            .matcher(text.stringValue())
            .results()
            .map(hit -> name(hit.group(1)))
            .forEach(names::add);
      }
    }
    return names;
  }

  /// `task.text` for `task/text/`, the empty string for a class of `dev.recur` itself.
  private static String name(String folders) {
    return folders.isEmpty() ? FRONT_DOOR : folders.replaceFirst("/$", "").replace('/', '.');
  }

  private static Set<String> libraryBefore(String... more) {
    var names =
        new TreeSet<>(
            Set.of(
                "accelerator",
                "kernel",
                "tensor",
                "settings",
                "nn",
                "loss",
                "optim",
                "reading",
                "tokenizer",
                "text",
                "data",
                "check",
                "file",
                "ngram",
                "span"));
    names.addAll(List.of(more));
    return names;
  }

  /// Names another package in nothing but the type of a parameter.
  interface Forbidden {
    void look(dev.recur.inspect.Machine machine);
  }
}
