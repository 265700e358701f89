package dev.recur.train;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.DeviceKernels;
import dev.recur.optim.DeviceNorms;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The figures of steps on an accelerator. They stay there until those of several steps are read
/// together: reading one means waiting for its step, while the CPU could be launching the next.
///
/// So a figure that is not finite is noticed only some updates later.
final class DeviceFigures implements StepFigures {
  private static final int MOST = 16; // steps that are read together

  private final Accelerator on;
  private final DeviceArray losses;
  private final DeviceNorms norms;
  private final List<Place> places = new ArrayList<>();
  private @Nullable RuntimeException failure;

  DeviceFigures(Accelerator on) {
    this.on = on;
    losses = on.allocate(MOST);
    norms = new DeviceNorms(on, MOST);
  }

  @Override
  public void loss(Place place, Tensor loss) {
    DeviceKernels.on(on).copy(1, loss.storage().valuesOn(on), 0, losses, places.size());
  }

  @Override
  public void clip(Place place, SequencedMap<String, Parameter> parameters, double max) {
    norms.clip(parameters, max);
    places.add(place);
  }

  @Override
  public Stream<Done> take(boolean all) {
    if (failure != null) { // the weights are of no use, and not to be saved
      throw failure;
    }
    if (places.isEmpty() || (!all && places.size() < MOST)) {
      return Stream.empty();
    }
    float[] values = new float[places.size()];
    on.download(losses, values.length, values);
    List<DeviceNorms.Norm> read = norms.read();
    List<Place> steps = List.copyOf(places);
    places.clear();
    return IntStream.range(0, steps.size())
        .mapToObj(i -> done(steps.get(i), values[i], read.get(i)));
  }

  private Done done(Place step, float loss, DeviceNorms.Norm norm) {
    try {
      return new Done(step, step.finite(loss), norm.finite());
    } catch (TrainingFailedException | ArithmeticException e) {
      failure = e;
      throw e;
    }
  }
}
