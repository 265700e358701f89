package dev.recur.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/// Standard output that remembers why it could not be written, which a [PrintStream] does not tell.
final class StandardOutput extends OutputStream {
  private static final int BROKEN_PIPE = 141; // as of a program that the signal ends

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  private StandardOutput() {}

  /// Takes the place of `System.out`.
  static StandardOutput install() {
    StandardOutput installed = new StandardOutput();
    System.setOut(new PrintStream(installed, true, System.out.charset()));
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

  /// The exit code of a command that ended with this one. What could not be written is told, unless
  /// the reader had enough, as `head` has.
  int code(int code) {
    System.out.flush();
    if (failure == null) {
      return code;
    }
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("Broken pipe")) {
      return BROKEN_PIPE;
    }
    System.err.println("recur: standard output cannot be written: " + reason);
    return code == 0 ? ExitCode.USAGE : code;
  }
}
