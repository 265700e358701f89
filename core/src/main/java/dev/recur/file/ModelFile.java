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

/// The content of a model file: strings that describe the model (metadata), and named arrays of
/// numbers.
///
/// {@snippet class="FileExamples" region="modelFile"}
///
/// It is completely in memory, immutable, keeps no file open, and may be shared between threads.
/// The file has the safetensors layout, so other programs can read its arrays, and contains a
/// SHA-256 of itself. Equal content gives equal bytes: there is no time, host or path in it, and
/// keys and arrays have a fixed order. `docs/model-file.md` specifies every byte.
public final class ModelFile {
  /// The newest version of the format that this program reads.
  public static final int FORMAT = 2;

  private static final Comparator<NamedArray> FILE_ORDER =
      Comparator.comparing(NamedArray::dtype).thenComparing(NamedArray::name, Header.NAME_ORDER);

  private final String source;
  private final String programVersion;
  private final int format;
  private final SequencedMap<String, String> metadata;
  private final SequencedMap<String, NamedArray> arrays;

  /// A new model file. The order of keys and arrays does not matter.
  ///
  /// @throws IllegalArgumentException if a metadata key begins with `recur.`, if two arrays have
  ///   the same name, or if there are too many of them
  public ModelFile(Map<String, String> metadata, Collection<NamedArray> arrays) {
    this(metadata, arrays, 1);
  }

  /// A new model file of a version of the format: the oldest one whose readers understand the
  /// content.
  ///
  /// @param format from 1 to [#FORMAT]
  public ModelFile(Map<String, String> metadata, Collection<NamedArray> arrays, int format) {
    this("the new model", RecurKeys.PROGRAM, format, metadata, arrays);
  }

  ModelFile(
      String source,
      String programVersion,
      int format,
      Map<String, String> metadata,
      Collection<NamedArray> arrays) {
    this.source = source;
    this.programVersion = programVersion;
    this.format = format;
    if (format < 1 || format > FORMAT) {
      throw new IllegalArgumentException(
          "format must be from 1 to %s, got %s".formatted(FORMAT, format));
    }
    Limits.checkArrays(arrays.size());
    this.metadata = inOrder(metadata);
    this.arrays = byName(arrays.stream().sorted(FILE_ORDER).toList());
  }

  /// Reads and checks a file written by Recur.
  ///
  /// @throws ModelFileException if the file is damaged or not a model; gives the reason
  public static ModelFile read(Path file) throws IOException {
    return ModelFileReader.ofPath(file, ModelFileReader::model);
  }

  /// Reads and checks a file written by Recur from a stream, to its end. The stream is not closed.
  public static ModelFile read(InputStream in) throws IOException {
    return new ModelFileReader(in, -1, "the stream").model();
  }

  /// Reads and checks a file written by Recur from an array of bytes, which is copied.
  public static ModelFile read(byte[] bytes) throws IOException {
    return ModelFileReader.ofBytes(bytes).model();
  }

  /// Reads the arrays of a safetensors file from any program, by name, in the order of their data.
  /// Only arrays with the types of [Dtype] can be read, and the metadata is ignored. A file written
  /// by Recur is checked like in [#read(Path)].
  public static SequencedMap<String, NamedArray> readForeign(Path file) throws IOException {
    return byName(ModelFileReader.ofPath(file, ModelFileReader::arrays));
  }

  /// Like [#readForeign(Path)], but from a stream, to its end.
  public static SequencedMap<String, NamedArray> readForeign(InputStream in) throws IOException {
    return byName(new ModelFileReader(in, -1, "the stream").arrays());
  }

  /// Writes the file atomically, like [AtomicFile]. If anything fails, an existing file is
  /// unchanged and no other file is left.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if it exists and `overwrite` is false
  public void write(Path file, boolean overwrite) throws IOException {
    AtomicFile.write(file, overwrite, this::write);
  }

  /// Writes the bytes of the file to a stream, which is not closed.
  public void write(OutputStream out) throws IOException {
    byte[] header = RecurKeys.header(this);
    out.write(Seal.lengthOf(header));
    out.write(header);
    for (NamedArray array : arrays.values()) {
      LittleEndian.write(array, out);
    }
    out.flush();
  }

  /// The strings that describe the model, without the keys of the format itself.
  public SequencedMap<String, String> metadata() {
    return metadata;
  }

  /// A string of the metadata.
  ///
  /// @throws ModelFileException if there is no such key
  public String metadata(String key) throws ModelFileException {
    String value = metadata.get(key);
    if (value == null) {
      throw invalid("metadata: expected key '" + key + "', got none (another kind of model?)");
    }
    return value;
  }

  /// The version of Recur that this content was made by.
  public String programVersion() {
    return programVersion;
  }

  /// The version of the format.
  public int format() {
    return format;
  }

  /// The arrays by name, in the order of the file.
  public SequencedMap<String, NamedArray> arrays() {
    return arrays;
  }

  /// The numbers of an F32 array.
  ///
  /// @throws ModelFileException if there is no such array, or it has another type or shape
  public float[] floats(String name, int... shape) throws ModelFileException {
    NamedArray array = array(name, Dtype.F32);
    if (!Arrays.equals(array.shape(), shape)) {
      throw invalid(
          "array '%s': expected shape %s, got %s (a model with other settings?)"
              .formatted(name, Arrays.toString(shape), Arrays.toString(array.shape())));
    }
    return array.floats();
  }

  /// The array with this name and type.
  ///
  /// @throws ModelFileException if there is no such array, or it has another type
  public NamedArray array(String name, Dtype dtype) throws ModelFileException {
    NamedArray array = arrays.get(name);
    if (array == null) {
      throw invalid("expected array '" + name + "', got none (another kind of model?)");
    }
    if (array.dtype() != dtype) {
      throw invalid(
          "array '%s': expected %s, got %s (another kind of model?)"
              .formatted(name, dtype, array.dtype()));
    }
    return array;
  }

  /// The list of strings that was stored as the two arrays of [NamedArray#ofStrings].
  ///
  /// @throws ModelFileException if the arrays are missing or damaged
  public List<String> strings(String name) throws ModelFileException {
    return StringArrays.decode(this, name);
  }

  /// Creates an error about the content of this file, for callers that check more than the format
  /// does.
  public ModelFileException invalid(String problem) {
    return new ModelFileException(source, problem);
  }

  private static SequencedMap<String, String> inOrder(Map<String, String> metadata) {
    Limits.checkKeys(metadata.size());
    SequencedMap<String, String> sorted = new TreeMap<>(Header.NAME_ORDER);
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      String key = Limits.checkedKey(each.getKey());
      if (key.startsWith(RecurKeys.RESERVED)) {
        throw new IllegalArgumentException(
            "metadata: keys that begin with "
                + RecurKeys.RESERVED
                + " are reserved for the format, got "
                + key);
      }
      sorted.put(key, Limits.checkedText("metadata, key '" + key + "'", each.getValue()));
    }
    return Collections.unmodifiableSequencedMap(sorted);
  }

  private static SequencedMap<String, NamedArray> byName(List<NamedArray> arrays) {
    SequencedMap<String, NamedArray> byName = new LinkedHashMap<>();
    for (NamedArray array : arrays) {
      if (byName.put(array.name(), array) != null) {
        throw new IllegalArgumentException("expected each array once, got " + array + " twice");
      }
    }
    return Collections.unmodifiableSequencedMap(byName);
  }
}
