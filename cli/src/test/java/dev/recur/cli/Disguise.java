package dev.recur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_32;
import static java.nio.charset.StandardCharsets.UTF_32BE;
import static java.nio.charset.StandardCharsets.UTF_32LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// The ways in which a text can be stored: an encoding, compression, line endings, or something in
/// the place of a file.
enum Disguise {
  NONE,
  MARK,
  UTF16LE_MARK,
  UTF16BE_MARK,
  UTF32LE_MARK,
  UTF32BE_MARK,
  UTF16LE,
  UTF16BE,
  LATIN,
  GZIP,
  GZIP_TWICE,
  GZIP_CUT,
  CRLF,
  CR,
  NO_LAST_END,
  EMPTY,
  BLANK_LINES,
  CUT_LETTER,
  PIPE,
  LINK,
  DANGLING,
  FOLDER,
  FORBIDDEN;

  /// The encoding, if it is one that can be read.
  Charset charset() {
    return switch (this) {
      case UTF16LE_MARK, UTF16BE_MARK -> UTF_16;
      case UTF32LE_MARK, UTF32BE_MARK -> UTF_32;
      default -> UTF_8;
    };
  }

  /// The file in which these bytes, UTF-8, are then.
  byte[] of(byte[] plain) {
    String text = new String(plain, UTF_8);
    return switch (this) {
      case MARK -> ("\uFEFF" + text).getBytes(UTF_8);
      case UTF16LE_MARK -> ("\uFEFF" + text).getBytes(UTF_16LE);
      case UTF16BE_MARK -> ("\uFEFF" + text).getBytes(UTF_16BE);
      case UTF32LE_MARK -> ("\uFEFF" + text).getBytes(UTF_32LE);
      case UTF32BE_MARK -> ("\uFEFF" + text).getBytes(UTF_32BE);
      case UTF16LE -> text.getBytes(UTF_16LE);
      case UTF16BE -> text.getBytes(UTF_16BE);
      case LATIN -> text.getBytes(ISO_8859_1);
      case GZIP -> packed(plain, plain.length);
      case GZIP_TWICE -> packed(plain, plain.length / 2);
      case GZIP_CUT -> Arrays.copyOf(packed(plain, plain.length), plain.length / 8 + 12);
      case CRLF -> text.replace("\n", "\r\n").getBytes(UTF_8);
      case CR -> text.replace("\n", "\r").getBytes(UTF_8);
      case NO_LAST_END -> text.stripTrailing().getBytes(UTF_8);
      case EMPTY -> new byte[0];
      case BLANK_LINES -> "\n \n\u3000\n".getBytes(UTF_8);
      case CUT_LETTER -> Arrays.copyOf((text + "ö").getBytes(UTF_8), plain.length + 1);
      default -> plain;
    };
  }

  private static byte[] packed(byte[] bytes, int cut) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] member :
        new byte[][] {Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)}) {
      if (member.length > 0) {
        try (OutputStream out = new GZIPOutputStream(all)) {
          out.write(member);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return all.toByteArray();
  }

  /// Whether the file is one like any other, with other bytes.
  boolean isOfBytes() {
    return compareTo(PIPE) < 0;
  }

  /// Puts what it is in the place of a file that has the plain bytes.
  ///
  /// @return what to close when the program has ended
  AutoCloseable put(Path file) throws IOException, InterruptedException {
    Path real = file.resolveSibling("..").normalize().resolveSibling("real");
    switch (this) {
      case LINK -> {
        Files.move(file, real);
        Files.createSymbolicLink(file, real);
      }
      case DANGLING -> {
        Files.delete(file);
        Files.createSymbolicLink(file, file.resolveSibling(".none"));
      }
      case FOLDER -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
      case FORBIDDEN -> Files.setPosixFilePermissions(file, Set.<PosixFilePermission>of());
      case PIPE -> {
        return pipe(file, Files.readAllBytes(file));
      }
      default -> {}
    }
    return () -> Files.deleteIfExists(real);
  }

  /// A pipe into which somebody writes once.
  static AutoCloseable pipe(Path file, byte[] bytes) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    if (new ProcessBuilder("mkfifo", file.toString()).start().waitFor() != 0) {
      throw new IOException("no pipe could be made");
    }
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (OutputStream out = Files.newOutputStream(file)) {
                    out.write(bytes);
                  } catch (IOException e) {
                    // The program did not read all of it.
                  }
                });
    return () -> {
      if (writer.isAlive()) { // nobody has opened the other end
        new RandomAccessFile(file.toFile(), "rw").close();
      }
      writer.join();
    };
  }
}
