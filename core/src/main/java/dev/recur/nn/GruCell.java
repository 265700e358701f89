package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;

/// One step of a network with gated recurrent units.
///
///     r, z = σ(x·Wxᵀ + bx + hPrev·Whᵀ + bh)     (each its own H rows of the weights)
///     n    = tanh(x·Wxᵀ + bx + r ⊙ (hPrev·Whᵀ + bh))     reset after the product, or
///     n    = tanh(x·Wxᵀ + bx + (r ⊙ hPrev)·Whᵀ + bh)     reset before it
///     h    = (1 − z) ⊙ n + z ⊙ hPrev
///
/// Shapes: x (B, I) · hPrev, h, r, z, n (B, H) · Wx = weight_ih (3H, I) · Wh = weight_hh (3H, H) ·
/// bx = bias_ih, bh = bias_hh (3H), gates in the order r, z, n.
///
/// Source: Cho et al. 2014, *Learning Phrase Representations using RNN Encoder–Decoder*, section
/// 2.3 (reset before); reset after the product as in cuDNN and PyTorch. Derivation:
/// docs/maths/gru.md.
///
/// {@snippet class="GruCellExample" region="loop"}
public final class GruCell extends Cell {
  private final Reset reset;

  /// A cell with biases that resets after the product; parameters start from U(−1/√H, 1/√H), as in
  /// PyTorch.
  public GruCell(int inputSize, int hiddenSize, Seed seed) {
    this(inputSize, hiddenSize, Reset.AFTER, true, seed);
  }

  /// A cell with this place of the reset gate, with or without biases.
  public GruCell(int inputSize, int hiddenSize, Reset reset, boolean bias, Seed seed) {
    this(
        new CellWeights.Options(inputSize, hiddenSize, hiddenSize, 3, bias, Initialisation.PYTORCH),
        reset,
        seed);
  }

  GruCell(CellWeights.Options options, Reset reset, Seed seed) {
    super(CellWeights.create(options, seed));
    this.reset = reset;
  }

  /// One step: the state after x.
  ///
  /// @param x shape (B, I), or (I) for a single row
  /// @param hPrev the state before, (B, H) or (H)
  public Tensor forward(Tensor x, Tensor hPrev) {
    return Stepping.step(this, x, hPrev);
  }

  /// A state of zeros for this many rows.
  public Tensor zeroState(int rows) {
    return Tensor.zeros(rows, hiddenSize());
  }

  @Override
  int savedBlocks() {
    return 4; // r z n, and hn = hPrev·Wnᵀ + bn, or r ⊙ hPrev
  }

  @Override
  int gradientBlocks() {
    return reset == Reset.AFTER ? 4 : 3; // r z n, and hn
  }

  @Override
  int scratchBlocks() {
    return 1;
  }

  @Override
  int columnsOfBothBiases() {
    return (reset == Reset.AFTER ? 2 : 3) * hiddenSize();
  }

  @Override
  void forward(Frame s) {
    int hidden = hiddenSize();
    RowWindow rz = s.saved(0, 2); // x·Wxᵀ + bx + bh
    rz.plusProduct(s.hPrev, weightHh, 0, 2 * hidden); // … + hPrev·Whᵀ
    if (reset == Reset.AFTER) {
      RowWindow hn = s.saved(3).setRow(biasHh, 2 * hidden);
      hn.plusProduct(s.hPrev, weightHh, 2 * hidden, 3 * hidden); // hn = hPrev·Whᵀ + bh
      s.saved.gru(hidden, s.hPrev, s.h); // n = tanh(… + r ⊙ hn), h = n + z ⊙ (hPrev − n)
    } else {
      rz.sigmoid(); // r, z
      RowWindow z = s.saved(1);
      RowWindow n = s.saved(2); // x·Wxᵀ + bx + bh
      RowWindow rh = s.saved(3).setProduct(s.saved(0), s.hPrev); // rh = r ⊙ hPrev
      n.plusProduct(rh, weightHh, 2 * hidden, 3 * hidden).tanh(); // n = tanh(… + rh·Whᵀ)
      s.h.setMix(z, s.hPrev, n); // h = n + z ⊙ (hPrev − n)
    }
  }

  @Override
  void backward(BackFrame s) {
    if (reset == Reset.AFTER) {
      s.d.gruBackward(hiddenSize(), s.saved, s.hPrev, s.dh); // dr, dz, dn, dhn; dhPrev = dh ⊙ z …
      RowWindow dhn = s.d(3);
      int hidden = hiddenSize();
      s.dh.plusProductTransposed(dhn, weightHh, 2 * hidden, 3 * hidden); // … + dhn·Wn
    } else {
      backwardBefore(s);
    }
    s.dh.plusProductTransposed(s.d(0, 2), weightHh, 0, 2 * hiddenSize()); // … + [dr dz]·Wrz
  }

  private void backwardBefore(BackFrame s) {
    int hidden = hiddenSize();
    RowWindow r = s.saved(0);
    RowWindow z = s.saved(1);
    RowWindow n = s.saved(2);
    RowWindow dr = s.d(0);
    RowWindow dz = s.d(1).setDifference(s.hPrev, n);
    dz.setProduct(dz, s.dh); // dz = dh ⊙ (hPrev − n)
    dz.setSigmoidGradient(z, dz); // its sum: dz ⊙ z ⊙ (1 − z)
    RowWindow dn = s.d(2).set(s.dh);
    s.dh.setProduct(s.dh, z); // dhPrev = dh ⊙ z …
    dn.setDifference(dn, s.dh); // dn = dh ⊙ (1 − z)
    dn.setTanhGradient(n, dn); // its sum: dn ⊙ (1 − n²)
    RowWindow drh = s.scratch(0).setZero();
    drh.plusProductTransposed(dn, weightHh, 2 * hidden, 3 * hidden); // drh = dn·Wn
    dr.setProduct(drh, s.hPrev); // dr = drh ⊙ hPrev
    s.dh.plusElements(drh, r); // … + drh ⊙ r
    dr.setSigmoidGradient(r, dr); // its sum: dr ⊙ r ⊙ (1 − r)
  }

  @Override
  void recurrentSums(Sums s) {
    int hidden = hiddenSize();
    s.product(weightHh, 0, 2 * hidden, 0, s.hPrev()); // dWrz = Σ [dr dz]ᵀ·hPrev
    s.bias(biasHh, 0, 2 * hidden, 0); // dbrz = Σ [dr dz]
    if (reset == Reset.AFTER) {
      s.product(weightHh, 2 * hidden, 3 * hidden, 3 * hidden, s.hPrev()); // dWn = Σ dhnᵀ·hPrev
      s.bias(biasHh, 2 * hidden, 3 * hidden, 3 * hidden); // dbn = Σ dhn
    } else {
      s.product(weightHh, 2 * hidden, 3 * hidden, 2 * hidden, s.saved(3)); // dWn = Σ dnᵀ·(r⊙hPrev)
      s.bias(biasHh, 2 * hidden, 3 * hidden, 2 * hidden); // dbn = Σ dn
    }
  }
}
