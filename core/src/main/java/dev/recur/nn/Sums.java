package dev.recur.nn;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gradients of parameters that all steps share: sums over all steps, one large product each.
///
/// The work is cut by outputs (rows of a weight, columns of a bias), never by terms, so that each
/// sum is one chain over the steps whatever the number of threads.
final class Sums {
  private final BackRun back;
  private final int steps;
  private final Arena arena;
  private final Kernels kernels;
  private final List<Job> jobs;

  /// Sums over `steps` rows of the gradients of one direction.
  Sums(BackRun back, int steps, Arena arena, Kernels kernels, List<Job> jobs) {
    this.back = back;
    this.steps = steps;
    this.arena = arena;
    this.kernels = kernels;
    this.jobs = jobs;
  }

  /// A matrix with one row a step, that gradients are multiplied with.
  static final class Source {
    private final float[] data;
    private final int at;
    private final int stride;
    private final int columns;

    Source(float[] data, int at, int stride, int columns) {
      this.data = data;
      this.at = at;
      this.stride = stride;
      this.columns = columns;
    }
  }

  /// The states before each step, (N, O).
  Source hPrev() {
    int out = back.run.cell.outputSize();
    return new Source(back.run.hPrev, 0, out, out);
  }

  /// A saved block, (N, H).
  Source saved(int block) {
    int hidden = back.run.cell.hiddenSize();
    return new Source(back.run.saved, block * hidden, back.run.savedStride, hidden);
  }

  /// dW[from…to] += Σ dᵀ·x, with d the gradients' columns from column on
  void product(@Nullable Parameter weight, int from, int to, int column, Source x) {
    if (weight != null && !weight.frozen()) {
      product(weight, from, to, column, pack(x));
    }
  }

  void product(Parameter weight, int from, int to, int column, PackedMatrix x) {
    if (!weight.frozen()) {
      jobs.add(new Job(weight.storage().parameterGradient(), from, to, column, x, back));
    }
  }

  PackedMatrix pack(Source x) {
    return arena.pack(kernels, x.data, x.at, x.stride, 1, steps, x.columns);
  }

  /// db[from…to] += Σ d, with d the gradients' columns from column on
  void bias(@Nullable Parameter bias, int from, int to, int column) {
    if (bias != null && !bias.frozen()) {
      jobs.add(new Job(bias.storage().parameterGradient(), from, to, column, null, back));
    }
  }

  /// One sum: of products if x is given, of the gradients themselves if not.
  static final class Job {
    private final float[] dw;
    private final int from;
    private final int to;
    private final int column;
    private final @Nullable PackedMatrix x;
    private final BackRun back;

    Job(float[] dw, int from, int to, int column, @Nullable PackedMatrix x, BackRun back) {
      this.dw = dw;
      this.from = from;
      this.to = to;
      this.column = column;
      this.x = x;
      this.back = back;
    }

    /// Outputs first to last − 1 of this sum, counted from 0.
    private void run(Kernels k, int steps, int first, int last) {
      int stride = back.dStride;
      if (x != null) {
        int n = x.n();
        k.product(
            last - first, 0, n, back.d, column + first, 1, stride, x, dw, (from + first) * n, n);
        return;
      }
      for (int s = 0; s < steps; s++) {
        k.add(last - first, back.d, s * stride + column + first, dw, from + first);
      }
    }
  }

  /// Runs all jobs, each cut into as many parts as there are workers.
  static void run(List<Job> jobs, int steps, Workers workers) {
    int parts = workers.threads();
    Kernels k = workers.kernels();
    workers.run(
        jobs.size() * parts,
        i -> {
          Job job = jobs.get(i / parts);
          int outputs = job.to - job.from;
          int part = i % parts;
          int first = cut(outputs, part, parts);
          int last = cut(outputs, part + 1, parts);
          if (first < last) {
            job.run(k, steps, first, last);
          }
        });
  }

  /// Where part i of n outputs begins: multiples of 16, so that tiles stay whole.
  static int cut(int n, int part, int parts) {
    return Math.min(n, (int) ((long) n * part / parts + 15) / 16 * 16);
  }

  static List<Job> jobs() {
    return new ArrayList<>();
  }
}
