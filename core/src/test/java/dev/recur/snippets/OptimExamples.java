package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.HostAccelerator;
import dev.recur.loss.MSELoss;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.DeviceNorms;
import dev.recur.optim.OneCycle;
import dev.recur.optim.Optimizer;
import dev.recur.optim.OptimizerOptions;
import dev.recur.optim.ParameterGroup;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.optim.ReduceOnPlateauOptions;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Schedule;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.List;

/// What the documentation of [dev.recur.optim] shows.
final class OptimExamples {
  private OptimExamples() {}

  private static Linear linear() {
    return new Linear(2, 1, Seed.of(1));
  }

  /// One backward pass, so that every parameter has a gradient.
  private static void backward(Linear linear) {
    Tape tape = new Tape();
    tape.backward(linear.forward(tape.constant(Tensor.of(new float[] {3, 4}, 1, 2))).sum());
  }

  private static void assertUpdates(Linear linear, Optimizer optimizer) {
    float[] before = linear.parameter("weight").toArray();
    backward(linear);
    optimizer.step();
    float[] after = linear.parameter("weight").toArray();
    assertTrue(after[0] < before[0], "the gradient is positive");
  }

  static void optimizer() {
    Linear linear = linear();
    Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    Tensor targets = Tensor.of(new float[] {0, 1, 2, 3}, 4, 1);
    Tape tape = new Tape();
    double last = Double.NaN;
    // @start region="optimizer"
    Optimizer optimizer = new Adam(linear.parameters(), new AdamOptions(0.1));
    for (int step = 0; step < 200; step++) {
      Tensor loss = new MSELoss().forward(linear.forward(tape.constant(x)), targets);
      tape.backward(loss);
      last = loss.item();
      optimizer.step();
      optimizer.zeroGrad();
      tape.reset();
    }
    // @end
    assertEquals(0, last, 1e-2);
  }

  static void sgd() {
    Linear linear = linear();
    // @start region="sgd"
    SgdOptions options = new SgdOptions(0.1).withMomentum(0.9).withNesterov(true);
    Sgd optimizer = new Sgd(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void adam() {
    Linear linear = linear();
    // @start region="adam"
    AdamOptions options = new AdamOptions(2e-3).withBeta2(0.99);
    Adam optimizer = new Adam(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void adamW() {
    Linear linear = linear();
    // @start region="adamW"
    AdamWOptions options = new AdamWOptions(1e-3).withWeightDecay(0.1);
    AdamW optimizer = new AdamW(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void rmsProp() {
    Linear linear = linear();
    // @start region="rmsProp"
    RmsPropOptions options = new RmsPropOptions(1e-3).withMomentum(0.9);
    RmsProp optimizer = new RmsProp(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void adagrad() {
    Linear linear = linear();
    // @start region="adagrad"
    AdagradOptions options = new AdagradOptions(0.1).withInitialAccumulatorValue(0.1);
    Adagrad optimizer = new Adagrad(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void adadelta() {
    Linear linear = linear();
    // @start region="adadelta"
    AdadeltaOptions options = new AdadeltaOptions().withRho(0.95); // lr is 1 by default
    Adadelta optimizer = new Adadelta(linear.parameters(), options);
    // @end
    assertUpdates(linear, optimizer);
  }

  static void groups() {
    // @start region="groups"
    Lstm encoder = new Lstm(3, 4, Seed.of(1).split("encoder")); // pretrained: a lower rate
    Linear head = new Linear(4, 2, Seed.of(1).split("head"));
    Optimizer optimizer =
        new Adam(
            List.of(
                new ParameterGroup<>(encoder.parameters(), new AdamOptions(1e-4)),
                new ParameterGroup<>(head.parameters(), new AdamOptions(1e-3))));
    for (ParameterGroup<?> group : optimizer.groups()) {
      OptimizerOptions options = group.options(); // of any optimiser
      group.setLr(options.lr() / 2); // from the next step on
    }
    // @end
    assertEquals(5e-5, optimizer.groups().getFirst().lr());
    assertEquals(1e-4, optimizer.groups().getFirst().initialLr());
  }

  static void clipping() {
    Linear linear = linear();
    backward(linear); // the gradient is 3, 4 and, of the bias, 1
    Optimizer optimizer = new Sgd(linear.parameters(), new SgdOptions(0.1));
    // @start region="clipping"
    // between tape.backward(loss) and optimizer.step()
    double norm = Clipping.clipByGlobalNorm(linear.parameters(), 1); // the norm before
    optimizer.step();
    // @end
    assertEquals(Math.sqrt(26), norm, 1e-6);
    Parameter bias = linear.parameter("bias");
    assertEquals(1 / Math.sqrt(26), bias.gradient().orElseThrow().item(), 1e-6);
  }

  static void deviceNorms() {
    Linear linear = linear();
    Optimizer optimizer = new Sgd(linear.parameters(), new SgdOptions(0.1));
    double first;
    try (Workers workers = Workers.on(new HostAccelerator(), 1)) {
      // @start region="deviceNorms"
      DeviceNorms norms = new DeviceNorms(workers.accelerator().orElseThrow(), 16);
      for (int step = 0; step < 16; step++) {
        backward(linear); // the gradient is 3, 4 and, of the bias, 1
        norms.clip(linear.parameters(), 1);
        optimizer.step(workers);
        optimizer.zeroGrad();
      }
      first = norms.read().getFirst().finite();
      // @end
    }
    assertEquals(Math.sqrt(26), first, 1e-6);
  }

  static void schedule() {
    Optimizer optimizer = new Sgd(linear().parameters(), new SgdOptions(0.5));
    // @start region="schedule"
    Schedule schedule = Schedule.linearWarmUp(100, 0.01).then(100, Schedule.cosine(900, 0));
    for (long step = 0; step < 1000; step++) {
      schedule.apply(optimizer, step); // sets the rate of every parameter group
      // forward, backward, optimizer.step() …
    }
    // @end
    assertEquals(0.005, schedule.lr(0.5, 0), 1e-12);
    assertEquals(0.5, schedule.lr(0.5, 100), 1e-12);
    assertEquals(schedule.lr(0.5, 999), optimizer.groups().getFirst().lr());
  }

  static void oneCycle() {
    // @start region="oneCycle"
    OneCycle schedule = new OneCycle(0.1, 1000); // up to 0.1 in 300 steps, then down
    double first = schedule.lr(0, 0); // 0.1/25, whatever the initial rate
    // @end
    assertEquals(0.004, first, 1e-12);
    assertEquals(0.1, schedule.lr(0, 299), 1e-12);
  }

  static void plateau() {
    Optimizer optimizer = new Sgd(linear().parameters(), new SgdOptions(0.5));
    double[] validationLosses = {0.7, 0.6, 0.6, 0.6, 0.6};
    boolean lowered = false;
    // @start region="plateau"
    ReduceOnPlateauOptions options = new ReduceOnPlateauOptions().withPatience(2);
    ReduceOnPlateau plateau = new ReduceOnPlateau(options);
    for (double loss : validationLosses) { // one after each epoch
      lowered = plateau.observe(optimizer, loss); // true after three losses that are no better
    }
    // @end
    assertTrue(lowered);
    assertEquals(0.05, optimizer.groups().getFirst().lr(), 1e-12);
    assertFalse(plateau.observe(optimizer, 0.5));
  }
}
