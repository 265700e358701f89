package dev.recur.train;

import dev.recur.nn.Output;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Training on a long sequence in windows: an update every k1 steps, each of whose gradients goes
/// back over k2 steps, with the state carried on from window to window.
///
///     update j, j = 0, 1, …: its errors are those of steps j·k1 to (j + 1)·k1 − 1,
///     its window begins at max(0, (j + 1)·k1 − k2), from the state that was there
///
/// So each step's error counts once and is traced back over at least k2 − k1 and at most k2 − 1
/// steps before it, or to the start. With k1 = k2 nothing is computed twice; with k1 = k2 = T it is
/// back-propagation through the whole sequence. All of a window is computed with the weights of
/// now; only the state that it begins from is older.
///
/// Shapes: T steps, B rows, as many in each row; the input of a window is (steps, B, I), or (B,
/// steps, I) if the layer is batchFirst, and so is its output.
///
/// Source: Williams & Peng 1990, *An efficient gradient-based algorithm for on-line training of
/// recurrent network trajectories*, section 4, where this is BPTT(h; h′) with h = k2 and h′ = k1.
/// Derivation: docs/maths/bptt.md.
///
///     var bptt = new TruncatedBptt<>(gru, 20, 40);
///     Tensor state = gru.zeroState(rows);
///     var pass = bptt.run(tape, T, state, series::steps, series::loss, () -> {
///       Clipping.clipByGlobalNorm(parameters, 1);
///       optimizer.step();
///       optimizer.zeroGrad();
///     });
///
/// @param <S> the state of the layer
public final class TruncatedBptt<S> {
  private final RecurrentLayer<S> layer;
  private final int k1;
  private final int k2;

  /// @param layer a network that reads forward only
  /// @param k1 how often: after how many steps there is an update, at least 1
  /// @param k2 how far: over how many steps a gradient goes back, at least k1
  public TruncatedBptt(RecurrentLayer<S> layer, int k1, int k2) {
    if (k1 < 1) {
      throw new IllegalArgumentException(
          "k1, the steps from one update to the next, must be at least 1, got " + k1);
    }
    if (k2 < k1) {
      throw new IllegalArgumentException(
          "k2, the steps that a gradient goes back, must be at least k1 = %s, got %s: no window"
                  .formatted(k1, k2)
              + " would hold the first %s of every %s steps".formatted(k1 - k2, k1));
    }
    if (layer.options().bidirectional()) {
      throw new IllegalArgumentException(
          "truncated back-propagation needs a layer that only reads forward: the reverse direction"
              + " of a bidirectional layer starts at the sequence's end, so it has no state to"
              + " carry from window to window");
    }
    this.layer = layer;
    this.k1 = k1;
    this.k2 = k2;
  }

  /// What the network reads.
  @FunctionalInterface
  public interface Input {
    /// Steps from to to − 1 of all rows, on this tape; asked for more than once if k2 > k1.
    Tensor steps(Tape tape, int from, int to);
  }

  /// How wrong the outputs of some steps are.
  @FunctionalInterface
  public interface StepLoss {
    /// The loss of steps from to to − 1, a single number.
    ///
    /// @param y the layer's outputs at these steps
    Tensor of(Tensor y, int from, int to);
  }

  /// What a pass over a sequence leaves behind.
  ///
  /// @param <S> the state of the layer
  /// @param state the state after the last step, off the tape: where the next chunk of the same
  ///   sequences may go on
  /// @param loss the sum of all updates' losses
  /// @param updates how many there were
  public record Pass<S>(S state, double loss, int updates) {}

  /// Trains on a sequence, without dropout.
  ///
  /// @param tape computes; it is reset after each update
  /// @param steps how many steps the sequence has: T
  /// @param state where it begins, such as `layer.zeroState(rows)`; no gradient flows into it
  /// @param update changes the parameters along their gradients, and clears these
  public Pass<S> run(Tape tape, int steps, S state, Input input, StepLoss loss, Runnable update) {
    return run(new Reader(tape, input, null), steps, state, loss, update);
  }

  /// Trains on a sequence, with dropout between layers; a step that is computed again is dropped
  /// from again in the same places.
  ///
  /// @param dropout another one for each pass
  public Pass<S> run(
      Tape tape, int steps, S state, Input input, StepLoss loss, Runnable update, Seed dropout) {
    return run(new Reader(tape, input, dropout), steps, state, loss, update);
  }

  private Pass<S> run(Reader reader, int steps, S state, StepLoss loss, Runnable update) {
    if (steps < 1) {
      throw new IllegalArgumentException("a sequence needs at least one step, got " + steps);
    }
    S carried = layer.detach(state);
    double sum = 0;
    int updates = 0;
    int start = 0;
    for (int from = 0; from < steps; updates++) {
      int to = (int) Math.min(steps, (long) from + k1);
      int next = Math.clamp((long) from + 2L * k1 - k2, start, to);
      Window<S> window = reader.window(start, next, from, to, carried);
      Tensor error = loss.of(window.y, from, to);
      reader.tape.backward(error);
      update.run();
      sum += error.item();
      carried = layer.detach(to == steps ? window.last : window.next);
      reader.tape.reset();
      start = next;
      from = to;
    }
    return new Pass<>(carried, sum, updates);
  }

  /// What a window gives: the outputs whose errors count, the state that the next window begins
  /// from, and the state after the last step.
  private record Window<S>(Tensor y, S next, S last) {}

  /// Runs the layer over steps of the input.
  private final class Reader {
    final Tape tape;
    private final Input input;
    private final @Nullable Seed dropout;
    private final boolean batchFirst = layer.options().batchFirst();
    private final int timeDimension = batchFirst ? 1 : 0;

    Reader(Tape tape, Input input, @Nullable Seed dropout) {
      this.tape = tape;
      this.input = input;
      this.dropout = dropout;
    }

    /// Steps start to to − 1, cut where the next window begins, to take the state from there.
    Window<S> window(int start, int next, int from, int to, S state) {
      if (next == start || next == to) {
        Output<Tensor, S> all = chunk(start, to, state);
        Tensor y = since(all.output(), start, from);
        return new Window<>(y, next == start ? state : all.state(), all.state());
      }
      Output<Tensor, S> first = chunk(start, next, state);
      Output<Tensor, S> rest = chunk(next, to, first.state());
      Tensor y =
          next <= from
              ? since(rest.output(), next, from)
              : Tensor.concat(timeDimension, since(first.output(), start, from), rest.output());
      return new Window<>(y, first.state(), rest.state());
    }

    private Output<Tensor, S> chunk(int from, int to, S state) {
      Tensor x = input.steps(tape, from, to);
      if (x.rank() != 3 || x.size(timeDimension) != to - from) {
        throw new IllegalArgumentException(
            "the input of steps %s to %s: expected shape %s, got %s"
                .formatted(
                    from,
                    to - 1,
                    (batchFirst ? "(B, %s, I)" : "(%s, B, I)").formatted(to - from),
                    Shape.of(x.shape())));
      }
      int[] lengths = new int[x.size(1 - timeDimension)];
      Arrays.fill(lengths, to - from);
      PackedSequence packed = PackedSequence.pack(x, lengths, batchFirst);
      PackedSequence steps =
          new PackedSequence(packed.data(), packed.packing().startingAt(from)); // for dropout
      Output<PackedSequence, S> out =
          dropout == null ? layer.forward(steps, state) : layer.forward(steps, state, dropout);
      return new Output<>(out.output().unpack(batchFirst), out.state());
    }

    /// The outputs of steps from and later of those that begin at start.
    private Tensor since(Tensor y, int start, int from) {
      return from == start ? y : y.slice(timeDimension, from - start, y.size(timeDimension));
    }
  }
}
