package dev.recur.cli;

import dev.recur.accelerator.AcceleratorException;
import dev.recur.file.ModelFileException;
import dev.recur.reading.MalformedTextException;
import dev.recur.reading.Shown;
import dev.recur.settings.SettingException;
import dev.recur.train.TrainingFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The outcome of a command that failed: one sentence for the user, and the exit code, 2 for wrong
/// input, 3 for a device that was lost, and 1 for any other failure.
///
/// @param sentence what is printed
/// @param code the exit code
record Failure(String sentence, int code) {
  private static final String ENCODING = "--encoding";
  private static final int DEVICE_LOST = 3;
  private static final int MOST_WORDS = 12; // of a command that is printed again

  static Failure of(Throwable e) {
    return switch (e) {
      case UncheckedIOException io -> of(Objects.requireNonNull(io.getCause()));
      case FileSystemException io -> new Failure(sentence(io), ExitCode.USAGE);
      case ModelFileException model -> new Failure(text(model), ExitCode.USAGE);
      case InvalidPathException path -> new Failure(sentence(path), ExitCode.USAGE);
      case IOException io -> new Failure(text(io), ExitCode.SOFTWARE);
      case IllegalArgumentException wrong when wrong.getMessage() != null ->
          new Failure(SettingException.sentence(wrong).flags(), ExitCode.USAGE);
      case TrainingFailedException failed -> new Failure(text(failed), ExitCode.SOFTWARE);
      case AcceleratorException device ->
          device.lost()
              ? new Failure(text(device) + " (a checkpoint goes on with --resume)", DEVICE_LOST)
              : new Failure(text(device), ExitCode.SOFTWARE);
      case OutOfMemoryError memory -> new Failure(outOfMemory(), ExitCode.SOFTWARE);
      default ->
          new Failure(
              "internal error: %s (--debug prints the stack trace)".formatted(e),
              ExitCode.SOFTWARE);
    };
  }

  private static String text(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String sentence(FileSystemException e) {
    String reason = e.getReason();
    if (reason == null) {
      reason =
          switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case FileAlreadyExistsException there -> "already exists";
            case AccessDeniedException denied -> "permission denied";
            default -> "cannot be read or written";
          };
    }
    return "%s: %s".formatted(e.getFile(), reason);
  }

  private static String sentence(InvalidPathException e) {
    String locale = System.getProperty("sun.jnu.encoding");
    return "\"%s\" is not a valid file name: %s%s"
        .formatted(
            e.getInput(),
            e.getReason(),
            "UTF-8".equals(locale)
                ? ""
                : " (the locale's encoding is %s: start Java with LC_ALL=C.UTF-8)"
                    .formatted(locale));
  }

  private static String outOfMemory() {
    return "%,d MiB of memory are not enough (JDK_JAVA_OPTIONS=-Xmx8g allows more; a smaller"
            .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + " --batch-size, --max-length or --hidden needs less)";
  }

  /// Prints why a command failed, and returns the exit code.
  static int report(Throwable e, CommandLine command, boolean debug) {
    return report(e, command, debug, List.of());
  }

  /// @param typed the arguments of the program, to print a command that would work
  static int report(Throwable e, CommandLine command, boolean debug, List<String> typed) {
    Failure failure = of(e);
    PrintWriter err = command.getErr();
    err.println(Shown.line("recur: " + failure.sentence() + mended(e, command, typed)));
    if (debug) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trace
          .toString()
          .lines()
          .map(line -> line.replace("\t", "  "))
          .map(Shown::line)
          .forEach(err::println);
    }
    err.flush();
    return failure.code();
  }

  /// The command that would read a file in the encoding that fits, instead of one that was typed.
  private static String mended(Throwable e, CommandLine command, List<String> typed) {
    if (!(e instanceof MalformedTextException text)
        || text.fittingEncoding().isEmpty()
        || !command.getCommandSpec().optionsMap().containsKey(ENCODING)) {
      return "";
    }
    List<String> words = new ArrayList<>();
    if (typed.size() <= MOST_WORDS) {
      words.add(Screen.of(command).program());
      for (int i = 0; i < typed.size(); i++) {
        if (typed.get(i).equals(ENCODING)) {
          i++; // its value
        } else if (!typed.get(i).startsWith(ENCODING + "=")) {
          words.add(typed.get(i));
        }
      }
    }
    words.addAll(List.of(ENCODING, text.fittingEncoding().get()));
    return ": " + ShellWords.of(words);
  }

  /// Prints what is wrong with a command line, and returns the exit code.
  static int reportUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        Shown.line(
            "recur: %s%s; see '%s --help'"
                .formatted(message(e), meant(e, args), command.getCommandSpec().qualifiedName())));
    err.flush();
    return ExitCode.USAGE;
  }

  /// Picocli's sentence, or a shorter one for arguments that nothing takes.
  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return text(e).replaceFirst("\\.$", "");
    }
    String kind =
        unmatched.isUnknownOption()
            ? "Unknown option"
            : e.getCommandLine().getParent() == null ? "Unknown command" : "Unexpected argument";
    return "%s: '%s'".formatted(kind, unmatched.getUnmatched().getFirst());
  }

  private static String meant(ParameterException e, String... args) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String word = unmatched.getUnmatched().getFirst();
    if (!unmatched.getSuggestions().isEmpty() && word.indexOf(' ') < 0) {
      return " (did you mean %s?)".formatted(unmatched.getSuggestions().getFirst());
    }
    return e.getCommandLine().getCommandName().equals("predict") && unmatched.isUnknownOption()
        ? " (a text? then put -- before it: 'recur predict %s -- \"%s\"')"
            .formatted(args.length > 2 && !args[1].startsWith("-") ? args[1] : "MODEL", word)
        : "";
  }
}
