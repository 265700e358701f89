package dev.recur.cli;

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

/// What a user is told when a command fails: one sentence and an exit code, 2 where the input was
/// wrong and 1 where something else was.
///
/// @param sentence what is told
/// @param code the exit code
record Failure(String sentence, int code) {
  private static final int MOST_WORDS = 12; // of a command that is shown again

  static Failure of(Throwable e) {
    return switch (e) {
      case UncheckedIOException io -> of(Objects.requireNonNull(io.getCause()));
      case FileSystemException io -> new Failure(sentence(io), ExitCode.USAGE);
      case ModelFileException model -> new Failure(said(model), ExitCode.USAGE);
      case InvalidPathException path -> new Failure(sentence(path), ExitCode.USAGE);
      case IOException io -> new Failure(said(io), ExitCode.SOFTWARE);
      case IllegalArgumentException wrong when wrong.getMessage() != null ->
          new Failure(SettingException.sentence(wrong).flags(), ExitCode.USAGE);
      case TrainingFailedException failed -> new Failure(said(failed), ExitCode.SOFTWARE);
      case OutOfMemoryError memory -> new Failure(outOfMemory(), ExitCode.SOFTWARE);
      default ->
          new Failure(
              "something is wrong inside Recur: %s (--debug prints where)".formatted(e),
              ExitCode.SOFTWARE);
    };
  }

  private static String said(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String sentence(FileSystemException e) {
    String reason = e.getReason();
    if (reason == null) {
      reason =
          switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case FileAlreadyExistsException there -> "exists already";
            case AccessDeniedException denied -> "this user may not read or write it";
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

  /// Tells what happened while a command ran.
  static int tell(Throwable e, CommandLine command, boolean debug) {
    return tell(e, command, debug, List.of());
  }

  /// @param typed the arguments of the program, which are shown with what would mend them
  static int tell(Throwable e, CommandLine command, boolean debug, List<String> typed) {
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

  /// The command that reads a file of another encoding.
  private static String mended(Throwable e, CommandLine command, List<String> typed) {
    if (!(e instanceof MalformedTextException text)
        || text.fittingEncoding().isEmpty()
        || !command.getCommandSpec().optionsMap().containsKey("--encoding")) {
      return "";
    }
    List<String> words = new ArrayList<>();
    if (typed.size() <= MOST_WORDS) {
      words.add(Screen.of(command).program());
      words.addAll(typed);
    }
    words.addAll(List.of("--encoding", text.fittingEncoding().get()));
    return ": " + ShellWords.of(words);
  }

  /// Tells what is wrong with a command line.
  static int tellUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        Shown.line(
            "recur: %s%s; '%s --help' lists what there is."
                .formatted(
                    said(e).replaceFirst("\\.$", ""),
                    meant(e, args),
                    command.getCommandSpec().qualifiedName())));
    err.flush();
    return ExitCode.USAGE;
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
