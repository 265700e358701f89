package dev.recur.nn;

import dev.recur.tensor.Tensor;

/// The two states of an LSTM: h, which is also its output, and c, its memory.
///
/// Shapes: h (B, O) and c (B, H) for a cell, (L·D, B, O) and (L·D, B, H) for a layer.
///
/// {@snippet class="LstmCellExample" region="loop"}
public final class LstmState {
  private final Tensor h;
  private final Tensor c;

  /// A state of these two.
  public LstmState(Tensor h, Tensor c) {
    this.h = h;
    this.c = c;
  }

  /// The output state.
  public Tensor h() {
    return h;
  }

  /// The memory.
  public Tensor c() {
    return c;
  }

  /// Returns the same values, detached from the steps before: where truncated back-propagation
  /// through time stops.
  public LstmState detach() {
    return new LstmState(h.detach(), c.detach());
  }
}
