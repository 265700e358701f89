package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;

/// One step of a GRU (gated recurrent unit).
///
///     a          = x·Wxᵀ + bx     in blocks a_r, a_z, a_n of H columns
///     [a_r a_z] += hPrev·Wrzᵀ + brz
///     r, z       = σ(a_r), σ(a_z)
///     a_n       += r ⊙ hn, hn = hPrev·Wnᵀ + bn     reset after the product, or
///     a_n       += (r ⊙ hPrev)·Wnᵀ + bn            reset before it
///     n          = tanh(a_n)
///     h          = (1 − z) ⊙ n + z ⊙ hPrev
///
/// Shapes: x (B, I) · hPrev, h, r, z, n, hn (B, H) · a (B, 3H) · Wx = weight_ih (3H, I) · Wh =
/// weight_hh (3H, H) · bx = bias_ih, bh = bias_hh (3H), gates in the order r, z, n · Wrz, brz: the
/// first 2H rows of Wh and bh · Wn, bn: the last H.
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

  /// A cell with this kind of reset, with or without biases.
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

  Reset reset() {
    return reset;
  }

  /// One step: returns the state after x.
  ///
  /// @param x shape (B, I), or (I) for a single row
  /// @param hPrev the state before the step, (B, H) or (H)
  public Tensor forward(Tensor x, Tensor hPrev) {
    return Stepping.step(this, x, hPrev);
  }

  /// Returns a state of zeros for this many rows.
  public Tensor zeroState(int rows) {
    return Tensor.zeros(rows, hiddenSize());
  }

  @Override
  int savedBlocks() {
    return 4; // r z n, and hn = hPrev·Wnᵀ + bn, or r ⊙ hPrev
  }

  @Override
  List<String> gateNames() {
    return List.of("r", "z", "n");
  }

  @Override
  int gradientBlocks() {
    return reset == Reset.AFTER ? 4 : 3; // da_r da_z da_n, and dhn
  }

  @Override
  int scratchBlocks() {
    return 1; // drh, with BEFORE only
  }

  @Override
  int columnsOfBothBiases() {
    return (reset == Reset.AFTER ? 2 : 3) * hiddenSize();
  }

  @Override
  void forward(Frame s) {
    int hidden = hiddenSize();
    RowWindow r = s.saved(0);
    RowWindow z = s.saved(1);
    RowWindow n = s.saved(2);
    RowWindow rz = s.saved(0, 2);
    // rz and n start as a = x·Wxᵀ + bx, with the biases that can be added at once
    rz.plusProduct(s.hPrev, weightHh, 0, 2 * hidden); // [a_r a_z] += hPrev·Wrzᵀ
    if (reset == Reset.AFTER) {
      RowWindow hn = s.saved(3).setRow(biasHh, 2 * hidden);
      hn.plusProduct(s.hPrev, weightHh, 2 * hidden, 3 * hidden); // hn = hPrev·Wnᵀ + bn
      while (s.nextRows()) {
        rz.sigmoid(); // r, z = σ(a_r), σ(a_z)
        n.plusTimes(r, hn).tanh(); // a_n += r ⊙ hn, n = tanh(a_n)
        s.h.setMix(z, s.hPrev, n); // h = (1 − z) ⊙ n + z ⊙ hPrev
      }
    } else {
      rz.sigmoid(); // r, z = σ(a_r), σ(a_z)
      RowWindow rh = s.saved(3).setTimes(r, s.hPrev); // rh = r ⊙ hPrev
      n.plusProduct(rh, weightHh, 2 * hidden, 3 * hidden).tanh(); // a_n += rh·Wnᵀ, …
      s.h.setMix(z, s.hPrev, n); // h = (1 − z) ⊙ n + z ⊙ hPrev
    }
  }

  @Override
  void backward(BackFrame s) {
    int hidden = hiddenSize();
    RowWindow r = s.saved(0);
    RowWindow z = s.saved(1);
    RowWindow n = s.saved(2);
    RowWindow dr = s.d(0);
    RowWindow dz = s.d(1);
    RowWindow dn = s.d(2);
    while (s.nextRows()) {
      dz.setDifference(s.hPrev, n); // hPrev − n
      dz.setSigmoidGradient(z, dz, s.dh); // da_z = dh ⊙ (hPrev − n) ⊙ z ⊙ (1 − z)
      dn.set(s.dh); // dh, which the next line overwrites
      s.dh.times(z); // dhPrev = dh ⊙ z …
      dn.setDifference(dn, s.dh); // dn = dh − dh ⊙ z = dh ⊙ (1 − z)
      dn.setTanhGradient(n, dn); // da_n = dn ⊙ (1 − n²)
      if (reset == Reset.AFTER) {
        s.d(3).setTimes(dn, r); // dhn = da_n ⊙ r
        dr.setSigmoidGradient(r, dn, s.saved(3)); // da_r = da_n ⊙ hn ⊙ r ⊙ (1 − r)
      }
    }
    if (reset == Reset.AFTER) {
      s.dh.plusProductTransposed(s.d(3), weightHh, 2 * hidden, 3 * hidden); // … + dhn·Wn
    } else {
      RowWindow drh = s.scratch(0).setZero();
      drh.plusProductTransposed(dn, weightHh, 2 * hidden, 3 * hidden); // drh = da_n·Wn
      dr.setSigmoidGradient(r, drh, s.hPrev); // da_r = drh ⊙ hPrev ⊙ r ⊙ (1 − r)
      s.dh.plusTimes(drh, r); // … + drh ⊙ r
    }
    s.dh.plusProductTransposed(s.d(0, 2), weightHh, 0, 2 * hidden); // … + [da_r da_z]·Wrz
  }

  @Override
  <F> void recurrentSums(StepSums<F> s) {
    int hidden = hiddenSize();
    s.product(weightHh, 0, 2 * hidden, 0, s.hPrev()); // dWrz = Σ [da_r da_z]ᵀ·hPrev
    s.bias(biasHh, 0, 2 * hidden, 0); // dbrz = Σ [da_r da_z]
    if (reset == Reset.AFTER) {
      s.product(weightHh, 2 * hidden, 3 * hidden, 3 * hidden, s.hPrev()); // dWn = Σ dhnᵀ·hPrev
      s.bias(biasHh, 2 * hidden, 3 * hidden, 3 * hidden); // dbn = Σ dhn
    } else {
      s.product(weightHh, 2 * hidden, 3 * hidden, 2 * hidden, s.saved(3)); // dWn = Σ da_nᵀ·rh
      s.bias(biasHh, 2 * hidden, 3 * hidden, 2 * hidden); // dbn = Σ da_n
    }
  }
}
