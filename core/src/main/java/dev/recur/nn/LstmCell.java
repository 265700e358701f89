package dev.recur.nn;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One step of an LSTM, a network with long short-term memory.
///
///     a       = x·Wxᵀ + bx + hPrev·Whᵀ + bh     in blocks a_i, a_f, a_g, a_o of H columns
///     i, f, o = σ(a_i), σ(a_f), σ(a_o)
///     g       = tanh(a_g)
///     c       = f ⊙ cPrev + i ⊙ g
///     m       = o ⊙ tanh(c)
///     h       = m     or, projected,     h = m·Wrᵀ
///
/// Shapes: x (B, I) · hPrev, h (B, O) · a (B, 4H) · cPrev, c, i, f, g, o, m (B, H) · Wx = weight_ih
/// (4H, I) · Wh = weight_hh (4H, O) · bx = bias_ih, bh = bias_hh (4H), gates in the order i, f, g,
/// o · Wr = weight_hr (O, H).
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

  /// Wr, or null without a projection.
  @Nullable Parameter weightHr() {
    return weightHr;
  }

  /// One step: returns the state after x.
  ///
  /// @param x shape (B, I), or (I) for a single row
  /// @param prev the state before the step, (B, O) and (B, H), or (O) and (H)
  public LstmState forward(Tensor x, LstmState prev) {
    return Stepping.step(this, x, prev);
  }

  /// Returns a state of zeros for this many rows.
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
    return projects() ? 5 : 4; // i f g o, and m = o ⊙ tanh(c) if h is projected
  }

  @Override
  List<String> gateNames() {
    return List.of("i", "f", "g", "o");
  }

  @Override
  int gradientBlocks() {
    return 4; // da_i da_f da_g da_o
  }

  @Override
  int scratchBlocks() {
    return projects() ? 2 : 1; // tanh(c), and dm if h is projected
  }

  @Override
  boolean joins() {
    return true;
  }

  @Override
  boolean projects() {
    return weightHr != null;
  }

  @Override
  void forward(Frame s) {
    RowWindow i = s.saved(0);
    RowWindow f = s.saved(1);
    RowWindow g = s.saved(2);
    RowWindow o = s.saved(3);
    RowWindow m = weightHr == null ? s.h : s.saved(4);
    s.addRecurrent(weightHh); // a = x·Wxᵀ + bx + bh + hPrev·Whᵀ
    while (s.nextRows()) {
      i.sigmoid(); // i = σ(a_i)
      f.sigmoid(); // f = σ(a_f)
      g.tanh(); // g = tanh(a_g)
      o.sigmoid(); // o = σ(a_o)
      s.c.setTimes(f, s.cPrev).plusTimes(i, g); // c = f ⊙ cPrev + i ⊙ g
      m.setTanh(s.c).times(o); // m = o ⊙ tanh(c)
    }
    if (weightHr != null) {
      s.h.setZero().plusProduct(m, weightHr, 0, outputSize); // h = m·Wrᵀ
    }
  }

  @Override
  void backward(BackFrame s) {
    RowWindow i = s.saved(0);
    RowWindow f = s.saved(1);
    RowWindow g = s.saved(2);
    RowWindow o = s.saved(3);
    RowWindow t = s.scratch(0);
    RowWindow dm = s.dh; // dm = dh
    if (weightHr != null) {
      s.dProjected.set(s.dh); // dh, kept for dWr = Σ dhᵀ·m
      dm = s.scratch(1).setZero();
      dm.plusProductTransposed(s.dh, weightHr, 0, outputSize); // dm = dh·Wr
    }
    while (s.nextRows()) {
      t.setTimes(f, s.cPrev).plusTimes(i, g).tanh(); // t = tanh(c), again, instead of saving it
      s.dc.plusTanhGradient(t, dm, o); // dc += dm ⊙ o ⊙ (1 − t²)
      s.d(0).setSigmoidGradient(i, s.dc, g); // da_i = dc ⊙ g ⊙ i ⊙ (1 − i)
      s.d(1).setSigmoidGradient(f, s.dc, s.cPrev); // da_f = dc ⊙ cPrev ⊙ f ⊙ (1 − f)
      s.d(2).setTanhGradient(g, s.dc, i); // da_g = dc ⊙ i ⊙ (1 − g²)
      s.d(3).setSigmoidGradient(o, dm, t); // da_o = dm ⊙ t ⊙ o ⊙ (1 − o)
      s.dc.times(f); // dcPrev = dc ⊙ f
    }
    s.dh.setZero().plusProductTransposed(s.d, weightHh, 0, 4 * hiddenSize()); // dhPrev = da·Wh
  }

  @Override
  <F> void recurrentSums(StepSums<F> s) {
    s.product(weightHh, 0, 4 * hiddenSize(), 0, s.hPrev()); // dWh = Σ daᵀ·hPrev
    s.bias(biasHh, 0, 4 * hiddenSize(), 0); // dbh = Σ da
    if (weightHr != null) {
      s.product(weightHr, 0, outputSize, 4 * hiddenSize(), s.saved(4)); // dWr = Σ dhᵀ·m
    }
  }
}
