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

/// Truncated back-propagation through time: trains on a long sequence in windows, with an update
/// every k1 steps whose gradient goes back over k2 steps, and carries the state from window to
/// window.
///
///     update j, j = 0, 1, …: the losses of steps j·k1 to (j + 1)·k1 − 1,
///     in a window that starts at step max(0, (j + 1)·k1 − k2), from the state carried there
///
/// So the loss of each step counts once, and its gradient goes back at least k2 − k1 and at most k2
/// − 1 steps, or to the start. With k1 = k2 no step is computed twice; with k1 = k2 = T it is
/// back-propagation through the whole sequence. The whole window is computed with the current
/// weights; only its initial state comes from older ones.
///
/// Shapes: T steps, the same for all B rows; the input of a window is (steps, B, I), or (B, steps,
/// I) if the layer is batchFirst, and its output has the same layout.
///
/// Source: Williams & Peng 1990, *An efficient gradient-based algorithm for on-line training of
/// recurrent network trajectories*, section 4, where this is BPTT(h; h′) with h = k2 and h′ = k1.
/// Derivation: docs/maths/bptt.md.
///
/// {@snippet class="TrainExamples" region="truncated"}
///
/// @param <S> the state of the layer
public final class TruncatedBptt<S> {
  private final RecurrentLayer<S> layer;
  private final int k1;
  private final int k2;

  /// Truncated back-propagation for a layer.
  ///
  /// @param layer a layer that reads forward only
  /// @param k1 the number of steps from one update to the next, at least 1
  /// @param k2 the number of steps that a gradient goes back, at least k1
  /// @throws IllegalArgumentException if the layer is bidirectional, or k1 or k2 is too small
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

  /// The input sequence.
  @FunctionalInterface
  public interface Input {
    /// Steps from to to − 1 of all rows, on this tape; called for the same step more than once if
    /// k2 > k1.
    Tensor steps(Tape tape, int from, int to);
  }

  /// The loss of the outputs.
  @FunctionalInterface
  public interface StepLoss {
    /// The loss of steps from to to − 1, a single number.
    ///
    /// @param y the outputs of the layer at these steps
    Tensor of(Tensor y, int from, int to);
  }

  /// The result of a pass over a sequence.
  ///
  /// @param <S> the state of the layer
  /// @param state the state after the last step, off the tape: the initial state for the next chunk
  ///   of the same sequences
  /// @param loss the sum of the losses of all updates
  /// @param updates the number of updates
  public record Pass<S>(S state, double loss, int updates) {}

  /// Trains on a sequence, without dropout.
  ///
  /// @param tape the tape to compute on; it is reset after each update
  /// @param steps T, the number of steps of the sequence
  /// @param state the initial state, such as `layer.zeroState(rows)`; no gradient flows into it
  /// @param update updates the parameters from their gradients, and clears these
  public Pass<S> run(Tape tape, int steps, S state, Input input, StepLoss loss, Runnable update) {
    return run(new Reader(tape, input, null), steps, state, loss, update);
  }

  /// Trains on a sequence, with dropout between layers; a step that is computed again has the same
  /// dropout mask.
  ///
  /// @param dropout the seed of the dropout masks, a different one for each pass
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

  /// The result of a window: the outputs whose losses count, the initial state of the next window,
  /// and the state after the last step.
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

    /// Runs steps start to to − 1, in two parts if the next window starts between them, to get the
    /// state there.
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

    /// The outputs from step `from` on, of outputs that start at step `start`.
    private Tensor since(Tensor y, int start, int from) {
      return from == start ? y : y.slice(timeDimension, from - start, y.size(timeDimension));
    }
  }
}
