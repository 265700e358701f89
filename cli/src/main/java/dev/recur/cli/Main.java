package dev.recur.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;

/// Where the program `recur` starts and ends.
final class Main {
  // The launcher passes file descriptor 2 through a filter that drops the JVM's warning about the
  // incubating vector module, and gives the number of the unfiltered one here: what is written
  // there keeps its order with standard output.
  private static final String ERRORS = "RECUR_STDERR";

  private Main() {}

  public static void main(String[] args) {
    String errors = System.getenv(ERRORS);
    if (errors != null) {
      writeErrorsTo(errors);
    }
    StandardOutput out = StandardOutput.install();
    List<String> answers = Answers.ofPlain(args);
    answers.forEach(System.out::println);
    System.exit(out.code(answers.isEmpty() ? RecurCommand.run(args) : 0));
  }

  // To open /dev/fd/3 by its name would give a second place in the same file: lines would be
  // overwritten where it is that of standard output, too.
  private static void writeErrorsTo(String descriptor) {
    try {
      var open = FileDescriptor.class.getDeclaredConstructor(int.class);
      open.setAccessible(true); // the launcher opens java.io to this program
      var out = new FileOutputStream(open.newInstance(Integer.parseInt(descriptor)));
      System.setErr(new PrintStream(out, true, System.err.charset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The filter writes to the same place, only later than standard output.
    }
  }
}
