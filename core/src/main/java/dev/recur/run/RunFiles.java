package dev.recur.run;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import dev.recur.file.AtomicFile;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a training run: the model and, beside it, the arguments that repeat the run, the
/// figures of its epochs, and its report.
///
/// {@snippet class="RunExamples" region="files"}
///
/// Unless the user names a file, each run takes the next free name: `model-1.recur`,
/// `model-2.recur` and so on. A name is taken by creating its file of arguments, which is atomic,
/// so two runs that begin at the same time get two names. Existing files that are to be overwritten
/// are replaced at the end of the run, once there is something to replace them with.
///
/// @param model the model file
/// @param arguments the file of arguments, one per line, for `recur train @FILE`
/// @param metrics the file of figures, a line of JSON for each epoch and one for the end
/// @param overwrite whether an existing model is replaced
public record RunFiles(Path model, Path arguments, Path metrics, boolean overwrite) {
  private static final String MODEL = ".recur";
  private static final String ARGUMENTS = ".run.args";
  private static final String METRICS = ".metrics.jsonl";
  private static final String REPORT = ".html";
  private static final Mention OUT = Mention.of("out");

  /// Refuses a name that cannot be used, before the work begins. Whether the report may be written
  /// is for those to check who write one.
  ///
  /// @param out the model file that the user named; empty for the next free name
  /// @param force whether existing files may be overwritten
  /// @throws IllegalArgumentException if the name cannot be used
  public static void check(Optional<Path> out, boolean force) throws IOException {
    if (out.isPresent()) {
      RunFiles files = named(out.get(), force);
      check(out.get(), force, List.of(files.model, files.arguments, files.metrics));
    }
  }

  /// Refuses the name of a result if its files cannot be written.
  ///
  /// @param out the name
  /// @param force whether existing files may be overwritten
  /// @param files all files of the result
  /// @throws IllegalArgumentException if the name cannot be used
  public static void check(Path out, boolean force, List<Path> files) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(out)) {
      throw SettingException.of("%s must name a file, and %s is a folder", OUT, out);
    }
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      throw SettingException.of(
          "%s must name a regular file, got %s (a device or a pipe?)", OUT, out);
    }
    if (!Files.isDirectory(folder)) {
      throw SettingException.of("%s: there is no such folder for %s", folder, OUT);
    }
    for (Path file : files) {
      if (!force && Files.exists(file)) {
        throw exists(file);
      }
    }
  }

  private static SettingException exists(Path file) {
    return SettingException.of(
        "%s: already exists; give another %s, or %s to overwrite it",
        file, OUT, Mention.of("force"));
  }

  /// Refuses the name of a model if it is also a file that is read.
  ///
  /// @param out the model file that the user named, if any
  /// @param file the file to train on
  /// @param others other files that are read
  /// @throws IllegalArgumentException if it is one of them
  public static void checkApart(Optional<Path> out, Path file, List<Path> others)
      throws IOException {
    checkApart(out, List.of(file), "the file to train on");
    checkApart(out, others);
  }

  /// Refuses the name of a model if it is also a file that is read, in a run on rows that are not a
  /// file.
  ///
  /// @param out the model file that the user named, if any
  /// @param read the files that are read, such as those that settings name
  /// @throws IllegalArgumentException if it is one of them
  public static void checkApart(Optional<Path> out, List<Path> read) throws IOException {
    checkApart(out, read, "a file that is read");
  }

  private static void checkApart(Optional<Path> out, List<Path> read, String what)
      throws IOException {
    for (Path path : read) {
      if (out.isPresent()
          && Files.exists(out.get())
          && Files.exists(path)
          && Files.isSameFile(out.get(), path)) {
        throw SettingException.of("%s names %s, %s: give the model another name", OUT, path, what);
      }
    }
  }

  /// Takes a name and writes the file of arguments.
  ///
  /// @param out the model file that the user named; empty for the next free name
  /// @param force whether existing files may be overwritten
  /// @param arguments of `recur train`, from [RunPlan#arguments]
  /// @throws IllegalArgumentException if the name is taken
  /// @throws IOException if the file cannot be written
  public static RunFiles take(Optional<Path> out, boolean force, List<String> arguments)
      throws IOException {
    if (out.isPresent()) {
      RunFiles files = named(out.get(), force);
      if (!force && !files.taken(arguments)) {
        throw exists(files.arguments);
      }
      return files;
    }
    return next(Path.of(""), arguments);
  }

  /// Takes the next free name in a folder.
  static RunFiles next(Path folder, List<String> arguments) throws IOException {
    for (int i = 1; ; i++) {
      RunFiles files = named(folder.resolve("model-" + i + MODEL), false);
      boolean free = Stream.of(files.model, files.metrics, files.report()).noneMatch(Files::exists);
      if (free && files.taken(arguments)) {
        return files;
      }
    }
  }

  /// The files of a run that goes on from a checkpoint: those that it began are replaced.
  ///
  /// @param out the model file that the run was begun with
  public static RunFiles resumed(Path out) throws IOException {
    check(out, true, List.of());
    return named(out, true);
  }

  /// The file beside a model that has its name without `.recur`, and another ending.
  ///
  /// @param model the model file
  /// @param ending the other ending, such as `.trials.jsonl`
  public static Path beside(Path model, String ending) {
    String name = String.valueOf(model.getFileName());
    String stem = name.endsWith(MODEL) ? name.substring(0, name.length() - MODEL.length()) : name;
    return model.resolveSibling(stem + ending);
  }

  private boolean taken(List<String> lines) throws IOException {
    try {
      Files.write(arguments, ArgumentFile.bytes(lines), CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw e; // their messages say enough
    } catch (IOException e) { // such as a full disk, on which the file was begun
      Files.deleteIfExists(arguments);
      throw cannotBeWritten(arguments, e);
    }
  }

  /// Returns an exception that names the file; the one that a full disk causes does not.
  ///
  /// @param file the file that could not be written
  /// @param cause why
  public static IOException cannotBeWritten(Path file, IOException cause) {
    return (IOException)
        new FileSystemException(file.toString(), null, "cannot be written: " + cause.getMessage())
            .initCause(cause);
  }

  private static RunFiles named(Path model, boolean overwrite) {
    return new RunFiles(model, beside(model, ARGUMENTS), beside(model, METRICS), overwrite);
  }

  /// The page that reports on the run.
  public Path report() {
    return beside(model, REPORT);
  }

  /// The file to which figures are written during the run: those of an earlier run are kept until
  /// [#finish].
  public Path metricsForNow() {
    return overwrite ? metrics.resolveSibling(metrics.getFileName() + ".part") : metrics;
  }

  /// Writes the arguments that repeat the run, and replaces the figures of an earlier one. To be
  /// called once the model has been saved.
  ///
  /// @param lines the arguments, from the plan of the [Report]
  public void finish(List<String> lines) throws IOException {
    AtomicFile.write(arguments, true, out -> out.write(ArgumentFile.bytes(lines)));
    if (overwrite) {
      Files.move(metricsForNow(), metrics, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Releases the name while the program is being terminated, unless a new model file exists.
  public void giveUpQuietly() {
    try {
      if (overwrite || !Files.exists(model)) {
        giveUp();
      }
    } catch (IOException e) {
      // The program is ending, so there is nowhere to report it.
    }
  }

  /// Releases the name after a run that failed.
  public void giveUp() throws IOException {
    Files.deleteIfExists(metricsForNow());
    if (!overwrite) {
      Files.deleteIfExists(arguments);
    }
  }
}
