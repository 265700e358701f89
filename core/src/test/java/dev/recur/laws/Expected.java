package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.oracle.Matrix;
import dev.recur.oracle.StackOracle;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A problem in double precision: what the oracle says of a network's outputs, last states and
/// gradients.
final class Expected {
  private final Network net;
  private final Problem problem;
  private final Map<String, Matrix> parameters = new TreeMap<>();
  private final List<Matrix> xs;
  private final List<List<Matrix>> initial = new ArrayList<>();
  private final StackOracle.Result result;

  Expected(Configuration c, Network net, Problem problem) {
    this.net = net;
    this.problem = problem;
    net.parameters().forEach((name, p) -> parameters.put(name, matrix(p)));
    xs =
        problem.rows().stream()
            .map(r -> Matrix.of(r.length, problem.sizes().inputs(), r.x))
            .toList();
    for (int part = 0; part < net.sizes().states().size(); part++) {
      initial.add(places(problem.states(part, 0, problem.rows().size(), r -> r.initial)));
    }
    result =
        new StackOracle(c.kind().oracle(), c.layers(), c.bidirectional())
            .run(xs, parameters, initial, c.dropout() == 0 ? List.of() : masks(c));
  }

  private static Matrix matrix(Parameter p) {
    int[] shape = p.shape();
    return shape.length == 1
        ? Matrix.of(1, shape[0], p.toArray())
        : Matrix.of(shape[0], shape[1], p.toArray());
  }

  /// The states of each layer and direction, (rows, size) each.
  private static List<Matrix> places(Tensor states) {
    List<Matrix> places = new ArrayList<>();
    for (int place = 0; place < states.size(0); place++) {
      float[] values = states.slice(0, place, place + 1).toArray();
      places.add(Matrix.of(states.size(1), states.size(2), values));
    }
    return places;
  }

  /// The masks that the seed draws: for each layer below the last, row, step and unit.
  private List<List<Matrix>> masks(Configuration c) {
    int width = net.sizes().outputs();
    double kept = (float) (1 / (1 - c.dropout()));
    List<List<Matrix>> masks = new ArrayList<>();
    for (int layer = 1; layer < c.layers(); layer++) {
      Seed seed = Problem.DROPOUT.split("layer").split(layer);
      List<Matrix> ofLayer = new ArrayList<>();
      for (Problem.Row row : problem.rows()) {
        double[] mask = new double[row.length * width];
        Arrays.setAll(
            mask,
            i -> {
              Seed step = seed.split(row.id).split(i / width);
              return step.uniform(i % width) < c.dropout() ? 0 : kept;
            });
        ofLayer.add(Matrix.of(row.length, width, mask));
      }
      masks.add(ofLayer);
    }
    return masks;
  }

  void assertForward(Results got) {
    assertForward("output", result.outputs(), got.joined(problem, "output"));
    for (int part = 0; part < initial.size(); part++) {
      String name = "last state " + part;
      assertForward(name, byRow(result.states().get(part), false), got.joined(problem, name));
    }
  }

  private static void assertForward(String name, List<Matrix> expected, float[] got) {
    Close.assertForward(name, values(expected, false), got);
  }

  /// Runs the gradient back from the outputs, from parts of the last states, or from both.
  void backward(boolean fromOutputs, List<Integer> fromStates) {
    List<Matrix> ys = new ArrayList<>();
    List<Float> dys = new ArrayList<>();
    for (int b = 0; fromOutputs && b < problem.rows().size(); b++) {
      ys.add(flat(result.outputs().get(b)));
      addAll(dys, problem.rows().get(b).dy);
    }
    for (int part : fromStates) {
      for (int place = 0; place < net.sizes().places(); place++) {
        ys.add(flat(result.states().get(part).get(place)));
        Tensor d = problem.states(part, 0, problem.rows().size(), r -> r.dLast);
        addAll(dys, d.slice(0, place, place + 1).toArray());
      }
    }
    // Everything else gets a gradient of zero, so that none of an earlier call is left.
    List<Matrix> rest = new ArrayList<>(parameters.values());
    rest.addAll(xs);
    initial.forEach(rest::addAll);
    for (Matrix m : rest) {
      ys.add(flat(m));
      addAll(dys, new float[m.values().length]);
    }
    Matrix.stack(ys).backward(dys.stream().mapToDouble(d -> d).toArray());
  }

  private static Matrix flat(Matrix m) {
    return m.reshaped(m.values().length, 1);
  }

  private static void addAll(List<Float> all, float[] more) {
    for (float d : more) {
      all.add(d);
    }
  }

  void assertGradients(Results got) {
    Close.assertGradient("dx", values(xs, true), got.joined(problem, "gradient of x"));
    for (int part = 0; part < initial.size(); part++) {
      String name = "gradient of first state " + part;
      double[] expected = values(byRow(initial.get(part), true), false);
      Close.assertGradient(name, expected, got.joined(problem, name));
    }
    assertEquals(parameters.size(), got.parameters().size());
    parameters.forEach(
        (name, p) ->
            Close.assertGradient(
                name,
                p.gradient(),
                got.parameters().getOrDefault("gradient of " + name, new float[0])));
  }

  /// From one matrix a place, (rows, size), to one a row, (places, size).
  private List<Matrix> byRow(List<Matrix> places, boolean gradients) {
    List<Matrix> rows = new ArrayList<>();
    int size = places.getFirst().columns();
    for (int b = 0; b < problem.rows().size(); b++) {
      double[] row = new double[places.size() * size];
      for (int place = 0; place < places.size(); place++) {
        Matrix m = places.get(place);
        System.arraycopy(gradients ? m.gradient() : m.values(), b * size, row, place * size, size);
      }
      rows.add(Matrix.of(places.size(), size, row));
    }
    return rows;
  }

  private static double[] values(List<Matrix> all, boolean gradients) {
    return all.stream()
        .flatMapToDouble(m -> Arrays.stream(gradients ? m.gradient() : m.values()))
        .toArray();
  }
}
