package dev.recur.run;

import dev.recur.file.AtomicFile;
import dev.recur.file.ModelFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkpoints beside a model, `NAME.checkpoint-1` and so on: the last two, and the first that
/// was written after the best epoch. A file is there as a whole or not at all, so that a kill at
/// any moment leaves those before it.
final class CheckpointFolder {
  private static final String NAME = ".checkpoint-";
  private static final int LAST = 2;

  private final Path model;
  private final Path part;
  private final UnaryOperator<OutputStream> disk;
  private final List<Numbered> all;
  private int next = 1;
  private volatile @Nullable Path newest; // of this run: others may be of an earlier one

  /// @param best the best epoch of the run when it was written; empty if that is not known
  private record Numbered(int number, Path file, String best) {}

  /// Finds the checkpoints of an interrupted run, and removes one that it had begun to write.
  ///
  /// @param disk the stream that is written through, so that a test can stop in its middle
  CheckpointFolder(Path model, UnaryOperator<OutputStream> disk) throws IOException {
    this.model = model;
    this.disk = disk;
    part = RunFiles.beside(model, ".checkpoint.part");
    Files.deleteIfExists(part);
    all = found();
    next = all.isEmpty() ? 1 : all.getLast().number() + 1;
  }

  private List<Numbered> found() throws IOException {
    String name = String.valueOf(RunFiles.beside(model, NAME).getFileName());
    Pattern numbered = Pattern.compile(Pattern.quote(name) + "([1-9][0-9]{0,8})");
    List<Numbered> found = new ArrayList<>();
    Path folder = model.toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder == null ? Path.of("") : folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher number = numbered.matcher(String.valueOf(file.getFileName()));
        if (number.matches()) {
          Path beside = model.resolveSibling(number.group());
          found.add(new Numbered(Integer.parseInt(number.group(1)), beside, ""));
        }
      }
    }
    found.sort(Comparator.comparingInt(Numbered::number));
    return found;
  }

  /// Writes a checkpoint, and then removes those that are no longer needed.
  ///
  /// @param best names the best epoch so far; empty if none has ended
  synchronized void write(ModelFile content, String best) throws IOException {
    Path file = RunFiles.beside(model, NAME + next);
    AtomicFile.write(file, part, out -> content.write(disk.apply(out)));
    all.add(new Numbered(next, file, best));
    next++;
    newest = file;
    Optional<Numbered> first =
        all.stream().filter(each -> !best.isEmpty() && each.best().equals(best)).findFirst();
    for (Numbered each : List.copyOf(all.subList(0, Math.max(0, all.size() - LAST)))) {
      if (first.isEmpty() || !first.get().equals(each)) {
        remove(each);
      }
    }
  }

  private void remove(Numbered each) throws IOException {
    Files.deleteIfExists(each.file());
    all.remove(each);
  }

  /// The run goes on from a checkpoint.
  void goesOnFrom(Path file) {
    newest = file;
  }

  /// The newest checkpoint from which this run can go on. Does not wait for one that is being
  /// written.
  Optional<Path> newest() {
    return Optional.ofNullable(newest);
  }

  /// Removes all but some of the newest.
  synchronized void removeAllBut(int kept) throws IOException {
    for (Numbered each : List.copyOf(all.subList(0, Math.max(0, all.size() - kept)))) {
      remove(each);
    }
  }
}
