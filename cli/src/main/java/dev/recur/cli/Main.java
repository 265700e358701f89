package dev.recur.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// Where the program `recur` starts and ends.
final class Main {
  // The launcher passes file descriptor 2 through a filter that drops the JVM's warning about the
  // incubating vector module, and names the terminal itself here: what is written there keeps its
  // order with standard output. Where that is the same file, it is not opened a second time.
  private static final String ERRORS = "RECUR_STDERR";
  private static final String STANDARD_OUTPUT = "/dev/fd/1";

  private Main() {}

  public static void main(String[] args) {
    String errors = System.getenv(ERRORS);
    if (errors != null) {
      writeErrorsTo(errors);
    }
    List<String> answers = Answers.ofPlain(args);
    answers.forEach(System.out::println);
    System.exit(answers.isEmpty() ? RecurCommand.run(args) : 0);
  }

  private static void writeErrorsTo(String file) {
    try {
      var out =
          file.equals(STANDARD_OUTPUT)
              ? new FileOutputStream(FileDescriptor.out)
              : new FileOutputStream(file, true);
      System.setErr(new PrintStream(out, true, System.err.charset()));
    } catch (IOException e) {
      // A socket, say, cannot be opened a second time; the filter writes to it as well.
    }
  }
}
