package dev.recur.ngram;

import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.file.NamedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A linear model of texts: a score for each class, from the n-grams of a text. Immutable and safe
/// to share between threads.
///
///     z = Σ_f value(f)·W_f + b
///
/// f runs over the known n-grams of the text: its words, pairs of words, and sequences of one to
/// five characters within words. The numbers have 16 bits, as in the model file. With two classes
/// only the second has a score other than 0.
///
/// {@snippet class="NGramExamples" region="model"}
public final class NGramModel {
  private static final String KEYS = "ngrams.keys";
  private static final String IDF = "ngrams.idf";
  private static final String WEIGHTS = "ngrams.weights";
  private static final String BIAS = "ngrams.bias";

  private final NGrams recipe;
  private final NGramTable table;
  private final int classes;
  private final int columns; // 1 for two classes
  private final short[] weights; // (F, columns), as IEEE numbers of 16 bits
  private final float[] bias; // (columns)

  private NGramModel(NGrams recipe, NGramTable table, int classes, short[] weights, float... bias) {
    this.recipe = recipe;
    this.table = table;
    this.classes = classes;
    columns = columns(classes);
    this.weights = weights;
    this.bias = bias;
  }

  NGramModel(NGrams recipe, NGramTable table, LinearWeights learnt, double factor) {
    this.recipe = recipe;
    this.table = table;
    classes = learnt.classes;
    columns = columns(classes);
    weights = new short[table.size() * columns];
    bias = new float[columns];
    for (int f = 0; f < table.size(); f++) {
      for (int k = 0; k < columns; k++) {
        weights[f * columns + k] =
            Float.floatToFloat16((float) (factor * column(learnt.w, f * classes, k)));
      }
    }
    for (int k = 0; k < columns; k++) {
      bias[k] = (float) (factor * column(learnt.bias, 0, k));
    }
  }

  private float column(float[] w, int at, int k) {
    return columns == 1 ? w[at + 1] - w[at] : w[at + k];
  }

  private static int columns(int classes) {
    return classes == 2 ? 1 : classes;
  }

  /// The number of known n-grams.
  public int size() {
    return table.size();
  }

  /// The score of each class, (C); softmax gives probabilities.
  public float[] scores(String text) {
    int[] sorted = recipe.keys(text);
    float[] z = new float[classes];
    int first = classes - columns;
    double squares = 0;
    for (int i = 0; i < sorted.length; ) {
      int times = NGramTable.times(sorted, i);
      int f = table.find(sorted[i]);
      float x = table.value(f < 0 ? table.size() : f, Math.min(times, NGramTable.TIMES - 1));
      squares += x * x;
      for (int k = 0; f >= 0 && k < columns; k++) {
        z[first + k] += x * Float.float16ToFloat(weights[f * columns + k]);
      }
      i += times;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int k = 0; k < columns; k++) {
      z[first + k] = scale * z[first + k] + bias[k];
    }
    return z;
  }

  /// The share of each known n-gram of a text in the score of a class. With two classes, the score
  /// is by how much that of the class exceeds that of the other.
  ///
  /// @param label the number of the class
  public NGramShares shares(String text, int label) {
    Objects.checkIndex(label, classes);
    int sign = columns == 1 && label == 0 ? -1 : 1;
    int k = columns == 1 ? 0 : label;
    int[] sorted = recipe.keys(text);
    double scale = table.row(sorted).scale;
    Map<Integer, NGramNames.Name> names = NGramNames.of(recipe, text);
    List<NGramShares.Share> all = new ArrayList<>();
    for (int i = 0; i < sorted.length; ) {
      int times = NGramTable.times(sorted, i);
      int f = table.find(sorted[i]);
      if (f >= 0) {
        double x = scale * table.value(f, Math.min(times, NGramTable.TIMES - 1));
        NGramNames.Name name = Objects.requireNonNull(names.get(sorted[i]));
        double weight = sign * Float.float16ToFloat(weights[f * columns + k]);
        all.add(new NGramShares.Share(name.text(), name.kind(), times, x, weight));
      }
      i += times;
    }
    float[] z = scores(text);
    return new NGramShares(columns == 1 ? sign * z[1] : z[label], sign * bias[k], all);
  }

  /// The model as arrays of a model file, whose names begin with `ngrams.`.
  public List<NamedArray> arrays() {
    int features = table.size();
    short[] idf = new short[features + 1];
    for (int f = 0; f < idf.length; f++) {
      idf[f] = Float.floatToFloat16(table.idf()[f]);
    }
    byte[] keys = new byte[Integer.BYTES * features];
    littleEndian(keys).asIntBuffer().put(table.keys());
    return List.of(
        NamedArray.of(KEYS, keys, features, Integer.BYTES),
        NamedArray.of(IDF, bytes(idf), idf.length, Short.BYTES),
        NamedArray.of(WEIGHTS, bytes(weights), features, columns, Short.BYTES),
        NamedArray.of(BIAS, bias, columns));
  }

  private static byte[] bytes(short... values) {
    byte[] bytes = new byte[Short.BYTES * values.length];
    littleEndian(bytes).asShortBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte... bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads a model from the arrays of a model file.
  ///
  /// @param lower whether texts are converted to lower case
  /// @param normalize whether texts are first normalised to Unicode NFC
  /// @throws ModelFileException if an array is missing or damaged; the message says which
  public static NGramModel read(ModelFile file, boolean lower, boolean normalize, int classes)
      throws ModelFileException {
    int columns = columns(classes);
    int features = file.array(KEYS, NamedArray.Dtype.U8).count() / Integer.BYTES;
    int[] keys = new int[features];
    bytes(file, KEYS, features, Integer.BYTES).asIntBuffer().get(keys);
    require(NGramTable.areAscending(keys), file, KEYS, "numbers in ascending order");
    short[] narrow = new short[features + 1];
    bytes(file, IDF, features + 1, Short.BYTES).asShortBuffer().get(narrow);
    float[] idf = new float[narrow.length];
    for (int f = 0; f < idf.length; f++) {
      idf[f] = Float.float16ToFloat(narrow[f]);
      require(idf[f] > 0 && Float.isFinite(idf[f]), file, IDF, "finite numbers above 0");
    }
    ShortBuffer all = bytes(file, WEIGHTS, features, columns, Short.BYTES).asShortBuffer();
    short[] weights = new short[all.remaining()];
    all.get(weights);
    for (short weight : weights) {
      require(Float.isFinite(Float.float16ToFloat(weight)), file, WEIGHTS, "finite numbers");
    }
    float[] bias = file.floats(BIAS, columns);
    for (float b : bias) {
      require(Float.isFinite(b), file, BIAS, "finite numbers");
    }
    return new NGramModel(
        new NGrams(lower, normalize), new NGramTable(keys, idf), classes, weights, bias);
  }

  private static void require(boolean holds, ModelFile file, String name, String expected)
      throws ModelFileException {
    if (!holds) {
      throw file.invalid("array '%s': expected %s (altered or damaged)".formatted(name, expected));
    }
  }

  private static ByteBuffer bytes(ModelFile file, String name, int... shape)
      throws ModelFileException {
    NamedArray array = file.array(name, NamedArray.Dtype.U8);
    if (!Arrays.equals(array.shape(), shape)) {
      throw file.invalid(
          "array '%s': expected shape %s, got %s (altered or damaged)"
              .formatted(name, Arrays.toString(shape), Arrays.toString(array.shape())));
    }
    return littleEndian(array.bytes());
  }

  /// The class with the highest score; of equals, the first.
  public int classOf(String text) {
    float[] z = scores(text);
    return IntStream.range(0, z.length).reduce(0, (best, c) -> z[c] > z[best] ? c : best);
  }
}
