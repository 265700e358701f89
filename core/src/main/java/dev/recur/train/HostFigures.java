package dev.recur.train;

import dev.recur.optim.Clipping;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The figures of steps on the CPU, which are known at once.
final class HostFigures implements StepFigures {
  private final Workers workers;
  private final List<Done> done = new ArrayList<>();
  private double value;

  HostFigures(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void loss(Place place, Tensor loss) {
    value = place.finite(loss.item());
  }

  @Override
  public void clip(Place place, SequencedMap<String, Parameter> parameters, double max) {
    double norm =
        max > 0
            ? Clipping.clipByGlobalNorm(parameters, max, workers)
            : Clipping.globalNorm(parameters, workers);
    done.add(new Done(place, value, norm));
  }

  @Override
  public Stream<Done> take(boolean all) {
    List<Done> taken = List.copyOf(done);
    done.clear();
    return taken.stream();
  }
}
