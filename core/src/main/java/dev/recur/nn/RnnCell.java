package dev.recur.nn;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;

/// One step of an Elman network.
///
///     a = x·Wxᵀ + bx + hPrev·Whᵀ + bh
///     h = tanh(a)     or     h = max(a, 0)
///
/// Shapes: x (B, I) · hPrev, h, a (B, H) · Wx = weight_ih (H, I) · Wh = weight_hh (H, H) · bx =
/// bias_ih, bh = bias_hh (H).
///
/// Source: Elman 1990, *Finding Structure in Time*, Cognitive Science 14, pages 179 to 211 (its
/// figure 2). Derivation: docs/maths/rnn.md.
///
/// {@snippet class="RnnCellExample" region="loop"}
public final class RnnCell extends Cell {
  private final Nonlinearity nonlinearity;

  /// A tanh cell with biases; every parameter starts from U(−1/√H, 1/√H), as in PyTorch.
  public RnnCell(int inputSize, int hiddenSize, Seed seed) {
    this(inputSize, hiddenSize, Nonlinearity.TANH, true, seed);
  }

  /// A cell with this nonlinearity, with or without biases.
  public RnnCell(
      int inputSize, int hiddenSize, Nonlinearity nonlinearity, boolean bias, Seed seed) {
    this(
        new CellWeights.Options(inputSize, hiddenSize, hiddenSize, 1, bias, Initialisation.PYTORCH),
        nonlinearity,
        seed);
  }

  RnnCell(CellWeights.Options options, Nonlinearity nonlinearity, Seed seed) {
    super(CellWeights.create(options, seed));
    this.nonlinearity = nonlinearity;
  }

  Nonlinearity nonlinearity() {
    return nonlinearity;
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
    return 1;
  }

  @Override
  boolean joins() {
    return true;
  }

  @Override
  List<String> gateNames() {
    return List.of();
  }

  @Override
  int gradientBlocks() {
    return 1;
  }

  @Override
  void forward(Frame s) {
    RowWindow a = s.gates; // x·Wxᵀ + bx + bh
    s.addRecurrent(weightHh); // … + hPrev·Whᵀ
    if (nonlinearity == Nonlinearity.TANH) {
      a.tanh(); // h = tanh(a)
    } else {
      a.relu(); // h = max(a, 0)
    }
    s.h.set(a);
  }

  @Override
  void backward(BackFrame s) {
    if (nonlinearity == Nonlinearity.TANH) {
      s.d.setTanhGradient(s.saved, s.dh); // da = dh ⊙ (1 − h²)
    } else {
      s.d.setReluGradient(s.saved, s.dh); // da = dh where h > 0, else 0
    }
    s.dh.setZero().plusProductTransposed(s.d, weightHh, 0, hiddenSize()); // dhPrev = da·Wh
  }

  @Override
  <F> void recurrentSums(StepSums<F> s) {
    s.product(weightHh, 0, hiddenSize(), 0, s.hPrev()); // dWh = Σ daᵀ·hPrev
    s.bias(biasHh, 0, hiddenSize(), 0); // dbh = Σ da
  }
}
