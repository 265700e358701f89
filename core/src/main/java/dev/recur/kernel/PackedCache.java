package dev.recur.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The packed forms of one weight matrix, each kept until the matrix has another version.
///
/// Reading needs no lock: the forms stand in an array that is replaced, never changed. Packing into
/// the old form's memory is safe because nobody may predict with weights that are being trained.
public final class PackedCache {
  private volatile Form[] forms = {};

  /// The packed form of rows from to to − 1 of a row-major matrix with that many columns.
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
    replace(old, new Form(kernels, transposed, from, to, version, matrix));
    return matrix;
  }

  private void replace(@Nullable Form old, Form form) {
    Form[] next = Arrays.copyOf(forms, old == null ? forms.length + 1 : forms.length);
    int place = next.length - 1;
    for (int i = 0; i < forms.length; i++) {
      if (forms[i] == old) {
        place = i;
      }
    }
    next[place] = form;
    forms = next;
  }

  private @Nullable Form find(Kernels kernels, boolean transposed, int from, int to) {
    for (Form form : forms) {
      if (form.kernels == kernels
          && form.transposed == transposed
          && form.from == from
          && form.to == to) {
        return form;
      }
    }
    return null;
  }

  private record Form(
      Kernels kernels, boolean transposed, int from, int to, long version, PackedMatrix matrix) {}
}
