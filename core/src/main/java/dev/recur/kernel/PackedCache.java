package dev.recur.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The packed forms of one weight matrix, each kept until the matrix has another version.
///
/// Reading needs no lock: the forms stand in an array that is replaced, never changed. Packing into
/// the old form's memory is safe because prediction with weights that are being trained is not
/// allowed. Kernels of one class pack alike, so it is the class that a form belongs to.
public final class PackedCache {
  private static final int BOTH = -1; // in place of the first row
  private static final Object NONE = "no second matrix";

  private volatile Form[] forms = {};

  /// The packed form of the rows from to to − 1 of a row-major matrix with this many columns.
  public PackedMatrix get(
      Kernels kernels,
      float[] values,
      int columns,
      long version,
      boolean transposed,
      int from,
      int to) {
    Form form = find(kernels, transposed, from, to);
    if (form != null && form.version == version) {
      return form.matrix;
    }
    return pack(kernels, values, columns, version, transposed, from, to);
  }

  /// The packed form of two row-major matrices side by side, transposed: x is multiplied with the
  /// columns of the first one, then with those of the second.
  ///
  /// @param second a matrix of as many rows; the form of one second matrix is kept
  /// @param version changes with either
  public PackedMatrix getBoth(
      Kernels kernels, float[] first, int columns, float[] second, int rows, long version) {
    Form form = find(kernels, true, BOTH, rows);
    if (form != null && form.isOf(second, version)) {
      return form.matrix;
    }
    return packBoth(kernels, first, columns, second, rows, version);
  }

  private synchronized PackedMatrix packBoth(
      Kernels kernels, float[] first, int columns, float[] second, int rows, long version) {
    Form old = find(kernels, true, BOTH, rows);
    if (old != null && old.isOf(second, version)) {
      return old.matrix;
    }
    int width = columns + second.length / rows;
    float[] both = new float[Math.multiplyExact(rows, width)];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(first, r * columns, both, r * width, columns);
      System.arraycopy(second, r * (width - columns), both, r * width + columns, width - columns);
    }
    PackedMatrix reuse = old == null ? null : old.matrix;
    PackedMatrix matrix = kernels.pack(both, 0, 1, width, width, rows, reuse);
    add(old, new Form(0, kernels.getClass(), true, BOTH, rows, second, version, matrix));
    return matrix;
  }

  private void add(@Nullable Form old, Form form) {
    int place = old == null ? forms.length : old.place;
    Form[] next = Arrays.copyOf(forms, Math.max(forms.length, place + 1));
    next[place] = form.at(place);
    forms = next;
  }

  private synchronized PackedMatrix pack(
      Kernels kernels,
      float[] values,
      int columns,
      long version,
      boolean transposed,
      int from,
      int to) {
    Form old = find(kernels, transposed, from, to);
    if (old != null && old.version == version) {
      return old.matrix;
    }
    int rows = to - from;
    int at = from * columns;
    PackedMatrix reuse = old == null ? null : old.matrix;
    PackedMatrix matrix =
        transposed
            ? kernels.pack(values, at, 1, columns, columns, rows, reuse)
            : kernels.pack(values, at, columns, 1, rows, columns, reuse);
    add(old, new Form(0, kernels.getClass(), transposed, from, to, NONE, version, matrix));
    return matrix;
  }

  /// Frees the forms of kernels that will hardly compute with this matrix again.
  public synchronized void forget(Kernels kernels) {
    List<Form> kept = new ArrayList<>();
    for (Form form : forms) {
      if (form.kernels != kernels.getClass()) {
        kept.add(form.at(kept.size()));
      }
    }
    forms = kept.toArray(Form[]::new);
  }

  private @Nullable Form find(Kernels kernels, boolean transposed, int from, int to) {
    for (Form form : forms) {
      if (form.from == from
          && form.to == to
          && form.transposed == transposed
          && form.kernels == kernels.getClass()) {
        return form;
      }
    }
    return null;
  }

  private record Form(
      int place,
      Class<? extends Kernels> kernels,
      boolean transposed,
      int from,
      int to,
      Object second,
      long version,
      PackedMatrix matrix) {
    Form at(int newPlace) {
      return new Form(newPlace, kernels, transposed, from, to, second, version, matrix);
    }

    /// Whether it is of this second matrix, too.
    @SuppressWarnings("ReferenceEquality") // the very same array
    boolean isOf(Object other, long itsVersion) {
      return second == other && version == itsVersion;
    }
  }
}
