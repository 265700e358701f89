package dev.recur.nn;

import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import java.util.List;

/// Converts between a layer's state (L·D, B, O), rows in the batch's order, and the states of its
/// single layers and directions (B, O), rows in packed order.
final class States {
  private States() {}

  /// The state at this index, in packed order.
  static Tensor split(Tensor state, int index, Packing packing) {
    int rows = packing.rows();
    int width = state.size(2);
    Tensor y = state.tape().unwritten(rows, width);
    move(state.storage().values(), index, y.storage().values(), packing, width, true);
    state
        .tape()
        .record(
            y,
            state.storage().wanted,
            () -> {
              float[] dx = state.storage().contribution();
              float[] dy = y.storage().reachedGradient();
              move(dx, index, dy, packing, width, false); // dx[index] = dy
              state.storage().contribute(dx);
            });
    return y;
  }

  /// All layers' and directions' states, in the batch's order.
  static Tensor join(List<Tensor> states, Packing packing) {
    int rows = packing.rows();
    int width = states.getFirst().size(1);
    Tensor y = states.getFirst().tape().unwritten(states.size(), rows, width);
    boolean wanted = false;
    for (int i = 0; i < states.size(); i++) {
      move(y.storage().values(), i, states.get(i).storage().values(), packing, width, false);
      wanted |= states.get(i).storage().wanted;
    }
    y.tape()
        .record(
            y,
            wanted,
            () -> {
              float[] dy = y.storage().reachedGradient();
              for (int i = 0; i < states.size(); i++) {
                if (states.get(i).storage().wanted) {
                  float[] dx = states.get(i).storage().unwrittenContribution();
                  move(dy, i, dx, packing, width, true); // dx = dy[i]
                  states.get(i).storage().contribute(dx);
                }
              }
            });
    return y;
  }

  private static void move(
      float[] all, int index, float[] packed, Packing packing, int width, boolean toPacked) {
    int rows = packing.rows();
    for (int p = 0; p < rows; p++) {
      int outside = (index * rows + packing.order(p)) * width;
      if (toPacked) {
        System.arraycopy(all, outside, packed, p * width, width);
      } else {
        System.arraycopy(packed, p * width, all, outside, width);
      }
    }
  }
}
