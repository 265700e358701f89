package dev.recur.optim;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Gradient clipping: scales all gradients by one factor if their global norm is too large, or
/// limits each element.
///
///     ‖g‖ = √Σ g², over all elements of all parameters
///     g ← g · min(1, max/(‖g‖ + 1e-6))
///
/// Parameters that are frozen or have no gradient are skipped. Source: Pascanu et al. 2013, *On the
/// difficulty of training recurrent neural networks*, algorithm 1. Values match PyTorch's.
///
/// {@snippet class="OptimExamples" region="clipping"}
public final class Clipping {
  private Clipping() {}

  /// Scales all gradients by one factor so that their global norm is at most max, with
  /// [Workers#single()].
  ///
  /// @return the norm before clipping
  /// @throws ArithmeticException if the norm is not finite; the gradients are then unchanged
  public static double clipByGlobalNorm(SequencedMap<String, Parameter> parameters, double max) {
    return clipByGlobalNorm(parameters, max, Workers.single());
  }

  /// Scales all gradients by one factor so that their global norm is at most max. The workers share
  /// the work, which changes no bit.
  ///
  /// @return the norm before clipping
  /// @throws ArithmeticException if the norm is not finite; the gradients are then unchanged
  public static double clipByGlobalNorm(
      SequencedMap<String, Parameter> parameters, double max, Workers workers) {
    Require.positive("clipByGlobalNorm", "max", max);
    double norm = globalNorm(parameters, workers);
    float factor = (float) (max / (norm + 1e-6));
    if (factor < 1) {
      for (Parameter parameter : parameters.values()) {
        if (!parameter.frozen()) {
          scale(workers, parameter.gradients(), factor);
        }
      }
    }
    return norm;
  }

  /// Scales the gradients of parameters without names, with [Workers#single()].
  ///
  /// @return the norm before clipping
  /// @throws ArithmeticException if the norm is not finite; the gradients are then unchanged
  public static double clipByGlobalNorm(Collection<Parameter> parameters, double max) {
    return clipByGlobalNorm(parameters, max, Workers.single());
  }

  /// Scales the gradients of parameters without names.
  ///
  /// @return the norm before clipping
  /// @throws ArithmeticException if the norm is not finite; the gradients are then unchanged
  public static double clipByGlobalNorm(
      Collection<Parameter> parameters, double max, Workers workers) {
    return clipByGlobalNorm(ParameterGroup.numbered(parameters), max, workers);
  }

  /// The global norm of all gradients, with [Workers#single()].
  ///
  /// @throws ArithmeticException if it is not finite
  public static double globalNorm(SequencedMap<String, Parameter> parameters) {
    return globalNorm(parameters, Workers.single());
  }

  /// The global norm of all gradients. The workers share the work, which changes no bit.
  ///
  /// @throws ArithmeticException if it is not finite
  public static double globalNorm(SequencedMap<String, Parameter> parameters, Workers workers) {
    double[] squares =
        workers
            .accelerator()
            .map(on -> squares(on, parameters.values()))
            .orElseGet(() -> squares(workers, parameters.values()));
    double sum = 0;
    int p = 0;
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      if (isIn(entry.getValue())) {
        double square = squares[p++];
        if (!Double.isFinite(square)) {
          throw notFinite(entry.getKey(), Math.sqrt(square));
        }
        sum += square;
      }
    }
    return Math.sqrt(sum);
  }

  static ArithmeticException notFinite(String parameter, double norm) {
    return new ArithmeticException(
        "the norm of the gradient of '%s' is %s: the loss was not finite, or the step before"
                .formatted(parameter, norm)
            + " was too large");
  }

  /// Whether the gradient of a parameter counts.
  static boolean isIn(Parameter parameter) {
    return parameter.gradients().hasGradient() && !parameter.frozen();
  }

  /// Σ g² of each parameter that counts; of a table, only over the rows that were touched, as the
  /// others are zero.
  private static double[] squares(Workers workers, Collection<Parameter> parameters) {
    List<Storage> all =
        parameters.stream().filter(Clipping::isIn).map(Parameter::gradients).toList();
    Kernels k = workers.kernels();
    double[] squares = new double[all.size()];
    workers.run(squares.length, p -> squares[p] = ofWhole(k, all.get(p)));
    for (int p = 0; p < squares.length; p++) {
      Storage storage = all.get(p);
      BitSet rows = storage.touchedRows();
      if (rows != null) {
        float[] g = storage.reachedGradient();
        squares[p] = k.squares(rows, storage.rowWidth(), g, workers::run);
      }
    }
    return squares;
  }

  /// Σ g² of a parameter whose touched rows are not known; 0 of another, whose rows come later.
  private static double ofWhole(Kernels k, Storage storage) {
    if (storage.touchedRows() != null) {
      return 0;
    }
    float[] g = storage.reachedGradient();
    return k.dot(storage.count, g, 0, g, 0);
  }

  private static double[] squares(Accelerator on, Collection<Parameter> parameters) {
    DeviceKernels k = DeviceKernels.on(on);
    synchronized (k) { // whose memory for a single operation this uses
      return new DeviceSquares(k, k.scratch(), parameters).read();
    }
  }

  private static void scale(Workers workers, Storage storage, float factor) {
    if (workers.accelerator().isPresent()) {
      scale(workers.accelerator().get(), storage, factor);
      return;
    }
    Kernels kernels = workers.kernels();
    float[] g = storage.gradientToChange();
    if (g == null) {
      return;
    }
    BitSet rows = storage.touchedRows();
    if (rows != null) {
      kernels.scaleRows(rows, storage.rowWidth(), factor, g, workers::run);
      return;
    }
    workers.run(
        Math.ceilDiv(storage.count, Optimizer.CHUNK),
        task -> {
          int from = task * Optimizer.CHUNK;
          int count = Math.min(Optimizer.CHUNK, storage.count - from);
          kernels.scale(count, factor, g, from);
        });
  }

  private static void scale(Accelerator on, Storage storage, float factor) {
    DeviceArray g = storage.gradientToChangeOn(on);
    if (g != null) {
      DeviceKernels.on(on).scale(storage.count, factor, g);
    }
  }

  /// Limits every element of every gradient to the range from −max to max.
  public static void clipByValue(SequencedMap<String, Parameter> parameters, double max) {
    clipByValue(parameters.values(), max);
  }

  /// Limits every element of every gradient to the range from −max to max.
  public static void clipByValue(Collection<Parameter> parameters, double max) {
    Require.atLeastZero("clipByValue", "max", max);
    float limit = (float) max;
    for (Parameter parameter : parameters) {
      float[] g = parameter.gradients().gradientToChange();
      if (g != null && !parameter.frozen()) {
        for (int i = 0; i < parameter.count(); i++) {
          g[i] = Math.max(-limit, Math.min(limit, g[i]));
        }
      }
    }
  }
}
