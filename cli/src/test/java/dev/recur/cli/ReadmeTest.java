package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Jobs;
import dev.recur.settings.Settings;
import dev.recur.task.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// What the READMEs and docs/embedding.md show runs, and prints what they show; both languages show
/// the same; and every link of every document leads somewhere.
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String ENGLISH = "README.md";
  private static final String KOREAN = "README.ko.md";
  private static final String EMBEDDING = "docs/embedding.md";
  private static final String CLASSIFY =
      "./recur train classify reviews.csv --text review --label label ";
  private static final List<String> PACKAGES =
      List.of(
          "data",
          "file",
          "inspect",
          "lesson",
          "loss",
          "nn",
          "optim",
          "run",
          "score",
          "settings",
          "source",
          "span",
          "task",
          "task.classify",
          "task.tag",
          "task.text",
          "tensor",
          "text",
          "tokenizer",
          "train",
          "tune");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
  private static final Pattern FROM_FILE = Pattern.compile("^(?://|#) (examples/\\S+)\n");
  private static final Pattern VERSION =
      Pattern.compile("<version>([^<]+)</version>|\"dev\\.recur:[^:\"]+:([^:\"]+)\"");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String MESSAGES =
      "sms.tsv"; // of this form; the project does not hold the data
  private static final Pattern COMMENT = Pattern.compile("\\s+(//|#) .*");

  @Test
  void both_languages_show_the_same_code() throws IOException {
    assertEquals(blocks(ENGLISH, "\\w+"), blocks(KOREAN, "\\w+"));
  }

  static Stream<String> commands() throws IOException {
    List<String> shown = new ArrayList<>();
    for (String document : List.of(ENGLISH, EMBEDDING)) {
      blocks(document, "sh").forEach(block -> block.lines().forEach(shown::add));
    }
    consoles().forEach(console -> shown.add(console.command()));
    for (String[] cells : table()) {
      for (String code : codes(cells[3])) {
        shown.add(code.startsWith("--") ? CLASSIFY + code : code);
      }
    }
    return shown.stream().filter(command -> command.startsWith("./recur")).distinct();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_is_one_that_recur_takes(String command) {
    String[] words =
        words(command).stream()
            .filter(word -> !word.startsWith("@")) // the arguments of an earlier run
            .toArray(String[]::new);
    ParseResult parsed = RecurCommand.commandLine().parseArgs(words);
    ParseResult last = parsed.subcommand();
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    if (last.commandSpec().findOption("--epochs") != null) {
      ParseResult train = last;
      Job<?> job = Jobs.all().getFirst();
      assertDoesNotThrow(
          () -> Settings.create(job.settings(), SettingsOptions.typed(train, job.settings())));
    }
  }

  /// The words of a command after the program's name.
  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .skip(1)
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /// A command, and the lines of its output that are shown.
  private record Console(String command, List<String> lines) {}

  private static List<Console> consoles() throws IOException {
    List<Console> consoles = new ArrayList<>();
    for (String block : blocks(ENGLISH, "console")) {
      for (String line : block.lines().toList()) {
        if (line.startsWith("$ ")) {
          consoles.add(new Console(line.substring(2), new ArrayList<>()));
        } else if (!line.isBlank() && !line.equals("…")) {
          consoles.getLast().lines().add(line);
        }
      }
    }
    return consoles;
  }

  @Test
  void the_commands_of_the_first_screen_print_what_is_shown(@TempDir Path folder)
      throws IOException {
    List<Console> consoles = consoles();
    assertEquals(3, consoles.size());
    Files.writeString(
        folder.resolve(MESSAGES),
        "ham\t\"Ok lar\" he said, see you in the bar\nspam\tWINNER!! Claim your 900 prize now\n"
            .repeat(40));
    for (Console console : consoles) {
      String printed = oneLine(printed(console.command(), folder));
      int from = 0;
      for (String line : console.lines()) {
        int at = printed.indexOf(oneLine(line), from);
        assertTrue(at >= 0, () -> line + "\nis not, in this order, in\n" + printed);
        from = at;
      }
    }
  }

  /// What a command prints in a folder; a training names its file, as a test has no folder to be
  /// in.
  private static String printed(String command, Path folder) {
    List<String> words =
        words(command).stream()
            .map(
                word ->
                    word.endsWith(".recur") || word.equals(MESSAGES)
                        ? folder.resolve(word).toString()
                        : word)
            .collect(Collectors.toCollection(ArrayList::new));
    if (words.contains("train")) {
      words.addAll(List.of("--out", folder.resolve("model-1.recur").toString(), "--force"));
    }
    StringWriter out = new StringWriter();
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    assertEquals(0, RecurCommand.execute(recur, words.toArray(String[]::new)), out::toString);
    return out.toString().replace(folder + "/", "");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  @Test
  void the_java_code_compiles_and_runs(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("reviews.csv"), reviews());
    Files.writeString(folder.resolve("names.jsonl"), names());
    List<String> programs =
        Stream.concat(blocks(ENGLISH, "java").stream(), blocks(EMBEDDING, "java").stream())
            .filter(code -> !FROM_FILE.matcher(code).find())
            .toList();
    assertEquals(5, programs.size());
    assertEquals(6, programs.getFirst().lines().count());
    for (int i = 0; i < programs.size(); i++) {
      String code =
          programs.get(i).replaceAll("\"((reviews|names)\\.\\w+)\"", "\"" + folder + "/$1\"");
      Method main = compile("Shown" + i, code, folder);
      assertDoesNotThrow(() -> main.invoke(null));
    }
    assertTrue(Files.exists(folder.resolve("reviews.recur")));
    assertTrue(Files.exists(folder.resolve("names.recur")));
  }

  @Test
  void what_is_shown_of_a_file_stands_in_it() throws IOException {
    List<MatchResult> shown = BLOCK.matcher(text(EMBEDDING)).results().toList();
    int files = 0;
    for (MatchResult block : shown) {
      var from = FROM_FILE.matcher(block.group(2));
      if (from.find()) {
        files++;
        String excerpt = block.group(2).substring(from.end());
        assertTrue(text(from.group(1)).contains(excerpt), () -> block.group(2));
      }
    }
    assertEquals(2, files);
  }

  @Test
  void the_version_to_depend_on_is_the_one_that_is_built() throws IOException {
    String version = VERSION.matcher(text("pom.xml")).results().findFirst().get().group(1);
    List<String> named =
        blocks(EMBEDDING, "xml|kotlin").stream()
            .flatMap(block -> VERSION.matcher(block).results())
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .toList();
    assertEquals(List.of(version, version), named);
  }

  private static Method compile(String name, String code, Path folder) throws Exception {
    StringBuilder source =
        new StringBuilder("import java.io.*;\nimport java.nio.file.*;\nimport java.util.*;\n");
    source.append("import dev.recur.*;\n");
    PACKAGES.forEach(p -> source.append("import dev.recur.").append(p).append(".*;\n"));
    source.append("public class %s {\n".formatted(name));
    source.append("public static void main() throws Exception {\n%s}}\n".formatted(code));
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options = List.of("-d", folder.toString(), "-cp", classPath, "-proc:none");
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, UTF_8)) {
      var units = files.getJavaFileObjects(file);
      assertTrue(javac.getTask(errors, files, null, options, null, units).call(), errors::toString);
    }
    URL[] made = {folder.toUri().toURL()};
    @SuppressWarnings("resource") // the test ends with it
    var loader = new URLClassLoader(made, ReadmeTest.class.getClassLoader());
    return loader.loadClass(name).getMethod("main");
  }

  private static String names() {
    return """
    {"text": "Ida is in Oslo.", "labels": [[0, 3, "PERSON"], [10, 14, "PLACE"]]}
    {"text": "We saw Boris.", "labels": [[7, 12, "PERSON"]]}
    """
        .repeat(100);
  }

  private static String reviews() {
    StringBuilder csv = new StringBuilder("review,label\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i % 2 == 0 ? "a film to remember,good\n" : "a film to forget,bad\n");
    }
    return csv.toString();
  }

  @Test
  void every_class_of_the_table_is_there_and_has_the_method_that_is_named() throws IOException {
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (String[] cells : table()) {
      for (String name : codes(cells[2])) {
        count++;
        if (!isThere(name.split("\\."))) {
          missing.add(cells[1].strip() + ": " + name);
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(count > 60, "found " + count + " names only");
  }

  private static boolean isThere(String[] name) {
    for (String p : Stream.concat(Stream.of(""), PACKAGES.stream().map(p -> p + ".")).toList()) {
      try {
        Class<?> type = Class.forName("dev.recur." + p + name[0]);
        return Modifier.isPublic(type.getModifiers())
            && (name.length == 1
                || Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals(name[1])));
      } catch (ClassNotFoundException e) {
        // the next package may have it
      }
    }
    return false;
  }

  @Test
  void every_link_of_every_document_leads_to_a_file_and_a_heading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
        if (!link.group(1).startsWith("https://") && !leadsSomewhere(document, link.group(1))) {
          broken.add(ROOT.relativize(document) + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/maths"))) {
      try (var files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
      }
    }
    return all;
  }

  private static boolean leadsSomewhere(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || Files.readString(file)
            .lines()
            .filter(line -> line.startsWith("#"))
            .anyMatch(line -> anchor(line).equals(parts[1]));
  }

  /// The name that GitHub gives a heading.
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /// The rows of the Korean table of terms: term, class, command, formula in cells 1 to 4.
  private static List<String[]> table() throws IOException {
    return text(KOREAN)
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .filter(cells -> cells.length == 5)
        .skip(2) // the header, and the line under it
        .toList();
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }

  /// The blocks of code in this language, without comments.
  private static List<String> blocks(String document, String language) throws IOException {
    return BLOCK
        .matcher(text(document))
        .results()
        .filter(block -> block.group(1).matches(language))
        .map(block -> COMMENT.matcher(block.group(2)).replaceAll(""))
        .toList();
  }

  private static String text(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }
}
