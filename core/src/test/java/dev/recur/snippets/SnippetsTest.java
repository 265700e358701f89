package dev.recur.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.nn.LstmState;
import dev.recur.nn.Output;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the snippets of the documentation comments, and checks that each snippet that a comment
/// names exists.
class SnippetsTest {
  private static final Pattern SHOWN =
      Pattern.compile("\\{@snippet class=\"(\\w+)\" region=\"([\\w-]+)\"}");
  private static final Pattern REGION =
      Pattern.compile("// @start region=\"([\\w-]+)\"(.*?)// @end", Pattern.DOTALL);
  private static final Pattern PUBLIC_CLASS =
      Pattern.compile("dev\\.recur\\.(?:[a-z]\\w*\\.)*([A-Z]\\w*)");

  /// The line where a member of a class begins, and the name of a static method in such a line.
  private static final Pattern MEMBER = Pattern.compile("^  [a-zA-Z<]");

  private static final Pattern METHOD = Pattern.compile("\\bstatic [^(=]*?(\\w+)\\(");
  private static final Pattern EXAMPLES = Pattern.compile("(\\w+Examples?)\\.java");
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path SNIPPETS =
      Path.of("src", "test", "java", "dev", "recur", "snippets"); // the pom's --snippet-path
  private static final Pattern SNIPPET = Pattern.compile("\\{@snippet ([^}]*)}");
  private static final Pattern NAMED = Pattern.compile("class=\"(\\w+)\" region=\"([\\w-]+)\"");

  @Test
  void every_snippet_of_a_documentation_comment_has_its_class_and_region() throws IOException {
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (Path source : sources()) {
      for (MatchResult tag : matches(SNIPPET, Files.readString(source, UTF_8))) {
        count++;
        List<MatchResult> named = matches(NAMED, tag.group(1));
        if (named.size() != 1 || !isThere(named.getFirst())) {
          missing.add(source + ": " + tag.group());
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(count >= 9, "expected at least 9 snippets, found " + count + " snippets");
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static boolean isThere(MatchResult named) throws IOException {
    Path file = SNIPPETS.resolve(named.group(1) + ".java");
    return Files.exists(file)
        && Files.readString(file, UTF_8).contains("// @start region=\"" + named.group(2) + "\"");
  }

  @Test
  void every_public_class_shows_a_snippet_that_names_it() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("api.txt"), UTF_8)) {
      Matcher type = PUBLIC_CLASS.matcher(line.strip());
      if (type.matches()) {
        Path source = SOURCES.resolve(line.strip().replace('.', '/') + ".java");
        List<MatchResult> shown = matches(SHOWN, Files.readString(source, UTF_8));
        if (!anyNames(type.group(1), shown)) {
          missing.add(line.strip());
        }
      }
    }
    assertEquals(
        List.of(),
        missing,
        "the comment of each needs {@snippet class=\"…Examples\" region=\"…\"}, and the code of the"
            + " region the name of the class");
  }

  private static boolean anyNames(String type, List<MatchResult> shown) throws IOException {
    Pattern name = Pattern.compile("\\b" + type + "\\b");
    for (MatchResult tag : shown) {
      if (name.matcher(region(tag.group(1), tag.group(2))).find()) {
        return true;
      }
    }
    return false;
  }

  /// The code of a region; empty if there is none.
  private static String region(String type, String name) throws IOException {
    Path file = SNIPPETS.resolve(type + ".java");
    if (!Files.exists(file)) {
      return "";
    }
    return matches(REGION, Files.readString(file, UTF_8)).stream()
        .filter(region -> region.group(1).equals(name))
        .map(region -> region.group(2))
        .findFirst()
        .orElse("");
  }

  @Test
  void every_region_stands_in_a_method_that_is_run() throws IOException {
    String tests = Files.readString(SNIPPETS.resolve("SnippetsTest.java"), UTF_8);
    List<String> idle = new ArrayList<>();
    for (Class<?> type : examples()) {
      String name = type.getSimpleName();
      for (String method : methodsWithRegions(name)) {
        boolean runs =
            Stream.of(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method) && runsAlone(each));
        if (!runs && !tests.contains(name + "." + method + "(")) {
          idle.add(name + "." + method);
        }
      }
    }
    assertEquals(List.of(), idle, "make each a static void method without parameters, not private");
  }

  /// The methods of examples that hold a region. (A region may also hold a whole nested class.)
  private static List<String> methodsWithRegions(String type) throws IOException {
    List<String> methods = new ArrayList<>();
    String member = "";
    for (String line : Files.readAllLines(SNIPPETS.resolve(type + ".java"), UTF_8)) {
      if (MEMBER.matcher(line).find()) {
        member = line;
      } else if (line.startsWith("    ") && line.strip().startsWith("// @start")) {
        matches(METHOD, member).forEach(method -> methods.add(method.group(1)));
      }
    }
    return methods;
  }

  /// Runs every example that needs nothing and returns nothing. The others, whose results are
  /// compared, have tests of their own below. (Examples of devices expect that there is none.)
  @Tag("no-drivers")
  @TestFactory
  Stream<DynamicTest> every_example_runs() throws IOException {
    return examples().stream()
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(SnippetsTest::runsAlone)
        .map(SnippetsTest::test)
        .sorted(Comparator.comparing(DynamicTest::getDisplayName));
  }

  private static List<Class<?>> examples() throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (var files = Files.list(SNIPPETS)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        Matcher name = EXAMPLES.matcher(file.getFileName().toString());
        if (name.matches()) {
          types.add(load(SnippetsTest.class.getPackageName() + "." + name.group(1)));
        }
      }
    }
    return types;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " has a source file but no class file", e);
    }
  }

  private static boolean runsAlone(Method method) {
    return Modifier.isStatic(method.getModifiers())
        && !Modifier.isPrivate(method.getModifiers())
        && !method.isSynthetic() // a lambda
        && method.getParameterCount() == 0
        && method.getReturnType() == void.class;
  }

  private static DynamicTest test(Method method) {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    return DynamicTest.dynamicTest(name, () -> run(method));
  }

  private static void run(Method method) throws Throwable {
    try {
      method.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void a_loop_over_an_rnn_cell_gives_a_state_a_step_and_a_gradient() {
    List<Tensor> states = RnnCellExample.loop(steps(5));
    Tensor dWh = states.removeLast();

    assertEquals(5, states.size());
    assertArrayEquals(new int[] {2, 4}, states.getLast().shape());
    assertArrayEquals(new int[] {4, 4}, dWh.shape());
    assertFalse(isZero(dWh));
  }

  @Test
  void a_loop_over_an_lstm_cell_can_be_cut_without_changing_what_goes_forward() {
    LstmState whole = LstmCellExample.loop(steps(5), -1);
    LstmState cut = LstmCellExample.loop(steps(5), 3);

    assertArrayEquals(whole.h().toArray(), cut.h().toArray());
    assertArrayEquals(whole.c().toArray(), cut.c().toArray());
  }

  @Test
  void a_loop_over_a_gru_cell_leads_the_gradient_back_to_the_first_state() {
    assertFalse(isZero(GruCellExample.loop(steps(5), Tensor.zeros(2, 4))));
  }

  @Test
  void layers_give_the_shapes_that_their_documentation_says() {
    Output<Tensor, Tensor> rnn = LayerExamples.rnn();
    assertArrayEquals(new int[] {5, 2, 4}, rnn.output().shape());
    assertArrayEquals(new int[] {1, 2, 4}, rnn.state().shape());
    assertTrue(isZero(rnn.output().slice(0, 2, 5).slice(1, 1, 2)), "0 after the end of a row");

    Output<Tensor, LstmState> lstm = LayerExamples.lstm();
    assertArrayEquals(new int[] {2, 5, 8}, lstm.output().shape());
    assertArrayEquals(new int[] {4, 2, 4}, lstm.state().c().shape());

    PackedSequence gru = LayerExamples.gru(new Tape());
    assertArrayEquals(new int[] {7, 4}, gru.data().shape());
    assertArrayEquals(new int[] {7, 3}, LayerExamples.linear(gru.data()).shape());
    assertArrayEquals(new int[] {2, 4}, LayerExamples.pooling(gru).shape());
    Tensor probabilities = LayerExamples.softmax(gru.data());
    assertEquals(7f, probabilities.sum().item(), 1e-5f); // each of the 7 rows sums to 1
    assertArrayEquals(new int[] {7, 3}, LayerExamples.embedding(new Tape()).data().shape());
  }

  @Test
  void a_fork_of_a_stream_leaves_no_trace_in_it() {
    float[] same = SessionExample.stream(new int[] {3, 1, 4}, 1)[0];

    assertArrayEquals(same, SessionExample.stream(new int[] {3, 1, 4}, 5)[0]);
    assertArrayEquals(
        SessionExample.stream(new int[] {3, 1, 4, 5}, 0)[0],
        SessionExample.stream(new int[] {3, 1, 4}, 5)[1]);
  }

  @Test
  void dropout_halves_what_it_is_given_and_doubles_the_rest() {
    float[] ones = new float[1000];
    Arrays.fill(ones, 1f);
    float[] y = LayerExamples.dropout(Tensor.of(ones, 10, 100)).toArray();
    int kept = 0;
    for (float v : y) {
      assertTrue(v == 0f || v == 2f);
      kept += v == 2f ? 1 : 0;
    }
    assertEquals(500, kept, 80); // five deviations
  }

  private static Tensor[] steps(int count) {
    Tensor[] x = new Tensor[count];
    for (int t = 0; t < count; t++) {
      float[] values = new float[6];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Seed.of(7).split(t).normal(i);
      }
      x[t] = Tensor.of(values, 2, 3);
    }
    return x;
  }

  private static boolean isZero(Tensor x) {
    for (float v : x.toArray()) {
      if (v != 0f) {
        return false;
      }
    }
    return true;
  }
}
