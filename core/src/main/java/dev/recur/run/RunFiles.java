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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a training run: the model, and beside it the arguments that repeat the run and the
/// figures of its epochs.
///
/// Without a name from the user each run takes the next that is free, `model-1.recur`,
/// `model-2.recur` and so on. A name is taken by creating its file of arguments, which is atomic,
/// so two runs that begin at the same time get two names. Files of an earlier run that are to be
/// overwritten are replaced at the end, once there is something to replace them with.
///
///     PreparedRun<?> run = Runs.prepare(plan, Sources.files(), listener);
///     RunFiles files = RunFiles.take(Optional.empty(), false, run.plan().arguments());
///     … train, and if that fails: files.giveUp();
///     finished.model().save(files.model(), files.overwrite());
///     files.finish(finished.report().plan().arguments());
///
/// @param model the file that the model will be written to
/// @param arguments the file of arguments, one a line, for `recur train @FILE`
/// @param metrics the file of figures, a line of JSON for each epoch and one for the end
/// @param overwrite whether an existing model is replaced
public record RunFiles(Path model, Path arguments, Path metrics, boolean overwrite) {
  private static final String MODEL = ".recur";
  private static final String ARGUMENTS = ".run.args";
  private static final String METRICS = ".metrics.jsonl";
  private static final Mention OUT = Mention.of("out");

  /// Refuses a name that cannot be used, before the work begins.
  public static void check(Optional<Path> out, boolean force) throws IOException {
    if (out.isPresent()) {
      RunFiles files = named(out.get(), force);
      check(out.get(), force, List.of(files.model, files.arguments, files.metrics));
    }
  }

  /// Refuses the name of a result, if these files cannot be written for it.
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
        "%s: exists already; give another %s, or %s to overwrite it",
        file, OUT, Mention.of("force"));
  }

  /// Refuses the name of a model that is also one of the files that are read.
  ///
  /// @param file the file to train on
  /// @param others other files that are read
  public static void checkApart(Optional<Path> out, Path file, List<Path> others)
      throws IOException {
    List<Path> read = new ArrayList<>(others);
    read.addFirst(file);
    for (Path path : read) {
      if (out.isPresent()
          && Files.exists(out.get())
          && Files.exists(path)
          && Files.isSameFile(out.get(), path)) {
        throw SettingException.of(
            "%s names %s, %s: give the model another name",
            OUT, path, path.equals(file) ? "the file to train on" : "a file that is read");
      }
    }
  }

  /// Takes the name and writes the arguments.
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

  /// The next free name in a folder, taken.
  static RunFiles next(Path folder, List<String> arguments) throws IOException {
    for (int i = 1; ; i++) {
      RunFiles files = named(folder.resolve("model-" + i + MODEL), false);
      if (!Files.exists(files.model) && !Files.exists(files.metrics) && files.taken(arguments)) {
        return files;
      }
    }
  }

  private boolean taken(List<String> lines) throws IOException {
    try {
      Files.write(arguments, ArgumentFile.bytes(lines), CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw e; // which say enough
    } catch (IOException e) { // a full disk, say, on which the file was begun
      Files.deleteIfExists(arguments);
      throw cannotBeWritten(arguments, e);
    }
  }

  /// An exception that names the file: the one that a full disk causes does not.
  public static IOException cannotBeWritten(Path file, IOException cause) {
    return (IOException)
        new FileSystemException(file.toString(), null, "cannot be written: " + cause.getMessage())
            .initCause(cause);
  }

  private static RunFiles named(Path model, boolean overwrite) {
    String name = String.valueOf(model.getFileName());
    String stem = name.endsWith(MODEL) ? name.substring(0, name.length() - MODEL.length()) : name;
    return new RunFiles(
        model,
        model.resolveSibling(stem + ARGUMENTS),
        model.resolveSibling(stem + METRICS),
        overwrite);
  }

  /// Where figures are written while the run goes on: those of an earlier run stay until then.
  public Path metricsForNow() {
    return overwrite ? metrics.resolveSibling(metrics.getFileName() + ".part") : metrics;
  }

  /// Writes the arguments that repeat the run, and replaces the figures of an earlier one, now that
  /// its model is replaced too.
  public void finish(List<String> lines) throws IOException {
    AtomicFile.write(arguments, true, out -> out.write(ArgumentFile.bytes(lines)));
    if (overwrite) {
      Files.move(metricsForNow(), metrics, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Releases the name while the program is being terminated.
  public void giveUpQuietly() {
    try {
      if (overwrite || !Files.exists(model)) {
        giveUp();
      }
    } catch (IOException e) {
      // The program ends; nobody is left to report it to.
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
