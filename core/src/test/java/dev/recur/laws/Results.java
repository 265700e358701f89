package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/// What a pass over a batch gave, told apart by row: so that two passes can be compared that put
/// the rows into different batches, orders or chunks.
final class Results {
  private final SortedMap<Long, SortedMap<String, float[]>> rows = new TreeMap<>();
  private final SortedMap<String, float[]> parameters = new TreeMap<>();

  /// Notes what each row has in a packed matrix, from the packing's first step on.
  void putSteps(String name, Problem problem, Packing packing, Tensor packed) {
    int width = packed.size(1);
    float[] values = packed.toArray();
    for (int b = 0; b < packing.rows(); b++) {
      Problem.Row row = problem.rows().get(b);
      float[] to = of(row.id).computeIfAbsent(name, n -> new float[row.length * width]);
      for (int t = 0; t < packing.length(b); t++) {
        int at = (packing.firstStep() + t) * width;
        System.arraycopy(values, packing.index(b, t) * width, to, at, width);
      }
    }
    requireNumbers(name, values);
  }

  /// Notes the states (L·D, rows, size) of the problem's rows from `first` on.
  void putStates(String name, Problem problem, int first, Tensor states) {
    int places = states.size(0);
    int count = states.size(1);
    int size = states.size(2);
    float[] values = states.toArray();
    for (int b = 0; b < count; b++) {
      float[] to = new float[places * size];
      for (int place = 0; place < places; place++) {
        System.arraycopy(values, (place * count + b) * size, to, place * size, size);
      }
      put(problem.rows().get(first + b).id, name, to);
    }
  }

  void put(long row, String name, float[] values) {
    requireNumbers(name, values);
    of(row).put(name, values);
  }

  void putParameters(Map<String, Parameter> all) {
    all.forEach(
        (name, p) -> p.gradient().ifPresent(d -> putParameter("gradient of " + name, d.toArray())));
  }

  void putParameter(String name, float[] values) {
    requireNumbers(name, values);
    parameters.put(name, values);
  }

  /// NaNs are equal bits, so a law that met some would hold of anything.
  private static void requireNumbers(String name, float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        Assertions.fail("%s: expected numbers, got %s".formatted(name, v));
      }
    }
  }

  private SortedMap<String, float[]> of(long row) {
    return rows.computeIfAbsent(row, r -> new TreeMap<>());
  }

  /// The gradients of all parameters, by name.
  SortedMap<String, float[]> parameters() {
    return parameters;
  }

  /// What this name means in every row, one row behind the other in the problem's order.
  float[] joined(Problem problem, String name) {
    List<float[]> parts =
        problem.rows().stream().map(row -> of(row.id).getOrDefault(name, new float[0])).toList();
    float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /// Only what has such a name.
  Results only(Predicate<String> names) {
    Results some = new Results();
    rows.forEach(
        (row, values) ->
            values.forEach(
                (name, v) -> {
                  if (names.test(name)) {
                    some.put(row, name, v);
                  }
                }));
    some.parameters.putAll(parameters);
    return some;
  }

  /// The gradients of parameters alone, so many times as large.
  Results times(int factor) {
    Results some = new Results();
    parameters.forEach(
        (name, d) -> {
          float[] all = d.clone();
          for (int i = 0; i < all.length; i++) {
            all[i] *= factor;
          }
          some.putParameter(name, all);
        });
    return some;
  }

  /// Every row of `got`, which may be some of these rows, has the same names and equal bits.
  void assertSameRows(String what, Results got) {
    got.rows.forEach((row, values) -> assertSame(what + ", row " + row, of(row), values));
  }

  void assertSameParameters(String what, Results got) {
    assertSame(what, parameters, got.parameters);
  }

  /// Rows and gradients of parameters, to the bit.
  void assertSame(String what, Results got) {
    assertEquals(rows.keySet(), got.rows.keySet(), what);
    assertSameRows(what, got);
    assertSameParameters(what, got);
  }

  private static void assertSame(
      String what, Map<String, float[]> expected, Map<String, float[]> got) {
    assertEquals(expected.keySet(), got.keySet(), what);
    expected.forEach((name, e) -> Bits.assertEqual(what + ", " + name, e, value(got, name)));
  }

  /// The gradients of parameters, `≈`.
  void assertCloseParameters(String what, Results got) {
    assertEquals(parameters.keySet(), got.parameters.keySet(), what);
    parameters.forEach(
        (name, e) -> Close.assertGradient(what + ", " + name, e, value(got.parameters, name)));
  }

  private static float[] value(Map<String, float[]> all, String name) {
    return all.getOrDefault(name, new float[0]);
  }
}
