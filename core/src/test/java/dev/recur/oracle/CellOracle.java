package dev.recur.oracle;

import static dev.recur.oracle.Operations.linear;
import static dev.recur.oracle.Operations.minus;
import static dev.recur.oracle.Operations.sigmoid;
import static dev.recur.oracle.Operations.tanh;

import java.util.List;
import java.util.function.UnaryOperator;

/// One step of a recurrent cell in double precision: the only place where its equations stand
/// outside the engine. A new cell is one more class, here or in a file beside this one.
///
/// Shapes: x (B, I) · each state (B, its size) · gates in PyTorch's order, G·H wide.
public interface CellOracle {
  /// The width of each state; the first state is the cell's output.
  List<Integer> stateSizes(Weights w);

  /// The states after the step.
  List<Matrix> step(Matrix x, List<Matrix> before, Weights w);

  /// The number of gates: how many rows the weights have for each hidden unit.
  int gates();

  CellOracle RNN_TANH = new Elman(Operations::tanh);
  CellOracle RNN_RELU = new Elman(Operations::relu);
  CellOracle LSTM = new Lstm();
  CellOracle GRU = new GruResetAfter();
  CellOracle GRU_RESET_BEFORE = new GruResetBefore();

  /// h' = f(Wx·x + bx + Wh·h + bh)
  record Elman(UnaryOperator<Matrix> f) implements CellOracle {
    @Override
    public int gates() {
      return 1;
    }

    @Override
    public List<Integer> stateSizes(Weights w) {
      return List.of(w.get("weight_ih").rows());
    }

    @Override
    public List<Matrix> step(Matrix x, List<Matrix> before, Weights w) {
      return List.of(f.apply(w.gates(x, "ih").plus(w.gates(before.get(0), "hh"))));
    }
  }

  /// i, f, g, o from Wx·x + bx + Wh·h + bh; c' = f⊙c + i⊙g; h' = o⊙tanh(c'), or with a projection
  /// h' = Wr·(o⊙tanh(c')).
  record Lstm() implements CellOracle {
    @Override
    public int gates() {
      return 4;
    }

    @Override
    public List<Integer> stateSizes(Weights w) {
      int hidden = w.get("weight_ih").rows() / 4;
      return List.of(w.has("weight_hr") ? w.get("weight_hr").rows() : hidden, hidden);
    }

    @Override
    public List<Matrix> step(Matrix x, List<Matrix> before, Weights w) {
      Matrix a = w.gates(x, "ih").plus(w.gates(before.get(0), "hh"));
      Matrix i = sigmoid(a.part(0, 4));
      Matrix f = sigmoid(a.part(1, 4));
      Matrix g = tanh(a.part(2, 4));
      Matrix o = sigmoid(a.part(3, 4));
      Matrix c = f.times(before.get(1)).plus(i.times(g));
      Matrix h = o.times(tanh(c));
      return List.of(w.has("weight_hr") ? linear(h, w.get("weight_hr")) : h, c);
    }
  }

  /// r, z = σ(Wx·x + bx + Wh·h + bh); n = tanh(Wxn·x + bxn + r⊙(Whn·h + bhn)); h' = (1 − z)⊙n +
  /// z⊙h. The reset gate acts after the product, as in PyTorch.
  record GruResetAfter() implements CellOracle {
    @Override
    public int gates() {
      return 3;
    }

    @Override
    public List<Integer> stateSizes(Weights w) {
      return List.of(w.get("weight_ih").rows() / 3);
    }

    @Override
    public List<Matrix> step(Matrix x, List<Matrix> before, Weights w) {
      Matrix h = before.get(0);
      Matrix r = sigmoid(w.gates(x, "ih", 0, 3).plus(w.gates(h, "hh", 0, 3)));
      Matrix z = sigmoid(w.gates(x, "ih", 1, 3).plus(w.gates(h, "hh", 1, 3)));
      Matrix n = tanh(w.gates(x, "ih", 2, 3).plus(r.times(w.gates(h, "hh", 2, 3))));
      return List.of(minus(Matrix.filled(1, 1, 1), z).times(n).plus(z.times(h)));
    }
  }

  /// r, z as above; n = tanh(Wxn·x + bxn + Whn·(r⊙h) + bhn); h' = (1 − z)⊙n + z⊙h. The reset gate
  /// acts before the product, as in Cho et al. 2014 and in ONNX's default.
  record GruResetBefore() implements CellOracle {
    @Override
    public int gates() {
      return 3;
    }

    @Override
    public List<Integer> stateSizes(Weights w) {
      return List.of(w.get("weight_ih").rows() / 3);
    }

    @Override
    public List<Matrix> step(Matrix x, List<Matrix> before, Weights w) {
      Matrix h = before.get(0);
      Matrix r = sigmoid(w.gates(x, "ih", 0, 3).plus(w.gates(h, "hh", 0, 3)));
      Matrix z = sigmoid(w.gates(x, "ih", 1, 3).plus(w.gates(h, "hh", 1, 3)));
      Matrix n = tanh(w.gates(x, "ih", 2, 3).plus(w.gates(r.times(h), "hh", 2, 3)));
      return List.of(minus(Matrix.filled(1, 1, 1), z).times(n).plus(z.times(h)));
    }
  }
}
