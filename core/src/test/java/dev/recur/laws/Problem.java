package dev.recur.laws;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What a law feeds to a network: rows of different lengths, the states they start from, and the
/// gradients that come back from above. Everything belongs to a row, whatever batch it is put in.
final class Problem {
  /// Where dropout draws from.
  static final Seed DROPOUT = Seed.of(77);

  private final Sizes sizes;
  private final List<Row> rows;

  private Problem(Sizes sizes, List<Row> rows) {
    this.sizes = sizes;
    this.rows = rows;
  }

  /// One row. Shapes: x (T, I) · dy (T, D·O) · each state, and each gradient of a last state, (L·D,
  /// its size).
  static final class Row {
    final long id;
    final int length;
    final float[] x;
    final float[] dy;
    final List<float[]> initial = new ArrayList<>();
    final List<float[]> dLast = new ArrayList<>();

    Row(Sizes sizes, Seed seed, long id, int length) {
      this.id = id;
      this.length = length;
      x = numbers(seed.split("x"), length * sizes.inputs());
      dy = numbers(seed.split("dy"), length * sizes.outputs());
      for (int size : sizes.states()) {
        initial.add(numbers(seed.split("state").split(size), sizes.places() * size));
        dLast.add(numbers(seed.split("gradient").split(size), sizes.places() * size));
      }
    }
  }

  /// Rows of these lengths, with their positions as ids.
  static Problem of(Sizes sizes, int... lengths) {
    Seed seed = Seed.of(5);
    return new Problem(
        sizes,
        IntStream.range(0, lengths.length)
            .mapToObj(b -> new Row(sizes, seed.split(b), b, lengths[b]))
            .toList());
  }

  /// The same number from U(−1, 1) for the same seed and place.
  static float[] numbers(Seed seed, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (2 * seed.uniform(i) - 1);
    }
    return numbers;
  }

  /// The same rows, or some of them, in this order.
  Problem choose(int... places) {
    return new Problem(sizes, Arrays.stream(places).mapToObj(rows::get).toList());
  }

  /// The same rows, the longest first.
  Problem longestFirst() {
    return new Problem(
        sizes, rows.stream().sorted(Comparator.comparingInt((Row r) -> -r.length)).toList());
  }

  Sizes sizes() {
    return sizes;
  }

  List<Row> rows() {
    return rows;
  }

  int steps() {
    return rows.stream().mapToInt(r -> r.length).max().orElseThrow();
  }

  int[] lengths() {
    return rows.stream().mapToInt(r -> r.length).toArray();
  }

  /// How many rows go on behind step t, if the longest come first.
  int activeAfter(int t) {
    return (int) rows.stream().filter(r -> r.length > t).count();
  }

  /// Steps from to to − 1 of the rows that have them.
  Packing packing(int from, int to) {
    List<Row> active = rows.stream().filter(r -> r.length > from).toList();
    return new Packing(
        active.stream().mapToInt(r -> Math.min(r.length, to) - from).toArray(),
        active.stream().mapToLong(r -> r.id).toArray(),
        from);
  }

  /// What the rows have at each step of a packing, as its matrix.
  Tensor packed(Packing packing, int width, Function<Row, float[]> of) {
    float[] data = new float[packing.total() * width];
    for (int b = 0; b < packing.rows(); b++) {
      float[] row = of.apply(rows.get(b));
      for (int t = 0; t < packing.length(b); t++) {
        int at = (packing.firstStep() + t) * width;
        System.arraycopy(row, at, data, packing.index(b, t) * width, width);
      }
    }
    return Tensor.of(data, packing.total(), width);
  }

  /// What the rows have at each step, as a padded batch with NaN behind each row's end.
  Tensor padded(int steps, boolean batchFirst, int width, Function<Row, float[]> of) {
    int batch = rows.size();
    float[] data = new float[batch * steps * width];
    Arrays.fill(data, Float.NaN);
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < rows.get(b).length; t++) {
        int at = (batchFirst ? b * steps + t : t * batch + b) * width;
        System.arraycopy(of.apply(rows.get(b)), t * width, data, at, width);
      }
    }
    return batchFirst ? Tensor.of(data, batch, steps, width) : Tensor.of(data, steps, batch, width);
  }

  /// What rows from to to − 1 have for state number `part`: (L·D, rows, its size).
  Tensor states(int part, int from, int to, Function<Row, List<float[]>> of) {
    int size = sizes.states().get(part);
    int places = sizes.places();
    float[] data = new float[places * (to - from) * size];
    for (int place = 0; place < places; place++) {
      for (int b = from; b < to; b++) {
        float[] row = of.apply(rows.get(b)).get(part);
        System.arraycopy(row, place * size, data, (place * (to - from) + b - from) * size, size);
      }
    }
    return Tensor.of(data, places, to - from, size);
  }
}
