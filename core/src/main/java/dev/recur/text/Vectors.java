package dev.recur.text;

import dev.recur.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Pretrained word vectors, read from GloVe text, word2vec text or binary, or fastText `.vec`.
///
///     Vectors glove = Vectors.read(Path.of("glove.6B.100d.txt"));
///     FittedField text = field.buildVocab(train, 20_000, 2, glove);
///
/// A token without a vector gets zeros, or what [#withUnkInit] says. Immutable.
public final class Vectors {

  /// A row of a file that was left out.
  ///
  /// @param file the file
  /// @param line its number in the file, counted from 1
  /// @param reason what is wrong with it
  public record InvalidRow(String file, long line, String reason) {}

  /// A token near another one.
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

  /// Every vector in the file.
  ///
  /// @throws IllegalArgumentException if not one row is valid
  public static Vectors read(Path path) throws IOException {
    return read(path, token -> true);
  }

  /// The vectors of the tokens that `wanted` accepts, such as `vocab::contains`; the numbers of the
  /// other rows are not even looked at, so a file larger than the memory can be read.
  public static Vectors read(Path path, Predicate<String> wanted) throws IOException {
    return new Vectors(new VectorReader(path, wanted).read(), Vectors::zeros);
  }

  /// How many numbers a vector of the file has, by its first line; 0 where that tells nothing.
  public static int dimension(Path path) throws IOException {
    return VectorReader.dimension(path);
  }

  /// The rows of a trained table (V, D) as the vectors of a vocabulary's tokens.
  public static Vectors of(Vocab vocab, Tensor table) {
    int dimension = table.size(-1);
    float[] values = table.toArray();
    if (values.length != (long) vocab.size() * dimension) {
      throw new IllegalArgumentException(
          "a vocabulary of %s tokens needs as many vectors, got %s"
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

  /// Several sets as one: a token's vectors end to end; where a set lacks the token, its own
  /// `unkInit` fills its part.
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

  /// The same vectors, with a function that fills the vector of a token that has none; it is given
  /// the token and a row of zeros.
  public Vectors withUnkInit(BiConsumer<String, float[]> fill) {
    return new Vectors(table, fill);
  }

  private static void zeros(String token, float[] row) {}

  /// How many numbers a vector has.
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

  /// A copy of the token's vector; of what `unkInit` gives where it has none.
  public float[] vector(String token) {
    float[] row = new float[dimension()];
    if (!table.copy(token, row)) {
      unkInit.accept(token, row);
    }
    return row;
  }

  /// The vectors of a vocabulary's tokens, (V, D), as an embedding takes them.
  public Tensor table(Vocab vocab) {
    long count = (long) vocab.size() * dimension();
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s tokens of %s numbers are more than one table can hold (a smaller maxSize?)"
              .formatted(vocab.size(), dimension()));
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < vocab.size(); i++) {
      System.arraycopy(vector(vocab.token(i)), 0, values, i * dimension(), dimension());
    }
    return Tensor.of(values, vocab.size(), dimension());
  }

  /// How many rows of the file were not valid.
  public long invalidCount() {
    return table.invalidCount();
  }

  /// The first hundred rows that were not valid, each with its line and the reason.
  public List<InvalidRow> invalid() {
    return table.invalid();
  }

  /// The `k` tokens with the largest cosine to `token`, largest first, without itself.
  ///
  /// @throws IllegalArgumentException if the token has no vector
  public List<Neighbour> nearest(String token, int k) {
    if (!contains(token)) {
      throw new IllegalArgumentException("\"%s\" has no vector".formatted(token));
    }
    return VectorNeighbours.nearest(table, vector(token), k, token::equals);
  }

  /// The `k` tokens with the largest cosine to a vector of one's own.
  public List<Neighbour> nearest(float[] vector, int k) {
    if (vector.length != dimension()) {
      throw new IllegalArgumentException(
          "the vectors have %s numbers, got %s".formatted(dimension(), vector.length));
    }
    return VectorNeighbours.nearest(table, vector, k, token -> false);
  }

  /// Writes all vectors as a fastText `.vec` file: written beside, flushed, then renamed, so that
  /// what has the name is always whole.
  ///
  /// @throws IllegalArgumentException if a token is empty or holds white space that the format
  ///   cannot say
  public void write(Path path) throws IOException {
    VectorWriter.write(table, path);
  }
}
