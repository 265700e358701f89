package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts start the right program with the arguments that were typed, in UTF-8, in every
/// environment: tested in a copy of the checkout whose Java and Maven only print how they were
/// called.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has launchers of its own")
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> SCRIPTS =
      List.of("recur", "build", ".ci/run", "bench/compare", "bench/jmh", "bench/tickets");

  /// The last two arguments, what the C library takes letters for, and the home.
  private static final String SAY =
      """
      #!/bin/sh
      for last; do before=$word word=$last; done
      [ "$word" = verify ] && echo "$before" || echo "$before" "$word"
      locale charmap
      cd || exit
      """;

  @TempDir static Path folder;
  private static Path checkout = Path.of("");

  @BeforeAll
  static void copy_the_scripts() throws IOException {
    checkout = folder.resolve("it's \"한글\" $(x)");
    for (String script : SCRIPTS) {
      copy(script, script);
    }
    copy(".mvn/jdk.sh", ".mvn/jdk.sh");
    copy("bench/jars.sh", "bench/jars.sh");
    copy("cli/src/release/bin/recur", "release/bin/recur");
    copy(".mvn/jdk.sh", "release/bin/jdk.sh");
    write("mvnw", SAY);
    write("jdk/bin/java", SAY);
    write("jdk/bin/javac", SAY);
    write("jdk/release", "JAVA_VERSION=\"25.0.3\"\n");
    for (String source :
        List.of(
            "pom.xml",
            "core/pom.xml",
            "core/src/main/A.java",
            "lucene/pom.xml",
            "lucene/src/main/A.java",
            "gpu/pom.xml",
            "gpu/src/main/A.java",
            "pages/pom.xml",
            "pages/src/main/A.java",
            "cli/pom.xml",
            "cli/src/main/A.java",
            "bench/pom.xml",
            "bench/src/main/java/A.java")) {
      write(source, "");
    }
    FileTime later = FileTime.from(Instant.now().plusSeconds(1000));
    write(".recur/current", "app");
    write(".recur/app/a.jar", "");
    Files.setLastModifiedTime(write(".recur/stamp", ""), later);
    Files.setLastModifiedTime(write("bench/.bench/stamp", ""), later);
  }

  private static void copy(String from, String to) throws IOException {
    write(to, Files.readString(ROOT.resolve(from)));
  }

  private static Path write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs a line of bash in this folder and returns what it printed, but not what bash itself says
  /// of a locale that is not there.
  private static List<String> run(Path in, String line, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    Process bash = builder.redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), UTF_8);
    bash.waitFor();
    return printed.lines().filter(printedLine -> !printedLine.contains("setlocale")).toList();
  }

  private static final List<String> RIGHT = List.of("a \"텍스트\" *", "UTF-8");

  private static List<String> said(List<String> printed) {
    return printed.subList(0, Math.min(2, printed.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export LC_ALL=ko_KR.UTF-8",
        "unset LC_ALL LC_CTYPE; export LANG=en_US.UTF-8",
        "unset LC_ALL LANG; export LC_CTYPE=UTF-8",
        "unset LC_ALL LANG LC_CTYPE",
        "export LC_ALL=C",
        "export LC_ALL=POSIX",
        "export LC_ALL=xx_XX.EUC-KR",
        "export CDPATH=/:..:/tmp",
        "unset HOME",
        "export HOME=",
        "export TMPDIR=/there/is/none",
        "export GREP_OPTIONS=--invert-match",
        "export POSIXLY_CORRECT=1",
        "set -o allexport; IFS=:; export IFS",
        "set -efu -o pipefail; export SHELLOPTS",
        "shopt -s failglob nullglob nocasematch; export BASHOPTS",
        "cd() { echo my cd; }; find() { echo my find; }; export -f cd find",
        "echo 'alias cd=false; shopt -s expand_aliases failglob; set -e; IFS=n; cd() { :; }' >odd;"
            + " export BASH_ENV=$PWD/odd",
      })
  void the_program_gets_its_arguments_in_any_environment(String environment) throws Exception {
    String line = environment + "; exec \"$1\" a '\"텍스트\" *'";
    String name = checkout.getFileName().toString();
    assertEquals(RIGHT, run(folder, line, name + "/recur"));
    assertEquals(RIGHT, run(folder, line, name + "/release/bin/recur"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"recur", "build", ".ci/run", "bench/compare", "bench/jmh", "bench/tickets"})
  void every_script_works_in_an_odd_environment(String script) throws Exception {
    String odd =
        "cd() { echo my cd; }; export -f cd; unset HOME; export CDPATH=/:.. LC_ALL=ko_KR.UTF-8"
            + " TMPDIR=/there/is/none POSIXLY_CORRECT=1; exec \"$1\" a '\"텍스트\" *'";
    boolean last = script.equals("build") || script.equals(".ci/run"); // verify follows
    List<String> right = List.of(last ? "\"텍스트\" *" : RIGHT.getFirst(), "UTF-8");
    assertEquals(right, said(run(folder, odd, checkout.getFileName() + "/" + script)));
  }

  @Test
  void a_link_to_the_launcher_works_from_anywhere() throws Exception {
    Path links = Files.createDirectories(folder.resolve("-links"));
    Files.createSymbolicLink(links.resolve("-r"), Path.of("../second"));
    Files.createSymbolicLink(folder.resolve("second"), checkout.resolve("recur"));
    assertEquals(RIGHT, run(links, "bash -- -r a '\"텍스트\" *'"));
    assertEquals(RIGHT, run(folder, "PATH=$PWD/-links:$PATH; -r a '\"텍스트\" *'"));
  }

  @Test
  void without_a_home_java_is_found_where_it_lies() throws Exception {
    String line = "set -u; unset HOME; . .mvn/jdk.sh; find_jdk java";
    assertEquals(List.of(checkout.resolve("jdk").toString()), run(checkout, line));
    List<String> folders = run(checkout, "set -u; unset HOME; . .mvn/jdk.sh; jdk_folders; echo $?");
    assertTrue(folders.stream().noneMatch(f -> f.contains("unbound")), folders::toString);
  }
}
