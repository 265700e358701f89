package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/// Standard output that remembers why it could not be written, which a [PrintStream] does not
/// reveal.
final class StandardOutput extends OutputStream {
  private static final int BROKEN_PIPE = 141; // as for a program that the signal terminates
  private static final int TYPE = 0170000; // the bits of a file's mode for its type
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  private StandardOutput() {}

  /// Replaces `System.out`.
  static StandardOutput install() {
    StandardOutput installed = new StandardOutput();
    System.setOut(new PrintStream(installed, true, UTF_8));
    return installed;
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
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /// The exit code of a program whose command ended with this one. Reports output that could not be
  /// written, unless the reader of a pipe closed it, as `head` does.
  int code(int code) {
    System.out.flush();
    if (failure == null) {
      return code;
    }
    if (isPipe()) {
      return BROKEN_PIPE;
    }
    System.err.println("recur: standard output cannot be written: " + failure.getMessage());
    return code == 0 ? ExitCode.USAGE : code;
  }

  // The exception's message is in the language of the system, so it cannot be compared. But a pipe
  // accepts every write as long as it has a reader.
  private static boolean isPipe() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return (mode & TYPE) == PIPE || (mode & TYPE) == SOCKET;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
