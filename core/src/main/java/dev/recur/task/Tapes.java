package dev.recur.task;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The tapes that predictions borrow, so that threads do not wait for each other.
///
/// The first ones compute with kernels that need no warm-up, the later ones with the fastest, with
/// the same bits: a program with few predictions gets its answers sooner. The switch comes when all
/// predictions of this JVM together have computed for a second (the JIT does not distinguish
/// models), about the time that it takes to compile the vector kernels.
///
/// {@snippet class="TaskExamples" region="tapes"}
public final class Tapes {
  private static final long ENOUGH = 1_000_000_000; // ns
  private static final AtomicLong COMPUTED = new AtomicLong(); // ns, by all models

  private final Collection<Parameter> parameters;
  private final Queue<Tape> free = new ConcurrentLinkedQueue<>();
  private volatile Workers workers;

  /// Tapes for a model.
  ///
  /// @param parameters the parameters that the tapes will use
  public Tapes(Collection<Parameter> parameters) {
    this(
        parameters, COMPUTED.get() < ENOUGH ? new Workers(1, Kernels.soonest()) : Workers.single());
  }

  /// Tapes whose first ones compute with these workers.
  ///
  /// @param parameters the parameters that the tapes will use
  public Tapes(Collection<Parameter> parameters, Workers first) {
    this.parameters = parameters;
    workers = first;
  }

  /// The workers that compute predictions now.
  public Workers workers() {
    return workers;
  }

  /// Returns a tape for one prediction.
  public Tape borrow() {
    Tape tape = free.poll();
    return tape == null ? Tape.inference(workers) : tape;
  }

  /// Takes back a tape, reset, after a computation of `time` nanoseconds.
  public void giveBack(Tape tape, long time) {
    if (workers != Workers.single() && COMPUTED.addAndGet(time) >= ENOUGH) {
      takeBest();
    }
    if (tape.workers() == workers) {
      free.add(tape);
    } else {
      forgetPacked(tape.workers()); // others may have packed again since the change
    }
  }

  /// Switches to the fastest kernels, for this model and all later ones.
  public void takeBest() {
    COMPUTED.set(ENOUGH);
    Workers before = workers;
    workers = Workers.single();
    if (before != workers) {
      free.clear();
      forgetPacked(before);
    }
  }

  private void forgetPacked(Workers before) {
    if (!before.kernels().name().equals(workers.kernels().name())) {
      parameters.forEach(parameter -> parameter.forgetPacked(before.kernels()));
    }
  }
}
