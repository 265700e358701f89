package dev.recur.tensor;

import dev.recur.kernel.Arena;
import dev.recur.kernel.Storage;
import java.util.ArrayList;
import java.util.List;

/// The order in which operations ran, so that their backward passes can run in the opposite order:
/// what autograd's graph is in PyTorch.
///
/// An entry is a whole operation: the loop of an LSTM over 200 steps is one entry, as is an
/// addition. A result computed from a tensor of the tape belongs to the tape, too, and its memory
/// is reused after [#reset()]; `copy()` and `detach()` take it off the tape. One thread uses a tape
/// at a time.
///
/// {@snippet class="TensorExamples" region="tape"}
public final class Tape {
  static final Tape NONE = new Tape(Workers.single(), Arena.unpooled(), false);

  private final Workers workers;
  private final Arena arena;
  private final boolean records;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Storage> gradients = new ArrayList<>();
  private int generation;

  /// A tape whose operations compute in the calling thread.
  public Tape() {
    this(Workers.single());
  }

  /// A tape whose operations compute with these workers.
  public Tape(Workers workers) {
    this(workers, Arena.pooled(), true);
  }

  private Tape(Workers workers, Arena arena, boolean records) {
    this.workers = workers;
    this.arena = arena;
    this.records = records;
  }

  /// A tape that records nothing, for forward passes without gradients, like PyTorch's
  /// `inference_mode`: it only provides memory and workers.
  public static Tape inference(Workers workers) {
    return new Tape(workers, Arena.pooled(), false);
  }

  /// The workers that compute.
  public Workers workers() {
    return workers;
  }

  /// Whether operations record their backward passes.
  public boolean records() {
    return records;
  }

  /// A copy of x on this tape, whose gradient can be read after [#backward(Tensor)], like a tensor
  /// with `requires_grad` in PyTorch.
  public Tensor input(Tensor x) {
    Tensor y = constant(x);
    if (records) {
      want(y);
    }
    return y;
  }

  /// A copy of x on this tape, without a gradient: for data.
  public Tensor constant(Tensor x) {
    Tensor y = unwritten(x.shape());
    System.arraycopy(x.storage().values(), 0, y.storage().values(), 0, x.count());
    return y;
  }

  /// A copy of a parameter's values on this tape; its gradient is added to that of the parameter.
  public Tensor use(Parameter parameter) {
    Tensor y = unwritten(parameter.shape());
    parameter.catchUp();
    System.arraycopy(parameter.storage().values(), 0, y.storage().values(), 0, parameter.count());
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

  /// A tensor with arbitrary content on this tape, to be overwritten as a whole.
  public Tensor unwritten(int... shape) {
    int count = Tensor.countOf(shape);
    return new Tensor(
        this,
        shape,
        workers.accelerator().isPresent()
            ? new Storage(count, arena)
            : new Storage(arena.take(count), count, arena));
  }

  /// Scratch memory, with arbitrary content, that lasts until [#reset()].
  @SuppressWarnings("exports")
  public Arena arena() {
    return arena;
  }

  /// Records the backward pass of an operation.
  ///
  /// @param y the result
  /// @param wanted whether any of its inputs or parameters requires a gradient
  /// @param backward reads the gradient of y and contributes to those of the inputs and parameters
  public void record(Tensor y, boolean wanted, Runnable backward) {
    record(List.of(y), wanted, backward);
  }

  /// Records the backward pass of an operation with several results; it runs if a gradient reaches
  /// any of them.
  public void record(List<Tensor> outputs, boolean wanted, Runnable backward) {
    if (records && wanted) {
      for (Tensor y : outputs) {
        want(y);
      }
      entries.add(new Entry(outputs, backward));
    }
  }

  /// Computes the gradient of a loss, a single number, and adds it to the gradients of all
  /// parameters that the loss depends on.
  ///
  /// @throws IllegalArgumentException if the loss is not a single number, or not of this tape
  /// @throws IllegalStateException if nothing that the loss depends on requires a gradient
  public void backward(Tensor loss) {
    if (loss.count() != 1) {
      throw new IllegalArgumentException(
          "backward starts from a loss, a single number; got a tensor of shape %s (pass its"
                  .formatted(Shape.of(loss.shape()))
              + " gradient, or use a loss with reduction mean or sum)");
    }
    backward(loss, Tensor.of(new float[] {1f}, loss.shape()));
  }

  /// Propagates the gradient dy of y back to everything that y depends on.
  ///
  /// @param dy the gradient, of the same shape as y
  public void backward(Tensor y, Tensor dy) {
    backward(List.of(y), List.of(dy));
  }

  /// Propagates the gradients of several tensors back to everything that they depend on.
  ///
  /// May be called again before [#reset()]: the gradients of activations then start from zero, and
  /// those of parameters accumulate. Without a reset, the older entries are gone through again,
  /// with the present values of the parameters, so call [#reset()] (after `detach()` or `copy()` of
  /// a state that is carried over) between updates.
  public void backward(List<Tensor> ys, List<Tensor> dys) {
    for (Storage storage : gradients) {
      storage.dropGradient();
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
              + " from a layer that was given this tape?)");
    }
    if (!y.storage().wanted) {
      throw new IllegalStateException(whyNotWanted());
    }
    Shape.requireSame("the gradient", y.shape(), dy.shape());
    float[] d = y.storage().unwrittenContribution();
    System.arraycopy(dy.storage().values(), 0, d, 0, y.count());
    y.storage().contribute(d);
  }

  private String whyNotWanted() {
    if (this == NONE) {
      return "this tensor was not computed on a tape, so nothing was recorded: pass the input"
          + " through tape.constant(x), or the tape to the first layer, such as"
          + " embedding.forward(tape, tokens)";
    }
    return records
        ? "nothing that this tensor depends on requires a gradient (are all parameters frozen, or"
            + " the inputs detached?)"
        : "this tape records nothing: it was created by Tape.inference";
  }

  /// Ends the training step: drops the entries and reuses the memory of every tensor of this tape,
  /// none of which may be read any more.
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
        if (y.storage().hasGradient()) {
          backward.run();
          return;
        }
      }
    }
  }
}
