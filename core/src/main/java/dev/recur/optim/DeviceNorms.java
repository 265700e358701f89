package dev.recur.optim;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Clips gradients on an accelerator and keeps their norms there, so that those of several steps
/// can be read together and the CPU need not wait for each step.
///
/// The bits are those of [Clipping#clipByGlobalNorm].
///
/// {@snippet class="OptimExamples" region="deviceNorms"}
public final class DeviceNorms {
  private static final int WORDS = 3; // of a norm: a double, and the number of a parameter

  private final Accelerator on;
  private final int most;
  private final DeviceArray norms;
  private final List<List<String>> names = new ArrayList<>(); // of each norm's parameters

  /// No norms yet.
  ///
  /// @param on an accelerator that has doubles ([Accelerator#hasDoubles()])
  /// @param most how many norms are read together at most
  /// @throws IllegalArgumentException if the accelerator has no doubles, or most is below 1
  public DeviceNorms(Accelerator on, int most) {
    if (!on.hasDoubles() || most < 1) {
      throw new IllegalArgumentException(
          "norms that are read later need a device with double precision and room for one or more:"
              + " got %s and %s".formatted(on.info().device(), most));
    }
    this.on = on;
    this.most = most;
    norms = on.allocate(WORDS * most);
  }

  /// How many norms have not been read yet.
  public int size() {
    return names.size();
  }

  /// Scales all gradients by one factor so that their global norm is at most max; if the norm is
  /// not finite, they stay as they are.
  ///
  /// @param max the limit; 0 changes no gradient
  /// @throws IllegalArgumentException if max is negative or not a number
  /// @throws IllegalStateException if there is no room for one more norm
  public void clip(SequencedMap<String, Parameter> parameters, double max) {
    Require.atLeastZero("clip", "max", max);
    if (size() == most) {
      throw new IllegalStateException("%s norms are unread: call read() first".formatted(most));
    }
    DeviceKernels k = DeviceKernels.on(on);
    synchronized (k) { // whose memory for a single operation this uses
      clip(k, parameters, max);
    }
  }

  private void clip(DeviceKernels k, SequencedMap<String, Parameter> parameters, double max) {
    Arena arena = k.scratch();
    DeviceSquares squares = new DeviceSquares(k, arena, parameters.values());
    DeviceArray factor = k.take(arena, 1);
    k.clipFactor(
        squares.count(), squares.ends(), squares.sums(), max, norms, WORDS * size(), factor, 0);
    names.add(
        parameters.entrySet().stream()
            .filter(entry -> Clipping.isIn(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList());
    if (max > 0) {
      squares.scale(factor);
    }
  }

  /// Waits for all norms that have not been read yet, and reads them.
  public List<Norm> read() {
    float[] words = new float[WORDS * size()];
    on.download(norms, words.length, words);
    List<Norm> read = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long high = Float.floatToRawIntBits(words[WORDS * i]);
      long low = Integer.toUnsignedLong(Float.floatToRawIntBits(words[WORDS * i + 1]));
      int wrong = Float.floatToRawIntBits(words[WORDS * i + 2]);
      String parameter = wrong < 0 ? "" : names.get(i).get(wrong);
      read.add(new Norm(Double.longBitsToDouble(high << 32 | low), parameter));
    }
    names.clear();
    return read;
  }

  /// The norm of the gradients of one step.
  ///
  /// @param value the norm before clipping, or that of the first parameter whose norm is not finite
  /// @param parameter that parameter; empty if there is none
  public record Norm(double value, String parameter) {
    /// The norm.
    ///
    /// @throws ArithmeticException if it is not finite
    public double finite() {
      if (!parameter.isEmpty()) {
        throw Clipping.notFinite(parameter, value);
      }
      return value;
    }
  }
}
