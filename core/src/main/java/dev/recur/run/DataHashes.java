package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.data.Dataset;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of each file of a run, computed once, when it is first needed: of data, that of the
/// rows as they were read, which also works for an upload or a pipe; of a file that a setting
/// names, that of its bytes.
final class DataHashes implements Supplier<SequencedMap<String, String>> {
  private final RunPlan plan;
  private final Parts parts;
  private final NamedFiles files;
  private @Nullable SequencedMap<String, String> known;

  /// @param parts those of any network of the run
  DataHashes(RunPlan plan, Parts parts, NamedFiles files) {
    this.plan = plan;
    this.parts = parts;
    this.files = files;
  }

  @Override
  public synchronized SequencedMap<String, String> get() {
    SequencedMap<String, String> hashes = known;
    if (hashes == null) {
      hashes = compute();
      known = hashes;
    }
    return hashes;
  }

  private SequencedMap<String, String> compute() {
    SequencedMap<String, String> hashes = new LinkedHashMap<>();
    hashes.put(plan.file(), ofRows(parts.all()));
    Iterator<String> others = plan.parts().files().iterator();
    for (Dataset other : List.of(parts.valid(), parts.test())) {
      if (!other.isPartOf(parts.all()) && others.hasNext()) {
        hashes.put(others.next(), ofRows(other));
      }
    }
    plan.files().forEach(name -> hashes.put(name, ofFile(name)));
    return hashes;
  }

  private static String ofRows(Dataset data) {
    MessageDigest hash = sha256();
    for (String column : data.columns().names()) {
      add(hash, column);
      data.texts(column).forEach(cell -> add(hash, cell));
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    hash.update(bytes);
  }

  private String ofFile(String name) {
    MessageDigest hash = sha256();
    try {
      Files.copy(files.path(name), new DigestOutputStream(OutputStream.nullOutputStream(), hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
