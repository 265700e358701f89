package dev.recur.golden;

import dev.recur.nn.Layer;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One golden case while it is computed: gives what the case gives, collects what comes out, and
/// compares every tensor that the case expects.
final class GoldenRun {
  private final GoldenCase golden;
  private final Tape tape = new Tape();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  GoldenRun(GoldenCase golden) {
    this.golden = golden;
  }

  Tape tape() {
    return tape;
  }

  /// A given tensor on no tape.
  Tensor given(String name) {
    return Tensor.of(golden.given(name), golden.shape(name));
  }

  /// A given tensor whose gradient may be expected.
  Tensor input(String name) {
    Tensor x = tape.input(given(name));
    inputs.put(name, x);
    return x;
  }

  /// Sets a parameter to a given tensor; its gradient may be expected.
  void parameter(String name, Parameter parameter) {
    parameter.set(golden.given(name));
    gradientOf(name, parameter);
  }

  /// Leaves a parameter as it is; its gradient may be expected.
  void gradientOf(String name, Parameter parameter) {
    parameters.put(name, parameter);
  }

  /// Sets all parameters of a layer to the given tensors of the same names.
  void parameters(Layer layer) {
    layer.parameters().forEach(this::parameter);
  }

  /// Keeps something that may be expected; d + its name, if that is given, is its upstream
  /// gradient.
  void output(String name, Tensor y) {
    outputs.put(name, y);
  }

  /// Runs backward and compares everything that is expected.
  ///
  /// @return the largest error, as a share of what is allowed
  double check() {
    backward();
    double worst = 0;
    for (String name : golden.expected()) {
      Tensor y = outputs.get(name);
      double error;
      if (y == null) {
        error = golden.expected(name).assertGradient(gradient(name).toArray());
      } else {
        requireShape(name, y);
        error = golden.expected(name).assertForward(y.toArray());
      }
      worst = Math.max(worst, error);
    }
    return worst;
  }

  private void backward() {
    List<Tensor> ys = new ArrayList<>();
    List<Tensor> dys = new ArrayList<>();
    outputs.forEach(
        (name, y) -> {
          if (golden.has("d" + name)) {
            ys.add(y);
            dys.add(given("d" + name));
          } else if (name.equals("loss")) {
            ys.add(y);
            dys.add(Tensor.scalar(1));
          }
        });
    if (!ys.isEmpty()) {
      tape.backward(ys, dys);
    }
  }

  private Tensor gradient(String name) {
    Tensor input = inputs.get(name.substring(1));
    if (input != null) {
      return reached(name, input.gradient());
    }
    Parameter parameter = parameters.get(name.substring(1));
    if (parameter != null) {
      return reached(name, parameter.gradient());
    }
    throw new AssertionError(golden + ": nobody computed the " + name + " that it expects");
  }

  private Tensor reached(String name, Optional<Tensor> gradient) {
    return gradient.orElseThrow(
        () -> new AssertionError(golden + ": no gradient came out as " + name));
  }

  // A scalar stands in the file as a tensor of shape 1.
  private void requireShape(String name, Tensor y) {
    int[] shape = y.rank() == 0 ? new int[] {1} : y.shape();
    int[] expected = golden.expected(name).shape();
    if (!Arrays.equals(expected, shape)) {
      throw new AssertionError(
          "%s %s: expected shape %s, got %s"
              .formatted(golden, name, Arrays.toString(expected), Arrays.toString(shape)));
    }
  }
}
