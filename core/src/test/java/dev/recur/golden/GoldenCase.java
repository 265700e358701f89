package dev.recur.golden;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// One golden case: its settings, the tensors it is given and those that must come out.
final class GoldenCase {
  private final String name;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, float[]> given = new LinkedHashMap<>();
  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Map<String, GoldenNumbers> expected = new LinkedHashMap<>();

  /// The words of a line: case, the name, and settings as key=value.
  GoldenCase(String[] words) {
    name = words[1];
    for (String word : Arrays.asList(words).subList(2, words.length)) {
      settings.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
  }

  void given(String tensor, String shape, float[] values) {
    given.put(tensor, values);
    shapes.put(tensor, GoldenNumbers.shape(shape));
  }

  void expect(String tensor, String shape, double[] numbers, boolean folded) {
    expected.put(tensor, new GoldenNumbers(name + " " + tensor, shape, numbers, folded));
  }

  boolean has(String tensor) {
    return given.containsKey(tensor);
  }

  float[] given(String tensor) {
    return found(given, tensor).clone();
  }

  /// Token ids or classes, which stand in the file like every other number.
  int[] ints(String tensor) {
    float[] values = given(tensor);
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  int[] shape(String tensor) {
    return found(shapes, tensor).clone();
  }

  /// The names of what must come out, gradients under d + the tensor's name.
  Set<String> expected() {
    return expected.keySet();
  }

  GoldenNumbers expected(String tensor) {
    return found(expected, tensor);
  }

  boolean sets(String key) {
    return settings.containsKey(key);
  }

  String setting(String key) {
    return found(settings, key);
  }

  String setting(String key, String otherwise) {
    return settings.getOrDefault(key, otherwise);
  }

  int number(String key) {
    return Integer.parseInt(setting(key));
  }

  double real(String key, double otherwise) {
    return sets(key) ? Double.parseDouble(setting(key)) : otherwise;
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(setting(key, "false"));
  }

  /// A setting of several numbers, such as lengths=2,5,1.
  double[] reals(String key) {
    return Arrays.stream(setting(key).split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  int[] lengths() {
    return Arrays.stream(setting("lengths").split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private <V> V found(Map<String, V> map, String key) {
    V value = map.get(key);
    if (value == null) {
      throw new NoSuchElementException(name + " has no " + key + ", only " + map.keySet());
    }
    return value;
  }

  @Override
  public String toString() {
    return name + " " + settings;
  }
}
