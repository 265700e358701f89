package dev.recur.oracle;

import static dev.recur.oracle.Operations.concat;
import static dev.recur.oracle.Operations.dropout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Layers and directions of a recurrent network over rows of different lengths, in double
/// precision.
///
/// Every row runs alone, from its own first step to its own last one, so there is nothing here
/// about padding, packing or sorting: the engine's results for a batch must be the same.
public record StackOracle(CellOracle cell, int layers, boolean bidirectional) {

  /// The output of each row (T of the row, D·H), and the last states: for each of the cell's states
  /// a list with one matrix (B, its size) at layer·D + direction.
  public record Result(List<Matrix> outputs, List<List<Matrix>> states) {
    /// Everything in one list, so that a test can look at all of it.
    public List<Matrix> all() {
      List<Matrix> all = new ArrayList<>(outputs);
      states.forEach(all::addAll);
      return all;
    }
  }

  /// Initial states have the form of those of the result; an empty list means zeros. There is a
  /// dropout mask for each layer but the last and each row, (T of the row, D·H); an empty list
  /// means no dropout.
  public Result run(
      List<Matrix> rows,
      Map<String, Matrix> parameters,
      List<List<Matrix>> initial,
      List<List<Matrix>> masks) {
    int directions = bidirectional ? 2 : 1;
    List<List<List<Matrix>>> last = new ArrayList<>(); // by layer·D + direction, row, state
    List<Matrix> below = rows;
    for (int layer = 0; layer < layers; layer++) {
      List<List<Matrix>> outputs = new ArrayList<>(); // by direction, row
      for (int direction = 0; direction < directions; direction++) {
        Weights w = new Weights(parameters, "_l" + layer + (direction == 1 ? "_reverse" : ""));
        outputs.add(new ArrayList<>());
        last.add(new ArrayList<>());
        for (int b = 0; b < rows.size(); b++) {
          List<Matrix> states = initialStates(initial, layer * directions + direction, b, w);
          Matrix[] steps = new Matrix[below.get(b).rows()];
          for (int s = 0; s < steps.length; s++) {
            int t = direction == 0 ? s : steps.length - 1 - s;
            states = cell.step(below.get(b).rows(t), states, w);
            steps[t] = states.getFirst();
          }
          outputs.getLast().add(Matrix.stack(List.of(steps)));
          last.getLast().add(states);
        }
      }
      below =
          joined(outputs, layer < layers - 1 && !masks.isEmpty() ? masks.get(layer) : List.of());
    }
    return new Result(below, byState(last));
  }

  private List<Matrix> initialStates(List<List<Matrix>> initial, int place, int row, Weights w) {
    if (initial.isEmpty()) {
      return cell.stateSizes(w).stream().map(size -> Matrix.filled(1, size, 0)).toList();
    }
    return initial.stream().map(state -> state.get(place).rows(row)).toList();
  }

  private static List<Matrix> joined(List<List<Matrix>> outputs, List<Matrix> masks) {
    List<Matrix> joined = new ArrayList<>();
    for (int b = 0; b < outputs.getFirst().size(); b++) {
      int row = b;
      Matrix both = concat(outputs.stream().map(direction -> direction.get(row)).toList());
      joined.add(masks.isEmpty() ? both : dropout(both, masks.get(b)));
    }
    return joined;
  }

  private static List<List<Matrix>> byState(List<List<List<Matrix>>> last) {
    List<List<Matrix>> states = new ArrayList<>();
    for (int s = 0; s < last.getFirst().getFirst().size(); s++) {
      int state = s;
      states.add(
          last.stream()
              .map(rows -> Matrix.stack(rows.stream().map(row -> row.get(state)).toList()))
              .toList());
    }
    return states;
  }
}
