package dev.recur;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.RunPlan;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.task.Role;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.tag.TagJob;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The options of each job have a method for each of its settings, and its documentation the
/// setting's default.
class OptionsTest {
  private static final Set<String> SHORTHANDS = Set.of("noQuote");

  /// A job with its options.
  ///
  /// @param least how many defaults are numbers or switches, at least
  record Typed(Job<?> job, Class<?> options, int least) {
    @Override
    public String toString() {
      return job.name();
    }
  }

  private static Stream<Typed> jobs() {
    return Stream.of(
        new Typed(new ClassifyJob(), ClassifyOptions.class, 16),
        new Typed(new TagJob(), TagOptions.class, 16));
  }

  @Test
  void all_options_are_tested() {
    assertEquals(
        Set.of(RunOptions.class.getPermittedSubclasses()),
        jobs().map(Typed::options).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void every_setting_and_column_has_a_method_of_its_name_and_every_method_is_one(Typed of) {
    Set<String> settings =
        Stream.of(
                SourceSettings.class,
                DivisionSettings.class,
                ComputeSettings.class,
                of.job().settings())
            .flatMap(type -> Settings.of(type).stream())
            .map(Settings.Entry::name)
            .collect(Collectors.toCollection(TreeSet::new));
    of.job().roles().stream().map(Role::name).forEach(settings::add);
    Set<String> methods =
        setters(of).stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    methods.removeAll(SHORTHANDS);
    assertEquals(settings, methods);
  }

  private static List<Method> setters(Typed of) {
    return Stream.of(RunOptions.class, of.options())
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
        .toList();
  }

  /// The documentation repeats the defaults of numbers and switches, for readers of an editor's
  /// completions; here they are compared with the settings.
  @ParameterizedTest
  @MethodSource("jobs")
  void the_documentation_of_each_method_has_the_default_of_its_setting(Typed of)
      throws IOException {
    String source = source("RunOptions") + source(of.options().getSimpleName());
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Class<? extends Record> type :
        List.of(DivisionSettings.class, ComputeSettings.class, of.job().settings())) {
      for (Settings.Entry entry : Settings.of(type)) {
        String byDefault = entry.byDefault().equals("auto") ? "" : entry.byDefault();
        if (byDefault.matches("true|false|[\\d.]+")) {
          checked++;
          String documented = documentation(source, entry.name()).replaceAll("(\\d),(\\d)", "$1$2");
          if (!documented.matches("(?s).*\\b" + Pattern.quote(byDefault) + "\\b(?!\\.\\d).*")) {
            wrong.add(entry.name() + ": " + byDefault + " is not in: " + documented);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(checked >= of.least(), "only " + checked + " settings were checked");
  }

  private static String source(String type) throws IOException {
    return Files.readString(Path.of("src/main/java/dev/recur", type + ".java"));
  }

  /// The comment before the first method of this name.
  private static String documentation(String source, String method) {
    Matcher found =
        Pattern.compile("((?: *///[^\n]*\n)+) *public [\\w ]+ " + method + "\\(").matcher(source);
    assertTrue(found.find(), method);
    return found.group(1);
  }

  @Test
  void every_format_of_the_command_has_a_constant() {
    for (RunOptions.Format format : RunOptions.Format.values()) {
      assertDoesNotThrow(() -> Classify.plan("x", s -> s.format(format)).source());
    }
    SettingException e =
        assertThrows(
            SettingException.class,
            () -> RunPlan.of("classify", "x", Map.of("format", "xml")).source());
    String all =
        Arrays.stream(RunOptions.Format.values())
            .map(format -> Classify.plan("x", s -> s.format(format)).data().get("format"))
            .collect(Collectors.joining(", "));
    assertTrue(String.valueOf(e.getMessage()).contains(all), e::getMessage);
  }
}
