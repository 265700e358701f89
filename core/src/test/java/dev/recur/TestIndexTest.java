package dev.recur;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The `package-info` of every test package, in every module, is an index: which tests check which
/// class, and what the fixtures are.
///
/// `[Name]` is a class of the package itself, a test or the class that it tests; a name in
/// backticks is a class or a package anywhere below `dev.recur`; a star stands for the beginning of
/// names.
class TestIndexTest {
  private static final Path TESTS = Path.of("src", "test", "java", "dev", "recur");
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "recur");

  /// Modules whose classes are all in an index. (Examples are run, and benches measured.)
  private static final Set<String> COMPLETE = Set.of("core", "cli", "gpu", "lucene", "pages");

  private static final Pattern HERE = Pattern.compile("\\[([A-Z]\\w*)]");
  private static final Pattern ANYWHERE =
      Pattern.compile("`([a-z]\\w*(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)?|[A-Z]\\w*)`");
  private static final Pattern STAR = Pattern.compile("`\\*(\\w+)`");

  /// A package as one module has it, with its classes and its index, which is empty if missing.
  private record TestPackage(Path module, Path name, String index) {
    Path info() {
      return module.resolve(TESTS).resolve(name).resolve("package-info.java");
    }

    Set<String> tests() throws IOException {
      return classes(module.resolve(TESTS).resolve(name));
    }

    Set<String> tested() throws IOException {
      return classes(module.resolve(SOURCES).resolve(name));
    }

    boolean names(String type) {
      return index.contains("[" + type + "]")
          || matches(STAR, index).anyMatch(star -> type.endsWith(star.group(1)));
    }
  }

  @Test
  void every_index_names_the_tests_and_fixtures_of_its_package() throws IOException {
    List<String> missing = new ArrayList<>();
    for (TestPackage each : packages(TESTS)) {
      missing.addAll(missing(each, each.tests()));
    }
    assertEquals(List.of(), missing, "add [Name] to the list, and what it is");
  }

  @Test
  void every_class_of_the_library_and_the_command_is_in_the_index_of_its_tests()
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (TestPackage each : packages(SOURCES)) {
      if (COMPLETE.contains(each.module().getFileName().toString())) {
        missing.addAll(missing(each, each.tested()));
      }
    }
    assertEquals(List.of(), missing, "add [Name] to the list, and which tests check it");
  }

  @Test
  void every_name_in_an_index_exists() throws IOException {
    Set<String> all = everywhere();
    List<String> wrong = new ArrayList<>();
    for (TestPackage each : packages(TESTS)) {
      wrong.addAll(wrong(each, all));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void a_missing_name_and_one_that_does_not_exist_are_found() throws IOException {
    String index = "/// - [Gru], [Gone]: `laws.BatchLawTest`, `laws.Gone`, `gone`, `*Test`";
    var some = new TestPackage(Path.of("..", "core"), Path.of("nn"), index);
    String place = some.info() + ": ";

    assertEquals(List.of(place + "Lstm"), missing(some, Set.of("Gru", "Lstm", "AnyTest")));
    assertEquals(
        List.of(place + "[Gone]", place + "`laws.Gone`", place + "`gone`"),
        wrong(some, everywhere()));
  }

  private static List<String> missing(TestPackage of, Set<String> types) {
    return types.stream()
        .filter(type -> !of.names(type))
        .map(type -> of.info() + ": " + type)
        .toList();
  }

  private static List<String> wrong(TestPackage of, Set<String> all) throws IOException {
    Set<String> here = of.tests();
    here.addAll(of.tested());
    return Stream.concat(
            matches(HERE, of.index()).filter(name -> !here.contains(name.group(1))),
            matches(ANYWHERE, of.index()).filter(name -> !all.contains(name.group(1))))
        .map(name -> of.info() + ": " + name.group())
        .toList();
  }

  private static List<Path> modules() throws IOException {
    Path root = Path.of("..");
    try (Stream<Path> folders =
        Files.find(root, 2, (path, is) -> is.isDirectory() && Files.exists(path.resolve(TESTS)))) {
      return folders.sorted().toList();
    }
  }

  /// The packages of all modules that have classes there.
  private static List<TestPackage> packages(Path sources) throws IOException {
    List<TestPackage> packages = new ArrayList<>();
    for (Path module : modules()) {
      Path top = module.resolve(sources);
      for (Path folder : folders(top)) {
        if (!classes(folder).isEmpty()) {
          Path name = top.relativize(folder);
          Path info = module.resolve(TESTS).resolve(name).resolve("package-info.java");
          String index = Files.exists(info) ? Files.readString(info, UTF_8) : "";
          packages.add(new TestPackage(module, name, index));
        }
      }
    }
    return packages;
  }

  private static List<Path> folders(Path top) throws IOException {
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  /// The names of the files with a class, sorted; none if there is no such folder.
  private static Set<String> classes(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
            .forEach(file -> names.add(file.substring(0, file.length() - ".java".length())));
      }
    }
    return names;
  }

  /// Every package and class of every module, without `dev.recur`: `nn`, `nn.Rnn`.
  private static Set<String> everywhere() throws IOException {
    Set<String> all = new TreeSet<>();
    for (Path sources : List.of(SOURCES, TESTS)) {
      for (TestPackage each : packages(sources)) {
        String name = each.name().toString().replace('\\', '/').replace('/', '.');
        all.add(name);
        Set<String> types = each.tests();
        types.addAll(each.tested());
        types.forEach(type -> all.add(name.isEmpty() ? type : name + "." + type));
      }
    }
    return all;
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
