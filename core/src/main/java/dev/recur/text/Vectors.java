package dev.recur.text;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Word vectors: pretrained ones, read from GloVe text, word2vec text or binary, or fastText
/// `.vec`, or the rows of a trained table.
///
/// {@snippet class="TextExamples" region="vectors"}
///
/// A token without a vector gets zeros, or the values set by [#withUnkInit]. Immutable.
public final class Vectors {

  /// An invalid row of a file, which was left out; or, for line 1, a header that announces another
  /// number of rows than the file has.
  ///
  /// @param file the file
  /// @param line the number of its line, counted from 1
  /// @param reason what is wrong with it
  public record InvalidRow(String file, long line, String reason) {}

  /// A token whose vector is similar to a given one.
  ///
  /// @param token the token
  /// @param cosine the cosine of the angle between the two vectors, 1 for the same direction
  public record Neighbour(String token, double cosine) {}

  private final VectorTable table;
  private final BiConsumer<String, float[]> unkInit;

  private Vectors(VectorTable table, BiConsumer<String, float[]> unkInit) {
    this.table = table;
    this.unkInit = unkInit;
  }

  /// Reads all vectors of a file.
  ///
  /// @throws IllegalArgumentException if it is not a file of vectors, or is cut short
  public static Vectors read(Path path) throws IOException {
    return read(path, token -> true);
  }

  /// Reads the vectors of the tokens that `wanted` accepts, such as `vocab::contains`. The numbers
  /// of other rows are not parsed or stored, so the file may be larger than the memory.
  ///
  /// @throws IllegalArgumentException if it is not a file of vectors, or is cut short
  public static Vectors read(Path path, Predicate<String> wanted) throws IOException {
    return new Vectors(new VectorReader(path, wanted).read(), Vectors::zeros);
  }

  /// The dimension of the vectors in a file, from its first line; 0 if that line does not show it.
  public static int dimension(Path path) throws IOException {
    return VectorReader.dimension(path);
  }

  /// Takes the rows of a trained table (V, D) as the vectors of a vocabulary's tokens.
  public static Vectors of(Vocab vocab, Tensor table) {
    int dimension = table.size(-1);
    float[] values = table.toArray();
    if (values.length != (long) vocab.size() * dimension) {
      throw new IllegalArgumentException(
          "expected a vector for each of the %s tokens of the vocabulary, got %s"
              .formatted(vocab.size(), values.length / Math.max(dimension, 1)));
    }
    VectorTable rows = new VectorTable(dimension, vocab.size());
    float[] row = new float[dimension];
    for (int i = 0; i < vocab.size(); i++) {
      System.arraycopy(values, i * dimension, row, 0, dimension);
      rows.add(vocab.token(i), row);
    }
    return new Vectors(rows, Vectors::zeros);
  }

  /// Concatenates several sets: each token gets its vectors from all sets, end to end. If a set
  /// lacks the token, its part is filled as by [#withUnkInit] of that set.
  public static Vectors concat(Vectors first, Vectors... more) {
    List<Vectors> sets = new ArrayList<>(List.of(more));
    sets.addFirst(first);
    int dimension = sets.stream().mapToInt(Vectors::dimension).sum();
    VectorTable joined = new VectorTable(dimension, first.size());
    for (Vectors set : sets) {
      joined.adoptInvalid(set.table);
      for (int i = 0; i < set.size(); i++) {
        String token = set.table.token(i);
        if (!joined.contains(token)) {
          joined.add(token, endToEnd(sets, token, dimension));
        }
      }
    }
    return new Vectors(
        joined,
        (token, row) -> System.arraycopy(endToEnd(sets, token, dimension), 0, row, 0, dimension));
  }

  private static float[] endToEnd(List<Vectors> sets, String token, int dimension) {
    float[] row = new float[dimension];
    int at = 0;
    for (Vectors set : sets) {
      System.arraycopy(set.vector(token), 0, row, at, set.dimension());
      at += set.dimension();
    }
    return row;
  }

  /// A copy that uses a function to fill the vectors of tokens that have none.
  ///
  /// @param fill receives the token and a row of zeros to fill
  public Vectors withUnkInit(BiConsumer<String, float[]> fill) {
    return new Vectors(table, fill);
  }

  private static void zeros(String token, float[] row) {}

  /// The dimension: how many numbers a vector has.
  public int dimension() {
    return table.dimension();
  }

  /// How many tokens have a vector.
  public int size() {
    return table.size();
  }

  /// The tokens that have a vector, in the file's order.
  public List<String> tokens() {
    List<String> tokens = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      tokens.add(table.token(i));
    }
    return Collections.unmodifiableList(tokens);
  }

  /// Whether the token has a vector.
  public boolean contains(String token) {
    return table.contains(token);
  }

  /// A copy of the token's vector. If it has none, zeros or the values set by [#withUnkInit].
  public float[] vector(String token) {
    float[] row = new float[dimension()];
    if (!table.copy(token, row)) {
      unkInit.accept(token, row);
    }
    return row;
  }

  /// The vectors of a vocabulary's tokens as a table (V, D), for an embedding.
  public Tensor table(Vocab vocab) {
    long count = (long) vocab.size() * dimension();
    if (count > Integer.MAX_VALUE - 8) {
      throw SettingException.of(
          "%s tokens with vectors of %s numbers do not fit in one table (reduce %s)",
          vocab.size(), dimension(), Mention.of("maxSize"));
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < vocab.size(); i++) {
      System.arraycopy(vector(vocab.token(i)), 0, values, i * dimension(), dimension());
    }
    return Tensor.of(values, vocab.size(), dimension());
  }

  /// How many rows of the file were invalid.
  public long invalidCount() {
    return table.invalidCount();
  }

  /// The first hundred invalid rows, each with its line and the reason.
  public List<InvalidRow> invalid() {
    return table.invalid();
  }

  /// The `k` tokens with the largest cosine to `token`, largest first, without the token itself.
  ///
  /// @throws IllegalArgumentException if the token has no vector
  public List<Neighbour> nearest(String token, int k) {
    if (!contains(token)) {
      throw new IllegalArgumentException("\"%s\" has no vector".formatted(token));
    }
    return VectorNeighbours.nearest(table, vector(token), k, token::equals);
  }

  /// The `k` tokens with the largest cosine to a vector, largest first.
  ///
  /// @throws IllegalArgumentException if the vector has another dimension
  public List<Neighbour> nearest(float[] vector, int k) {
    if (vector.length != dimension()) {
      throw new IllegalArgumentException(
          "expected a vector of %s numbers, got %s".formatted(dimension(), vector.length));
    }
    return VectorNeighbours.nearest(table, vector, k, token -> false);
  }

  /// Writes all vectors as a fastText `.vec` file. The file is written atomically, if the file
  /// system allows it: under another name, flushed, then renamed.
  ///
  /// @throws IllegalArgumentException if a token is empty or contains a space, tab or line break,
  ///   which the format cannot represent
  public void write(Path path) throws IOException {
    VectorWriter.write(table, path);
  }
}
