package dev.recur.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/// A file that appears under its name complete or not at all: written beside, flushed to the disk,
/// then renamed. A program that is ended in the middle, by Ctrl-C say, leaves nothing either.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes what the file will hold.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it; the stream need not be closed.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target`. An existing file is replaced only if `overwrite`; when anything fails, it is
  /// as before and nothing is left beside it.
  ///
  /// @throws FileAlreadyExistsException if there is such a file and it may not be overwritten
  /// @throws FileSystemException if there is no place for it: says why
  public static void write(Path target, boolean overwrite, Content content) throws IOException {
    write(target, overwrite, content, UnaryOperator.identity());
  }

  /// With what stands between the content and the disk: a test's can be full.
  static void write(
      Path asked, boolean overwrite, Content content, UnaryOperator<OutputStream> disk)
      throws IOException {
    checkTarget(asked, overwrite);
    // A link stays a link: what it leads to is replaced.
    Path target = Files.isSymbolicLink(asked) ? asked.toRealPath() : asked;
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    Path beside = folder.resolve(unusedName());
    Thread ended = new Thread(() -> deleteQuietly(beside));
    remember(ended);
    try {
      writeFlushed(target, beside, content, disk);
      if (overwrite) {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        moveToUnused(beside, target);
      }
    } finally {
      Files.deleteIfExists(beside);
      forget(ended);
    }
    flushFolder(folder);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The program ends; nobody is left to be told.
    }
  }

  private static void remember(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already, and waits for this.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already.
    }
  }

  private static void checkTarget(Path target, boolean overwrite) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!overwrite) {
      throw exists(target);
    }
    if (!Files.isRegularFile(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "is not a file, so it is not overwritten");
    }
  }

  private static FileAlreadyExistsException exists(Path target) {
    return new FileAlreadyExistsException(
        target.toString(), null, "exists already, and overwriting was not asked for");
  }

  /// A name that tells two writers apart; with a dot in front, so that folders do not show it, and
  /// without the target's name, which may be as long as the file system allows.
  private static String unusedName() {
    return ".recur-%s-%x.part".formatted(ProcessHandle.current().pid(), System.nanoTime());
  }

  private static void writeFlushed(
      Path target, Path file, Content content, UnaryOperator<OutputStream> disk)
      throws IOException {
    try (FileChannel channel = opened(target, file)) {
      OutputStream bytes = new Named(target, disk.apply(Channels.newOutputStream(channel)));
      OutputStream out = new BufferedOutputStream(bytes, 1 << 16);
      content.writeTo(out);
      out.flush();
      try {
        channel.force(true);
      } catch (IOException e) {
        throw cannotBeWritten(target, e);
      }
    }
  }

  private static FileChannel opened(Path target, Path beside) throws IOException {
    try {
      // CREATE_NEW keeps the usual permissions, unlike Files.createTempFile
      return FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) { // which names the file beside
      AccessDeniedException named =
          new AccessDeniedException(
              target.toString(), null, "cannot be written: this user may not write in its folder");
      named.initCause(e);
      throw named;
    }
  }

  private static FileSystemException cannotBeWritten(Path target, IOException cause) {
    FileSystemException named =
        new FileSystemException(
            target.toString(),
            null,
            "cannot be written: %s (nothing was left behind)".formatted(cause.getMessage()));
    named.initCause(cause);
    return named;
  }

  /// A stream whose errors, a full disk among them, name the file.
  private static final class Named extends FilterOutputStream {
    private final Path target;

    Named(Path target, OutputStream out) {
      super(out);
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw cannotBeWritten(target, e);
      }
    }
  }

  /// Gives the file its name unless another writer took that name meanwhile: making a link is the
  /// one step that is atomic and refuses an existing name. Not every file system has links.
  private static void moveToUnused(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.move(file, target);
    }
  }

  /// Flushes the folder too, so that the new name outlives a power cut, where the system lets it.
  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notPossible) {
      // Windows opens no folders; there the rename itself is journalled
    }
  }
}
