package dev.recur.nn;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One step of a network with long short-term memory.
///
///     i, f, o = σ(x·Wxᵀ + bx + hPrev·Whᵀ + bh)     (each its own H rows of the weights)
///     g       = tanh(x·Wxᵀ + bx + hPrev·Whᵀ + bh)
///     c       = f ⊙ cPrev + i ⊙ g
///     h       = o ⊙ tanh(c)     or, projected,     h = (o ⊙ tanh(c))·Wrᵀ
///
/// Shapes: x (B, I) · hPrev, h (B, O) · cPrev, c, i, f, g, o (B, H) · Wx = weight_ih (4H, I) · Wh =
/// weight_hh (4H, O) · bx = bias_ih, bh = bias_hh (4H), gates in the order i, f, g, o · Wr =
/// weight_hr (O, H).
///
/// Source: Hochreiter & Schmidhuber 1997, *Long Short-Term Memory*, section 4; the forget gate from
/// Gers, Schmidhuber & Cummins 2000, *Learning to Forget*, section 3; the projection from Sak,
/// Senior & Beaufays 2014, section 2. Derivation: docs/maths/lstm.md.
///
/// {@snippet class="LstmCellExample" region="loop"}
public final class LstmCell extends Cell {
  private final @Nullable Parameter weightHr;
  private final int outputSize;

  /// A cell with biases; every parameter starts from U(−1/√H, 1/√H), as in PyTorch.
  public LstmCell(int inputSize, int hiddenSize, Seed seed) {
    this(inputSize, hiddenSize, true, seed);
  }

  /// A cell with or without biases.
  public LstmCell(int inputSize, int hiddenSize, boolean bias, Seed seed) {
    this(
        new CellWeights.Options(inputSize, hiddenSize, hiddenSize, 4, bias, Initialisation.PYTORCH),
        seed);
  }

  LstmCell(CellWeights.Options options, Seed seed) {
    super(CellWeights.create(options, seed));
    outputSize = options.outputSize();
    weightHr = options.projects() ? CellWeights.projection(options, seed) : null;
  }

  /// One step: the state after x.
  ///
  /// @param x shape (B, I), or (I) for a single row
  /// @param prev the state before, (B, O) and (B, H), or (O) and (H)
  public LstmState forward(Tensor x, LstmState prev) {
    return Stepping.step(this, x, prev);
  }

  /// A state of zeros for this many rows.
  public LstmState zeroState(int rows) {
    return new LstmState(Tensor.zeros(rows, outputSize), Tensor.zeros(rows, hiddenSize()));
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = super.parameters();
    if (weightHr != null) {
      all.put("weight_hr", weightHr);
    }
    return all;
  }

  @Override
  int states() {
    return 2;
  }

  @Override
  int savedBlocks() {
    return projects() ? 5 : 4; // i f g o, and o ⊙ tanh(c) if it is projected
  }

  @Override
  int gradientBlocks() {
    return 4;
  }

  @Override
  int scratchBlocks() {
    return projects() ? 2 : 1; // tanh(c), and the gradient of o ⊙ tanh(c)
  }

  @Override
  boolean projects() {
    return weightHr != null;
  }

  @Override
  void forward(Frame s) {
    s.gates // x·Wxᵀ + bx + bh of the four gates
        .plusProduct(s.hPrev, weightHh, 0, 4 * hiddenSize()); // … + hPrev·Whᵀ
    if (weightHr == null) {
      s.saved.lstm(hiddenSize(), s.cPrev, s.c, s.h); // h = o ⊙ tanh(c)
    } else {
      RowWindow m = s.saved(4);
      s.saved.lstm(hiddenSize(), s.cPrev, s.c, m);
      s.h.setZero().plusProduct(m, weightHr, 0, outputSize); // h = (o ⊙ tanh(c))·Wrᵀ
    }
  }

  @Override
  void backward(BackFrame s) {
    RowWindow dm = s.dh; // the gradient of m = o ⊙ tanh(c)
    if (weightHr != null) {
      s.dProjected.set(s.dh);
      dm =
          s.scratch(1).setZero().plusProductTransposed(s.dh, weightHr, 0, outputSize); // dm = dh·Wr
    }
    RowWindow t = s.scratch(0); // tanh(c), once more
    s.d.lstmBackward(hiddenSize(), s.saved, s.cPrev, t, dm, s.dc); // di, df, dg, do; dc = dcPrev
    s.dh.setZero().plusProductTransposed(s.d, weightHh, 0, 4 * hiddenSize()); // dhPrev = da·Wh
  }

  @Override
  void recurrentSums(Sums s) {
    s.product(weightHh, 0, 4 * hiddenSize(), 0, s.hPrev()); // dWh = Σ daᵀ·hPrev
    s.bias(biasHh, 0, 4 * hiddenSize(), 0); // dbh = Σ da
    if (weightHr != null) {
      s.product(weightHr, 0, outputSize, 4 * hiddenSize(), s.saved(4)); // dWr = Σ dhᵀ·m
    }
  }
}
