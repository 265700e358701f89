package dev.recur.nn;

/// Where a GRU's reset gate acts on the recurrent product.
///
/// {@snippet class="LayerExamples" region="gru"}
public enum Reset {
  /// After it, r ⊙ (hPrev·Whᵀ + bh): PyTorch, cuDNN, Keras by default.
  AFTER,
  /// Before it, (r ⊙ hPrev)·Whᵀ + bh: the original paper.
  BEFORE
}
