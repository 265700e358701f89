package dev.recur.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that appears under its name complete or not at all: written beside, flushed to the disk,
/// then renamed.
final class AtomicFile {
  private AtomicFile() {}

  /// Writes what the file will hold.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target`. An existing file is replaced only if `overwrite`; when anything fails, it is
  /// as before and nothing is left beside it.
  static void write(Path target, boolean overwrite, Content content) throws IOException {
    checkTarget(target, overwrite);
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    Path beside = folder.resolve(unusedName());
    try {
      writeFlushed(beside, content);
      if (overwrite) {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        moveToUnused(beside, target);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
    flushFolder(folder);
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
    return ".recur-%d-%x.part".formatted(ProcessHandle.current().pid(), System.nanoTime());
  }

  private static void writeFlushed(Path file, Content content) throws IOException {
    // CREATE_NEW keeps the usual permissions, unlike Files.createTempFile
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
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
