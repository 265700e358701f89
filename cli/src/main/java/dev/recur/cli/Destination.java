package dev.recur.cli;

import dev.recur.file.AtomicFile;
import dev.recur.run.RunFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the rows of a prediction go: a file, which appears complete or not at all; or what is no
/// regular file, a pipe or a device, which is written to as rows come. `-` is standard output.
///
/// @param path what `--out` names
/// @param force whether an existing file is replaced
record Destination(Path path, boolean force) {
  private static final List<Path> STANDARD_OUTPUT = List.of(Path.of("-"), Path.of("/dev/stdout"));

  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    if (path.toString().endsWith(".gz")) {
      throw new IllegalArgumentException(
          "--out must not end in .gz, got %s: the rows are written as they are, not compressed"
              .formatted(path));
    }
    if (!isStream()) {
      RunFiles.check(path, force, List.of(path));
    }
  }

  private boolean isStandardOutput() {
    return STANDARD_OUTPUT.contains(path);
  }

  /// Whether a part of the rows may be there when something fails.
  boolean isStream() {
    return isStandardOutput()
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  void write(AtomicFile.Content content) throws IOException {
    if (isStandardOutput()) {
      try {
        writeTo(new Standard(), content);
      } catch (Unheard e) {
        // The program's end says why, if there is something to say: see StandardOutput.
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

  /// What has become of the rows, where the program is being ended.
  String atTheEnd() {
    return isStream()
        ? "not all rows were written"
        : Files.exists(path) ? path + " is as it was" : "nothing was written";
  }

  /// Nobody reads standard output any more.
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
