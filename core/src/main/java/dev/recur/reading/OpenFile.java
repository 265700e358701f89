package dev.recur.reading;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file, a pipe or a stream that is read once. Its beginning can be inspected before that, for
/// example to detect a format. Data compressed with gzip is decompressed.
///
/// {@snippet class="ReadingExamples" region="openFile"}
public final class OpenFile implements Closeable {
  /// How many bytes can be inspected ahead of reading.
  public static final int LOOK_AHEAD = 1 << 24;

  private static final int LONGEST_LINE = 1 << 28; // bytes that are searched for its end
  private static final int MAGIC = 0x1F; // the first of gzip's two bytes
  private static final int MAGIC_2 = 0x8B;

  private final String name;
  private final InputStream in;
  private byte[] ahead = new byte[0]; // bytes that were inspected
  private boolean ended; // and there is no more
  private boolean taken;
  private final boolean cut;

  private OpenFile(String name, InputStream in, boolean cut) {
    this.name = name;
    this.in = in;
    this.cut = cut;
  }

  /// Opens a file or a pipe.
  ///
  /// @param expected what the file should be, for the error message when it is a folder
  /// @throws IOException if there is no such file, or it cannot be read
  /// @throws IllegalArgumentException if it is a folder
  public static OpenFile of(Path path, String expected) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("%s: expected %s, got a folder".formatted(path, expected));
    }
    try {
      return of(path.toString(), Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw (IOException) // with a reason: the original message is only the name
          new NoSuchFileException(
                  path.toString(),
                  null,
                  Files.isSymbolicLink(path)
                      ? "it is a link to a file that does not exist"
                      : "there is no such file")
              .initCause(e);
    }
  }

  /// Wraps a stream, which is closed together with this file.
  ///
  /// @param name the name for messages
  public static OpenFile of(String name, InputStream in) throws IOException {
    Whole whole = new Whole(in);
    try {
      return new OpenFile(name, whole.isPacked() ? new Unpacked(name, whole) : whole, false);
    } catch (EOFException | ZipException e) {
      in.close();
      throw damaged(name, e);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /// The name for messages.
  public String name() {
    return name;
  }

  /// The first `most` bytes, or all if there are fewer.
  ///
  /// @throws IllegalStateException if reading has already begun
  public byte[] head(int most) throws IOException {
    if (taken) {
      throw new IllegalStateException(name + " is already being read");
    }
    while (!ended && ahead.length < most) {
      byte[] more = in.readNBytes(Math.min(most - ahead.length, Math.max(ahead.length, 1 << 16)));
      ended = more.length == 0;
      int before = ahead.length;
      ahead = Arrays.copyOf(ahead, before + more.length);
      System.arraycopy(more, 0, ahead, before, more.length);
    }
    return ahead.length <= most ? ahead : Arrays.copyOf(ahead, most);
  }

  /// The encoding of the byte-order mark, if the file begins with one. Reads no more bytes than
  /// necessary, so it does not wait for a slow pipe.
  public Optional<Charset> mark() throws IOException {
    for (int most = 1; most <= Encodings.LONGEST_MARK; most++) {
      byte[] head = head(most);
      if (head.length < most || !Encodings.couldBeMark(head)) {
        break;
      }
    }
    return Encodings.mark(ahead);
  }

  /// The beginning as a separate file; this can be called repeatedly. If the file goes on after it,
  /// the beginning ends with a complete line, and is longer than [#LOOK_AHEAD] if the first line
  /// is.
  public OpenFile beginning(Charset charset) throws IOException {
    byte[] head = head(LOOK_AHEAD);
    int length = Encodings.lines(head, charset);
    for (int most = LOOK_AHEAD; length == 0 && !ended && most < LONGEST_LINE; most *= 2) {
      head = head(2 * most);
      length = Encodings.lines(head, charset);
    }
    boolean all = ended && ahead.length == head.length;
    length = all || length == 0 ? head.length : length;
    return new OpenFile(name, new ByteArrayInputStream(head, 0, length), !all);
  }

  /// Whether this is a [#beginning] and the file goes on after it.
  public boolean isCut() {
    return cut;
  }

  /// All bytes, from the first one; can be called once.
  ///
  /// @throws IllegalStateException if it was called before
  public InputStream bytes() {
    if (taken) {
      throw new IllegalStateException(name + " is already being read");
    }
    taken = true;
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(ahead), in);
    ahead = new byte[0];
    return all;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static MalformedTextException damaged(String name, IOException cause) {
    String how = cause instanceof EOFException ? "it ends too early" : cause.getMessage();
    MalformedTextException damaged =
        new MalformedTextException(
            name, " is a damaged gzip file: %s (an interrupted download?)".formatted(how), "");
    damaged.initCause(cause);
    return damaged;
  }

  /// A stream whose `available` is 0 only at the end if the data is compressed with gzip. Otherwise
  /// `GZIPInputStream` would take a pause of a pipe between two gzip members for the end.
  private static final class Whole extends BufferedInputStream {
    private boolean packed;

    Whole(InputStream in) {
      super(in, 1 << 16);
    }

    boolean isPacked() throws IOException {
      mark(2);
      packed = read() == MAGIC && read() == MAGIC_2;
      reset();
      return packed;
    }

    @Override
    public synchronized int available() throws IOException {
      if (!packed) {
        return super.available();
      }
      mark(1);
      boolean more = read() >= 0;
      reset();
      return more ? Math.max(1, super.available()) : 0;
    }
  }

  /// Decompresses gzip, with errors that name the file.
  private static final class Unpacked extends GZIPInputStream {
    private final String name;

    Unpacked(String name, InputStream in) throws IOException {
      super(in, 1 << 16);
      this.name = name;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return super.read(bytes, from, length);
      } catch (EOFException | ZipException e) {
        throw damaged(name, e);
      }
    }
  }
}
