package dev.recur.kernel;

import static dev.recur.accelerator.Accelerator.Group.LANES;
import static dev.recur.accelerator.Accelerator.Group.LINE;
import static dev.recur.accelerator.Accelerator.Group.TILE;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The arithmetic on arrays in the memory of an accelerator: what [Kernels] is for arrays in the
/// CPU's, with the same contract on bits. A method of arithmetic launches the kernel of its name.
///
/// The steps of cells are launched where their equations are known, in `dev.recur.nn`.
public final class DeviceKernels {
  private final Accelerator accelerator;
  private final Arena scratch = Arena.pooled();

  private DeviceKernels(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /// The kernels of an accelerator.
  public static DeviceKernels on(Accelerator accelerator) {
    return accelerator.companion(DeviceKernels.class, DeviceKernels::new);
  }

  /// Memory for a single operation, which takes everything back from the operation before it.
  public Arena scratch() {
    scratch.reset();
    return scratch;
  }

  /// The accelerator.
  public Accelerator accelerator() {
    return accelerator;
  }

  /// An array of the arena that has these ints.
  public DeviceArray ints(Arena arena, int[] values, int count) {
    DeviceArray array = arena.takeOn(accelerator, count);
    accelerator.upload(values, count, array);
    return array;
  }

  /// An array of the arena that has these floats.
  public DeviceArray floats(Arena arena, float[] values, int count) {
    DeviceArray array = arena.takeOn(accelerator, count);
    accelerator.upload(values, count, array);
    return array;
  }

  /// An array of the arena with arbitrary content.
  public DeviceArray take(Arena arena, int count) {
    return arena.takeOn(accelerator, count);
  }

  /// y = value
  public void fill(int n, float value, DeviceArray y, int yAt) {
    line("fill", n, 1, n, value, y, yAt);
  }

  /// y = x
  public void copy(int n, DeviceArray x, int xAt, DeviceArray y, int yAt) {
    line("copy", n, 1, n, x, xAt, y, yAt);
  }

  /// y = y + x
  public void add(int n, DeviceArray x, DeviceArray y) {
    line("add", n, 1, n, x, y);
  }

  /// y = s·y
  public void scale(int n, float s, DeviceArray y) {
    line("scale", n, 1, n, s, y);
  }

  /// y = tanh(x)
  public void tanh(int n, DeviceArray x, DeviceArray y) {
    line("tanhs", n, 1, n, x, y);
  }

  /// y = dh ⊙ (1 − h²)
  public void tanhGradient(int n, DeviceArray h, DeviceArray dh, DeviceArray y) {
    line("tanhGradient", n, 1, n, h, dh, y);
  }

  /// y = xᵀ, of shape (columns, rows)
  public void transpose(int rows, int columns, DeviceArray x, DeviceArray y) {
    line("transpose", columns, rows, rows, columns, x, y);
  }

  /// Some rows of a matrix on the device.
  ///
  /// @param at the index of the first element
  /// @param row the distance of two rows
  public record Matrix(DeviceArray data, int at, int row) {}

  /// C = start + A·B, with the same start in every row, or zeros if it is null.
  ///
  /// Shapes: A (m, k) · B (k, n) · C (m, n) · start (n)
  public void product(
      int m, int n, int k, Matrix a, Matrix b, @Nullable DeviceArray start, Matrix c) {
    DeviceArray from = start == null ? a.data : start; // which is not read then
    accelerator.launch(
        "product",
        TILE,
        Math.ceilDiv(n, 64) * TILE.columns(),
        Math.ceilDiv(m, 64) * TILE.rows(),
        m,
        n,
        k,
        a.data,
        a.at,
        a.row,
        b.data,
        b.at,
        b.row,
        start == null ? 0 : 1,
        from,
        c.data,
        c.at,
        c.row);
  }

  /// C += Aᵀ·B over chunks of the rows of A and B, one after the other.
  ///
  /// Shapes: C (m, n) without gaps from cAt on
  ///
  /// @param bounds the first row of each chunk and the row after its last
  public void sums(
      int m, int n, int chunks, DeviceArray bounds, Matrix a, Matrix b, DeviceArray c, int cAt) {
    accelerator.launch(
        "sums",
        TILE,
        Math.ceilDiv(n, 64) * TILE.columns(),
        Math.ceilDiv(m, 64) * TILE.rows(),
        m,
        n,
        chunks,
        bounds,
        a.data,
        a.at,
        a.row,
        b.data,
        b.at,
        b.row,
        c,
        cAt);
  }

  /// c += Σ A over chunks of its rows, (m).
  public void columnSums(int m, int chunks, DeviceArray bounds, Matrix a, DeviceArray c, int cAt) {
    line("columnSums", m, 1, m, chunks, bounds, a.data, a.at, a.row, c, cAt);
  }

  /// Row r of y = row index\[r\] of x.
  public void gatherRows(int rows, int columns, DeviceArray index, Matrix x, Matrix y) {
    line(
        "gatherRows",
        columns,
        rows,
        rows,
        columns,
        index,
        x.data,
        x.at,
        x.row,
        y.data,
        y.at,
        y.row);
  }

  /// Row id of y += its share of each row of x where the id occurs, one after the other.
  ///
  /// @param shares one for each id that occurs
  public void addRows(
      Arena arena,
      Occurrences of,
      int columns,
      float[] shares,
      DeviceArray x,
      int xRow,
      DeviceArray y) {
    line(
        "addRows",
        columns,
        of.count(),
        of.count(),
        columns,
        ints(arena, of.starts, of.starts.length),
        ints(arena, of.order, of.order.length),
        ints(arena, of.ids, of.ids.length),
        floats(arena, shares, shares.length),
        x,
        xRow,
        y);
  }

  /// The same with a share of 1, for a matrix x without gaps.
  public void addRows(Arena arena, Occurrences of, int columns, DeviceArray x, DeviceArray y) {
    addRows(arena, of, columns, x, columns, y);
  }

  /// The same for any matrix x.
  public void addRows(
      Arena arena, Occurrences of, int columns, DeviceArray x, int xRow, DeviceArray y) {
    float[] ones = new float[of.count()];
    Arrays.fill(ones, 1f);
    addRows(arena, of, columns, ones, x, xRow, y);
  }

  /// mean = mean + share·(w − mean)
  public void average(int n, float share, DeviceArray w, DeviceArray mean) {
    line("average", n, 1, n, share, w, mean);
  }

  /// y\[0\] = Σ x / divisor
  public void meanOf(int n, float divisor, DeviceArray x, DeviceArray y) {
    accelerator.launch("meanOf", LANES, LANES.columns(), 1, n, divisor, x, y);
  }

  /// y\[yAt + r\] = Σ x² over row index\[r\] of x
  public void squares(
      int rows, int columns, DeviceArray index, DeviceArray x, DeviceArray y, int yAt) {
    int threads = rows * TILE.rows();
    accelerator.launch("squares", TILE, TILE.columns(), threads, rows, columns, index, x, y, yAt);
  }

  /// norms\[at\] to norms\[at + 2\] = √Σ squares in two words, and -1; factor\[factorAt\] = max/(√Σ
  /// squares + 1e-6). If the sum of a parameter is not finite, the norm is that of the first such
  /// one, followed by its index, and the factor is 1. For devices with double precision.
  ///
  /// @param ends up to where the squares of each of n parameters reach
  public void clipFactor(
      int n,
      DeviceArray ends,
      DeviceArray squares,
      double max,
      DeviceArray norms,
      int at,
      DeviceArray factor,
      int factorAt) {
    long limit = Double.doubleToRawLongBits(max);
    accelerator.launch(
        "clipFactor",
        TILE,
        TILE.columns(),
        TILE.rows(),
        n,
        ends,
        squares,
        (int) (limit >> 32),
        (int) limit,
        norms,
        at,
        factor,
        factorAt);
  }

  /// Launches a kernel with a thread for each element of (rows, columns).
  public void line(String kernel, int columns, int rows, Object... arguments) {
    accelerator.launch(kernel, LINE, columns, rows, arguments);
  }
}
