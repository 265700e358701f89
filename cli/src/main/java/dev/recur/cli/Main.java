package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.reading.Shown;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/// The entry point of the program `recur`. Its output is UTF-8 and English in every locale.
final class Main {
  // The launcher passes file descriptor 2 through a filter that drops the JVM's warning about the
  // incubating vector module, and sets this variable to the number of the unfiltered one: lines
  // that
  // are written there keep their order with standard output.
  private static final String ERRORS = "RECUR_STDERR";

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    writeErrors();
    StandardOutput out = StandardOutput.install();
    System.exit(out.code(code(args)));
  }

  private static int code(String... args) {
    Optional<String> complaint = Arguments.complaint(args);
    if (complaint.isPresent()) {
      System.err.println(Shown.line("recur: " + complaint.get()));
      return ExitCode.USAGE;
    }
    List<String> answers = Answers.ofPlain(args);
    answers.forEach(System.out::println);
    return answers.isEmpty() ? RecurCommand.run(args) : ExitCode.OK;
  }

  private static void writeErrors() {
    String descriptor = System.getenv(ERRORS);
    FileDescriptor errors = FileDescriptor.err;
    try {
      errors = descriptor == null ? errors : open(descriptor);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The filter writes to the same place, but its lines may follow those of standard output.
    }
    System.setErr(new PrintStream(new FileOutputStream(errors), true, UTF_8));
  }

  // Opening /dev/fd/3 by its name would create a second position in the same file, and lines would
  // be overwritten if standard output goes to that file as well.
  private static FileDescriptor open(String descriptor) throws ReflectiveOperationException {
    var open = FileDescriptor.class.getDeclaredConstructor(int.class);
    open.setAccessible(true); // the launcher opens java.io to this program
    return open.newInstance(Integer.parseInt(descriptor));
  }
}
