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
    int place = old == null ? forms.length : old.place;
    Form[] next = Arrays.copyOf(forms, Math.max(forms.length, place + 1));
    next[place] = new Form(place, kernels.getClass(), transposed, from, to, version, matrix);
    forms = next;
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
      long version,
      PackedMatrix matrix) {
    Form at(int newPlace) {
      return new Form(newPlace, kernels, transposed, from, to, version, matrix);
    }
  }
}
