package dev.recur.file;

import dev.recur.file.NamedArray.Dtype;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A model as one file: strings that describe it, and named arrays of numbers.
///
/// It lies in memory as a whole, never changes, and keeps no file open; threads may share it. The
/// file has the safetensors layout, so other programs can read its arrays, and holds a SHA-256 over
/// itself. Equal content gives equal bytes: no time, host or path is in it, and both keys and
/// arrays are put in a fixed order. `docs/model-file.md` specifies every byte.
///
/// ```java
/// var arrays = List.of(NamedArray.of("weight", new float[6], 2, 3));
/// new ModelFile(Map.of("task", "classify"), arrays).write(path, false);
/// float[] weight = ModelFile.read(path).floats("weight", 2, 3);
/// ```
public final class ModelFile {
  private static final Comparator<NamedArray> FILE_ORDER =
      Comparator.comparing(NamedArray::dtype).thenComparing(NamedArray::name, Header.NAME_ORDER);

  private final String source;
  private final String programVersion;
  private final SequencedMap<String, String> metadata;
  private final SequencedMap<String, NamedArray> arrays;

  /// A new model file. Keys of the metadata must not begin with `recur.`, and names of arrays must
  /// differ; neither order matters.
  public ModelFile(Map<String, String> metadata, Collection<NamedArray> arrays) {
    this("the new model", RecurKeys.PROGRAM, metadata, arrays);
  }

  ModelFile(
      String source,
      String programVersion,
      Map<String, String> metadata,
      Collection<NamedArray> arrays) {
    this.source = source;
    this.programVersion = programVersion;
    this.metadata = inOrder(metadata);
    this.arrays = byName(arrays.stream().sorted(FILE_ORDER).toList());
  }

  /// Reads and checks a file written by Recur.
  public static ModelFile read(Path file) throws IOException {
    return ModelFileReader.ofPath(file, ModelFileReader::model);
  }

  /// Reads and checks what Recur wrote, to the end of the stream; closing it is the caller's.
  public static ModelFile read(InputStream in) throws IOException {
    return new ModelFileReader(in, -1, "the stream").model();
  }

  /// Checks what Recur wrote and copies it out of the bytes.
  public static ModelFile read(byte[] bytes) throws IOException {
    return ModelFileReader.ofBytes(bytes).model();
  }

  /// Reads the arrays of a safetensors file that any program wrote, by name, in the order of their
  /// data. Only the types of [Dtype] are understood, and metadata of others is left out; a file of
  /// Recur's is checked as in [#read(Path)].
  public static SequencedMap<String, NamedArray> readForeign(Path file) throws IOException {
    return byName(ModelFileReader.ofPath(file, ModelFileReader::arrays));
  }

  /// As [#readForeign(Path)], from a stream, to its end.
  public static SequencedMap<String, NamedArray> readForeign(InputStream in) throws IOException {
    return byName(new ModelFileReader(in, -1, "the stream").arrays());
  }

  /// Writes the file so that it appears complete or not at all: beside its place, flushed to the
  /// disk, then renamed. When anything fails, an old file stays as it was and nothing is left.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if it exists and `overwrite` is false
  public void write(Path file, boolean overwrite) throws IOException {
    AtomicFile.write(file, overwrite, this::write);
  }

  /// Writes the bytes of the file; closing the stream is the caller's.
  public void write(OutputStream out) throws IOException {
    byte[] header = RecurKeys.header(this);
    out.write(Seal.lengthOf(header));
    out.write(header);
    for (NamedArray array : arrays.values()) {
      LittleEndian.write(array, out);
    }
    out.flush();
  }

  /// The strings that describe the model, without those of the format itself.
  public SequencedMap<String, String> metadata() {
    return metadata;
  }

  /// One string of the metadata, which must be there.
  public String metadata(String key) throws ModelFileException {
    String value = metadata.get(key);
    if (value == null) {
      throw invalid("metadata: key '" + key + "' expected, got none (another kind of model?)");
    }
    return value;
  }

  /// The version of Recur that made this content.
  public String programVersion() {
    return programVersion;
  }

  /// The arrays by name, in the order of the file.
  public SequencedMap<String, NamedArray> arrays() {
    return arrays;
  }

  /// The numbers of an F32 array, which must be there with this shape.
  public float[] floats(String name, int... shape) throws ModelFileException {
    NamedArray array = array(name, Dtype.F32);
    if (!Arrays.equals(array.shape(), shape)) {
      throw invalid(
          "array '%s': shape %s expected, got %s (a model of other settings?)"
              .formatted(name, Arrays.toString(shape), Arrays.toString(array.shape())));
    }
    return array.floats();
  }

  /// The array of this name and type, which must be there.
  public NamedArray array(String name, Dtype dtype) throws ModelFileException {
    NamedArray array = arrays.get(name);
    if (array == null) {
      throw invalid("array '" + name + "' expected, got none (another kind of model?)");
    }
    if (array.dtype() != dtype) {
      throw invalid(
          "array '%s': %s expected, got %s (another kind of model?)"
              .formatted(name, dtype, array.dtype()));
    }
    return array;
  }

  /// The list of strings that [NamedArray#ofStrings] made two arrays of.
  public List<String> strings(String name) throws ModelFileException {
    return StringArrays.decode(this, name);
  }

  /// An error about this file's content, for those who know more about it than the format does.
  public ModelFileException invalid(String problem) {
    return new ModelFileException(source, problem);
  }

  private static SequencedMap<String, String> inOrder(Map<String, String> metadata) {
    Limits.checkEntries(metadata.size());
    SequencedMap<String, String> sorted = new TreeMap<>(Header.NAME_ORDER);
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      String key = Limits.checkedKey(each.getKey());
      if (key.startsWith(RecurKeys.RESERVED)) {
        throw new IllegalArgumentException(
            "metadata: keys that begin with "
                + RecurKeys.RESERVED
                + " belong to the format, got "
                + key);
      }
      sorted.put(key, Limits.checkedText("metadata, key '" + key + "'", each.getValue()));
    }
    return Collections.unmodifiableSequencedMap(sorted);
  }

  private static SequencedMap<String, NamedArray> byName(List<NamedArray> arrays) {
    Limits.checkEntries(arrays.size());
    SequencedMap<String, NamedArray> byName = new LinkedHashMap<>();
    for (NamedArray array : arrays) {
      if (byName.put(array.name(), array) != null) {
        throw new IllegalArgumentException("each array once expected, got " + array + " twice");
      }
    }
    return Collections.unmodifiableSequencedMap(byName);
  }
}
