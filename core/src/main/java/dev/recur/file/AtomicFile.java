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

/// Writes files atomically, so that a file appears complete or not at all: it is written under
/// another name in the same folder, flushed to the disk, then renamed. A program that is terminated
/// meanwhile, for example by Ctrl-C, leaves no partial file.
///
/// {@snippet class="FileExamples" region="atomic"}
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes all of the content; the stream need not be closed.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target`. An existing file is replaced only if `overwrite` is true. If anything fails,
  /// an existing file is unchanged and no other file is left.
  ///
  /// @throws FileAlreadyExistsException if the file exists and must not be overwritten, or is not a
  ///   regular file
  /// @throws FileSystemException if the file cannot be written; gives the reason
  public static void write(Path target, boolean overwrite, Content content) throws IOException {
    write(target, overwrite, content, UnaryOperator.identity());
  }

  /// Writes or replaces `target` by way of a file that the caller names, for files that are written
  /// again and again by one process at a time. What a process that was killed has left there is
  /// overwritten by the next.
  ///
  /// @param part the other file, in the same folder
  /// @throws FileSystemException if the file cannot be written; gives the reason
  public static void write(Path target, Path part, Content content) throws IOException {
    checkTarget(target, true);
    Files.deleteIfExists(part);
    write(target, part, true, content, UnaryOperator.identity());
    flushFolder(folder(target));
  }

  /// Writes through a given stream, so that a test can simulate a full disk.
  static void write(
      Path asked, boolean overwrite, Content content, UnaryOperator<OutputStream> disk)
      throws IOException {
    checkTarget(asked, overwrite);
    // A link stays a link: its target is replaced.
    Path target = Files.isSymbolicLink(asked) ? asked.toRealPath() : asked;
    Path folder = folder(target);
    write(target, folder.resolve(unusedName()), overwrite, content, disk);
    flushFolder(folder);
  }

  private static Path folder(Path target) throws NoSuchFileException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    return folder;
  }

  private static void write(
      Path target,
      Path beside,
      boolean overwrite,
      Content content,
      UnaryOperator<OutputStream> disk)
      throws IOException {
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
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The program is ending; nothing is left that could handle this.
    }
  }

  private static void remember(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is already ending, and waits for this.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is already ending.
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
        target.toString(), null, "already exists, and overwriting was not requested");
  }

  /// A name that is different for each writer. It begins with a dot, which hides it, and does not
  /// contain the target's name, which may already be as long as the file system allows.
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
    } catch (AccessDeniedException e) { // which names the temporary file
      AccessDeniedException named =
          new AccessDeniedException(
              target.toString(), null, "cannot be written: no permission to write in its folder");
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

  /// Gives the file its name unless another writer has taken it meanwhile. Creating a link is the
  /// only step that is atomic and refuses an existing name, but not every file system has links.
  private static void moveToUnused(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.move(file, target);
    }
  }

  /// Also flushes the folder, so that the new name survives a power failure, if the system allows
  /// it.
  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notPossible) {
      // Windows cannot open folders; there the rename itself is journalled
    }
  }
}
