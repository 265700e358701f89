package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.data.Epoch;
import dev.recur.optim.Optimizer;
import dev.recur.tensor.Workers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A few steps of an epoch, to see whether they work and how long the epoch would take: on the
/// batch with the most tokens, and on some between the shortest and the longest.
///
/// {@snippet class="TrainExamples" region="rehearsal"}
public final class Rehearsal {
  private static final int TYPICAL = 12; // batches of a round
  private static final int ROUNDS = 3; // at least, before one counts as warm
  private static final double LONG_ENOUGH = 4; // seconds: the JIT compiler is mostly done
  private static final double TOO_LONG = 30; // seconds for a large network

  private final TrainingStep step;
  private long steps;

  /// The sizes of an epoch, and its time.
  ///
  /// @param batches the number of its batches
  /// @param tokens the tokens of all its batches
  /// @param longest the tokens of its longest batch
  /// @param seconds the time to train on all batches, estimated from that of the typical ones
  public record Timing(int batches, long tokens, int longest, double seconds) {}

  /// A rehearsal of training a model, whose weights it changes.
  ///
  /// @param optimizer an optimiser of the model's parameters
  /// @param options how gradients are clipped, and the seed of the dropout masks
  public Rehearsal(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.step = new TrainingStep(model, optimizer, options, workers);
  }

  /// Trains on some batches of an epoch.
  ///
  /// @throws TrainingFailedException if a loss is not finite
  public Timing train(Epoch epoch) {
    int[] tokens = new int[epoch.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = tokens(epoch.batch(i));
    }
    List<Integer> byLength =
        IntStream.range(0, tokens.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> tokens[i]))
            .toList();
    update(epoch.batch(byLength.getLast()));
    int typical = Math.min(TYPICAL, tokens.length);
    long trainedOn = 0;
    for (int i = 0; i < typical; i++) {
      trainedOn += tokens[byLength.get(middle(i, typical, tokens.length))];
    }
    long all = IntStream.of(tokens).asLongStream().sum();
    double seconds = secondsOfRound(epoch, byLength, typical);
    return new Timing(
        tokens.length, all, tokens[byLength.getLast()], seconds * all / Math.max(1, trainedOn));
  }

  /// The time of the fastest round over typical batches; the first ones let the JIT compiler work.
  private double secondsOfRound(Epoch epoch, List<Integer> byLength, int typical) {
    long begin = System.nanoTime();
    double fastest = Double.POSITIVE_INFINITY;
    double elapsed = 0;
    for (int round = 0; elapsed < LONG_ENOUGH || (round < ROUNDS && elapsed < TOO_LONG); round++) {
      long start = System.nanoTime();
      for (int i = 0; i < typical; i++) {
        update(epoch.batch(byLength.get(middle(i, typical, byLength.size()))));
      }
      step.done(true).forEach(done -> {});
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
      elapsed = (System.nanoTime() - begin) / 1e9;
    }
    return fastest;
  }

  /// The middle of the i-th of n equal ranges.
  private static int middle(int i, int n, int size) {
    return (int) ((2L * i + 1) * size / (2L * n));
  }

  private void update(Batch batch) {
    steps++;
    step.start(batch, steps, 1, Math.toIntExact(steps));
    step.done(false).forEach(done -> {});
  }

  private static int tokens(Batch batch) {
    int sum = 0;
    for (String column : batch.inputs()) {
      sum += batch.tokens(column).total();
    }
    return sum;
  }
}
