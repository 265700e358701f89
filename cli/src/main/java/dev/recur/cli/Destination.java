package dev.recur.cli;

import dev.recur.file.AtomicFile;
import dev.recur.run.RunFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the rows of a prediction are written: to a file, atomically, or to a pipe or a device, as
/// they are computed. `-` is standard output.
///
/// @param path the value of `--out`
/// @param force whether an existing file is replaced
record Destination(Path path, boolean force) {
  private static final List<Path> STANDARD_OUTPUT = List.of(Path.of("-"), Path.of("/dev/stdout"));

  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    if (path.toString().endsWith(".gz")) {
      throw new IllegalArgumentException(
          "--out must not end in .gz, got %s: the rows are written uncompressed".formatted(path));
    }
    if (!isStream()) {
      RunFiles.check(path, force, List.of(path));
    }
  }

  private boolean isStandardOutput() {
    return STANDARD_OUTPUT.contains(path);
  }

  /// Whether some of the rows may have been written when something fails.
  boolean isStream() {
    return isStandardOutput()
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  void write(AtomicFile.Content content) throws IOException {
    if (isStandardOutput()) {
      try {
        writeTo(new Standard(), content);
      } catch (Unheard e) {
        // StandardOutput reports it at the end of the program, if there is something to report.
      }
    } else if (isStream()) {
      try (OutputStream opened = Files.newOutputStream(path)) {
        writeTo(new Named(path, opened), content);
      }
    } else {
      AtomicFile.write(path, force, content);
    }
  }

  private static void writeTo(OutputStream stream, AtomicFile.Content content) throws IOException {
    OutputStream out = new BufferedOutputStream(stream, 1 << 16);
    content.writeTo(out);
    out.flush();
  }

  /// What became of the rows, if the program is terminated.
  String atTheEnd() {
    return isStream()
        ? "not all rows were written"
        : Files.exists(path) ? path + " is unchanged" : "nothing was written";
  }

  /// Thrown when the reader of standard output has closed it.
  private static final class Unheard extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Standard extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      System.out.write(bytes, from, length);
      if (System.out.checkError()) {
        throw new Unheard();
      }
    }
  }

  /// A stream whose errors name the file.
  private static final class Named extends OutputStream {
    private final Path path;
    private final OutputStream out;

    Named(Path path, OutputStream out) {
      this.path = path;
      this.out = out;
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
        throw RunFiles.cannotBeWritten(path, e);
      }
    }
  }
}
