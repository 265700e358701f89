package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.reading.OpenFile;
import dev.recur.reading.Shown;
import dev.recur.reading.TextLines;
import dev.recur.task.Job;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A file of arguments that repeats a run, `recur train @FILE`: one argument per line, as it would
/// be typed but without shell quoting.
///
/// {@snippet class="RunExamples" region="arguments"}
///
/// Empty lines and lines that begin with `#` are ignored. If an argument contains a line break or
/// an invisible character, the first line is a comment that says so, and a backslash begins an
/// escape as in Java; in any other file it is an ordinary character.
public final class ArgumentFile {
  static final String ESCAPES =
      "# Here \\n is a line break, \\u001B the character of that number, \\\\ a backslash.";

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|[nrt\\\\])");

  private ArgumentFile() {}

  /// Returns the content of a file of these arguments.
  static byte[] bytes(List<String> arguments) {
    boolean plain = arguments.stream().allMatch(a -> Shown.line(a).equals(a) && !isPassedOver(a));
    StringBuilder lines = new StringBuilder(plain ? "" : ESCAPES + "\n");
    for (String argument : arguments) {
      lines.append(plain ? argument : escaped(argument)).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  private static boolean isPassedOver(String line) {
    return line.isEmpty() || line.strip().startsWith("#");
  }

  private static String escaped(String argument) {
    String line = Shown.line(argument.replace("\\", "\\\\"));
    return isPassedOver(line) ? Shown.escaped(line.charAt(0)) + line.substring(1) : line;
  }

  /// Returns the arguments with each `@FILE` between `train` and the job replaced by the arguments
  /// in the file; elsewhere an argument that begins with `@` is left as it is.
  ///
  /// @param arguments of the command `recur`
  /// @throws IOException if there is no such file, or it cannot be read
  public static List<String> expand(List<String> arguments) throws IOException {
    Set<String> ends = Jobs.all().stream().map(Job::name).collect(Collectors.toSet());
    ends.add("--");
    int train = arguments.indexOf("train");
    if (train < 0 || !arguments.subList(0, train).stream().allMatch(a -> a.startsWith("-"))) {
      return arguments;
    }
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("@") && Collections.disjoint(all, ends)) {
        all.addAll(read(Path.of(argument.substring(1))));
      } else {
        all.add(argument);
      }
    }
    return all;
  }

  private static List<String> read(Path file) throws IOException {
    List<String> arguments = new ArrayList<>();
    OpenFile open = open(file);
    try (TextLines lines = TextLines.of(open, open.mark().orElse(UTF_8))) {
      boolean escapes = false;
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        escapes = escapes || line.get().equals(ESCAPES);
        if (!isPassedOver(line.get())) {
          arguments.add(escapes ? unescaped(line.get()) : line.get());
        }
      }
    }
    return arguments;
  }

  private static OpenFile open(Path file) throws IOException {
    try {
      return OpenFile.of(file, "a file of arguments");
    } catch (NoSuchFileException e) {
      throw (IOException)
          new NoSuchFileException(file.toString(), null, "there is no such file of arguments")
              .initCause(e);
    }
  }

  private static String unescaped(String line) {
    return ESCAPE
        .matcher(line)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group().charAt(1)) {
                      case 'n' -> "\n";
                      case 'r' -> "\r";
                      case 't' -> "\t";
                      case 'u' ->
                          Character.toString(Integer.parseInt(found.group().substring(2), 16));
                      default -> "\\";
                    }));
  }
}
