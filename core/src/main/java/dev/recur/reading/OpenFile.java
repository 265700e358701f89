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

/// A file, a pipe or a stream that is read once. Whoever has to guess looks at its beginning first;
/// reading starts there again. What gzip packed is unpacked.
public final class OpenFile implements Closeable {
  /// How many bytes can be looked at ahead of reading.
  public static final int LOOK_AHEAD = 1 << 24;

  private static final int LONGEST_LINE = 1 << 28; // bytes that are looked at for its end
  private static final int MAGIC = 0x1F; // the first of gzip's two bytes
  private static final int MAGIC_2 = 0x8B;

  private final String name;
  private final InputStream in;
  private byte[] ahead = new byte[0]; // what was looked at
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
  /// @param expected what it should be, for the sentence about a folder
  /// @throws IOException if there is no such file, or it may not be read
  /// @throws IllegalArgumentException if it is a folder
  public static OpenFile of(Path path, String expected) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("%s: expected %s, got a folder".formatted(path, expected));
    }
    try {
      return of(path.toString(), Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw (IOException) // with a reason, as the exception alone says no more than the name
          new NoSuchFileException(
                  path.toString(),
                  null,
                  Files.isSymbolicLink(path)
                      ? "it is a link to a file that does not exist"
                      : "there is no such file")
              .initCause(e);
    }
  }

  /// A stream, which is closed with this.
  ///
  /// @param name what messages call it
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

  /// What messages call it.
  public String name() {
    return name;
  }

  /// The first bytes, at most so many, fewer only if there are no more.
  ///
  /// @throws IllegalStateException if reading has begun
  public byte[] head(int most) throws IOException {
    if (taken) {
      throw new IllegalStateException(name + " is being read already");
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

  /// The encoding of the byte-order mark, if it begins with one. Waits for as few bytes as tell.
  public Optional<Charset> mark() throws IOException {
    for (int most = 1; most <= Encodings.LONGEST_MARK; most++) {
      byte[] head = head(most);
      if (head.length < most || !Encodings.couldBeMark(head)) {
        break;
      }
    }
    return Encodings.mark(ahead);
  }

  /// The beginning as a file of its own, which can be had again and again; if there is more, it
  /// ends with a line, and is longer than [#LOOK_AHEAD] if its first line is.
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

  /// Whether this is a [#beginning] that stops somewhere in the middle.
  public boolean isCut() {
    return cut;
  }

  /// All bytes. Can be asked for once.
  public InputStream bytes() {
    if (taken) {
      throw new IllegalStateException(name + " is being read already");
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

  /// Bytes of which, if gzip packed them, `available` is 0 at the end only: gzip's reader would
  /// otherwise take a pipe's pause between two of its members for the end.
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

  /// What gzip packed, with errors that name the file.
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
