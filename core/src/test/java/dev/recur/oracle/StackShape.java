package dev.recur.oracle;

import static dev.recur.oracle.NumericGradient.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sizes of one recurrent stack, and parameters, inputs, states and masks that fit it.
public record StackShape(
    CellOracle cell,
    int inputs,
    int hidden,
    int projection,
    int layers,
    int directions,
    boolean bias) {

  public StackOracle stack() {
    return new StackOracle(cell, layers, directions == 2);
  }

  public String describe() {
    return layers + " layers, " + directions + " directions" + (bias ? "" : ", no bias");
  }

  public int outputs() {
    return projection > 0 ? projection : hidden;
  }

  /// PyTorch's names in alphabetical order, each parameter from U(−1, 1).
  public Map<String, Matrix> parameters(long seed) {
    Map<String, Matrix> all = new TreeMap<>();
    int wide = cell.gates() * hidden;
    for (int layer = 0; layer < layers; layer++) {
      int in = layer == 0 ? inputs : directions * outputs();
      for (int direction = 0; direction < directions; direction++) {
        String ending = "_l" + layer + (direction == 1 ? "_reverse" : "");
        long at = seed * 1000 + (layer * 2 + direction) * 10L;
        all.put("weight_ih" + ending, random(wide, in, at));
        all.put("weight_hh" + ending, random(wide, outputs(), at + 1));
        if (bias) {
          all.put("bias_ih" + ending, random(1, wide, at + 2));
          all.put("bias_hh" + ending, random(1, wide, at + 3));
        }
        if (projection > 0) {
          all.put("weight_hr" + ending, random(projection, hidden, at + 4));
        }
      }
    }
    return all;
  }

  public List<Matrix> rows(int[] lengths, long seed) {
    List<Matrix> rows = new ArrayList<>();
    for (int length : lengths) {
      rows.add(random(length, inputs, seed * 1000 + rows.size()));
    }
    return rows;
  }

  public List<List<Matrix>> initial(int batch, long seed) {
    Weights first = new Weights(parameters(0), "_l0");
    List<List<Matrix>> initial = new ArrayList<>();
    for (int size : cell.stateSizes(first)) {
      List<Matrix> places = new ArrayList<>();
      for (int place = 0; place < layers * directions; place++) {
        places.add(random(batch, size, seed * 1000 + initial.size() * 100L + place));
      }
      initial.add(places);
    }
    return initial;
  }

  /// Every third unit is dropped, the others are scaled by 1.5.
  public List<List<Matrix>> masks(int[] lengths) {
    List<List<Matrix>> masks = new ArrayList<>();
    for (int layer = 0; layer < layers - 1; layer++) {
      List<Matrix> ofLayer = new ArrayList<>();
      for (int length : lengths) {
        double[] mask = new double[length * directions * outputs()];
        int shift = layer + ofLayer.size();
        Arrays.setAll(mask, i -> (i + shift) % 3 == 0 ? 0 : 1.5);
        ofLayer.add(Matrix.of(length, directions * outputs(), mask));
      }
      masks.add(ofLayer);
    }
    return masks;
  }
}
