package dev.recur.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes vectors as a fastText `.vec` file: a line with the number of tokens and the dimension,
/// then a line for each token.
final class VectorWriter {
  private VectorWriter() {}

  static void write(VectorTable table, Path path) throws IOException {
    for (int i = 0; i < table.size(); i++) {
      requireWritable(table.token(i), path);
    }
    Path target = path.toAbsolutePath();
    Path name = target.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("%s is not the name of a file".formatted(path));
    }
    // Not createTempFile: its files are readable only by their owner, and a rename keeps that.
    Path beside = target.resolveSibling(name + "." + Long.toHexString(System.nanoTime()) + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        writeRows(table, out);
        out.flush();
        channel.force(true);
      }
      rename(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void writeRows(VectorTable table, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(table.size()).append(' ').append(table.dimension()).append('\n');
    for (int i = 0; i < table.size(); i++) {
      line.append(table.token(i));
      float[] block = table.block(i);
      for (int j = 0; j < table.dimension(); j++) {
        line.append(' ').append(block[table.start(i) + j]);
      }
      line.append('\n');
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
      line.setLength(0);
    }
    out.write(line.toString().getBytes(StandardCharsets.UTF_8)); // the header, if there are no rows
  }

  private static void requireWritable(String token, Path path) {
    boolean writable = !token.isEmpty() && token.chars().noneMatch(VectorReader::separates);
    if (!writable) {
      throw new IllegalArgumentException(
          "%s: the token \"%s\" cannot be written, because .vec separates a token from its numbers"
                  .formatted(path, token)
              + " with a space (a vocabulary of characters?)");
    }
  }
}
