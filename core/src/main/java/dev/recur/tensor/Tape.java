package dev.recur.tensor;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Storage;
import java.util.ArrayList;
import java.util.List;

/// The order in which layers ran, so that their backward passes can run in the opposite order.
///
/// A layer call is one entry: an LSTM over 200 steps as much as an addition. What is computed from
/// a tensor of the tape lives on the tape, too, and ends with [#reset()]; `copy()` and `detach()`
/// lead out of it. One thread uses a tape at a time.
///
///     var tape = new Tape(workers);
///     for (Batch batch : batches) {
///       Tensor loss = model.loss(tape, batch);
///       tape.backward(loss);
///       optimizer.step();
///       optimizer.zeroGrad();
///       tape.reset();
///     }
public final class Tape {
  static final Tape NONE = new Tape(Workers.single(), Arena.unpooled(), false);

  private final Workers workers;
  private final Arena arena;
  private final boolean records;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Storage> gradients = new ArrayList<>();
  private int generation;

  /// A tape whose layers compute in the calling thread.
  public Tape() {
    this(Workers.single());
  }

  /// A tape whose layers compute with these workers.
  public Tape(Workers workers) {
    this(workers, Arena.pooled(), true);
  }

  private Tape(Workers workers, Arena arena, boolean records) {
    this.workers = workers;
    this.arena = arena;
    this.records = records;
  }

  /// A tape that records nothing: only memory and workers, for forward passes without gradients.
  public static Tape inference(Workers workers) {
    return new Tape(workers, Arena.pooled(), false);
  }

  /// Who computes what is on this tape.
  public Workers workers() {
    return workers;
  }

  /// Whether layers note their backward passes here.
  public boolean records() {
    return records;
  }

  /// A copy of x on this tape, whose gradient can be read after [#backward(Tensor)].
  public Tensor input(Tensor x) {
    Tensor y = constant(x);
    if (records) {
      want(y);
    }
    return y;
  }

  /// A copy of x on this tape without a gradient: data.
  public Tensor constant(Tensor x) {
    Tensor y = unwritten(x.shape());
    System.arraycopy(x.storage().values, 0, y.storage().values, 0, x.count());
    return y;
  }

  /// A parameter's values as a tensor, whose gradient flows into the parameter's.
  public Tensor use(Parameter parameter) {
    Tensor y = unwritten(parameter.shape());
    parameter.catchUp();
    System.arraycopy(parameter.storage().values, 0, y.storage().values, 0, parameter.count());
    record(
        y,
        !parameter.frozen(),
        () -> {
          float[] dy = y.storage().reachedGradient();
          float[] dp = parameter.gradients().parameterGradient();
          for (int i = 0; i < parameter.count(); i++) {
            dp[i] += dy[i];
          }
        });
    return y;
  }

  /// A tensor of zeros on this tape.
  public Tensor tensor(int... shape) {
    int count = Tensor.countOf(shape);
    return new Tensor(this, shape, new Storage(arena.zeros(count), count, arena));
  }

  /// A tensor on this tape with any content, for what is written in full.
  public Tensor unwritten(int... shape) {
    int count = Tensor.countOf(shape);
    return new Tensor(this, shape, new Storage(arena.take(count), count, arena));
  }

  /// Scratch that lasts as long as the tensors of this step, with any content.
  @SuppressWarnings("exports")
  public Arena arena() {
    return arena;
  }

  /// Notes how y's gradient is handed on to what y was computed from.
  ///
  /// @param y what the layer computed
  /// @param wanted whether any of its inputs or parameters wants a gradient
  /// @param backward reads y's gradient and contributes to those of the inputs and parameters
  public void record(Tensor y, boolean wanted, Runnable backward) {
    record(List.of(y), wanted, backward);
  }

  /// Notes the backward pass of a layer with several outputs; it runs if a gradient reached one.
  public void record(List<Tensor> outputs, boolean wanted, Runnable backward) {
    if (records && wanted) {
      for (Tensor y : outputs) {
        want(y);
      }
      entries.add(new Entry(outputs, backward));
    }
  }

  /// Computes the gradient of a loss, a single number, in all parameters that led to it.
  ///
  /// @throws IllegalArgumentException if the loss is not a single number of this tape
  public void backward(Tensor loss) {
    if (loss.count() != 1) {
      throw new IllegalArgumentException(
          "backward starts from a loss, a single number; got a tensor of shape %s (give its"
                  .formatted(Shape.of(loss.shape()))
              + " gradient, or use a loss with reduction mean or sum)");
    }
    backward(loss, Tensor.of(new float[] {1f}, loss.shape()));
  }

  /// Hands the gradient dy of y on to all that led to y.
  public void backward(Tensor y, Tensor dy) {
    backward(List.of(y), List.of(dy));
  }

  /// Hands the gradients of several tensors on to all that led to them.
  ///
  /// May be called again before [#reset()]: gradients of activations start anew, those of
  /// parameters go on.
  public void backward(List<Tensor> ys, List<Tensor> dys) {
    for (Storage storage : gradients) {
      storage.gradient = null;
    }
    for (int i = 0; i < ys.size(); i++) {
      start(ys.get(i), dys.get(i));
    }
    for (Entry entry : entries.reversed()) {
      entry.run();
    }
  }

  private void start(Tensor y, Tensor dy) {
    if (y.tape() != this) {
      throw new IllegalArgumentException(
          "the tensor was not computed on this tape (did its inputs come from tape.input or"
              + " a layer that was given this tape?)");
    }
    if (!y.storage().wanted) {
      throw new IllegalStateException(
          records
              ? "nothing that led to this tensor wants a gradient (all parameters frozen, or inputs"
                  + " detached?)"
              : "this tape records nothing: it was made by Tape.inference");
    }
    Shape.requireSame("the gradient", y.shape(), dy.shape());
    float[] d = y.storage().unwrittenContribution();
    System.arraycopy(dy.storage().values, 0, d, 0, y.count());
    y.storage().contribute(d);
  }

  /// Ends the step: forgets the entries and takes back the memory of every tensor made under this
  /// tape.
  public void reset() {
    entries.clear();
    gradients.clear();
    arena.reset();
    generation++;
  }

  int generation() {
    return generation;
  }

  private void want(Tensor y) {
    y.storage().wanted = true;
    gradients.add(y.storage());
  }

  private record Entry(List<Tensor> outputs, Runnable backward) {
    void run() {
      for (Tensor y : outputs) {
        if (y.storage().gradient != null) {
          backward.run();
          return;
        }
      }
    }
  }
}
