package dev.recur.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.golden.fixtures.GoldenCase;
import dev.recur.golden.fixtures.GoldenFile;
import dev.recur.golden.fixtures.GoldenRun;
import dev.recur.optim.Adadelta;
import dev.recur.optim.AdadeltaOptions;
import dev.recur.optim.Adagrad;
import dev.recur.optim.AdagradOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.AdamW;
import dev.recur.optim.AdamWOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Optimizer;
import dev.recur.optim.OptimizerOptions;
import dev.recur.optim.ParameterGroup;
import dev.recur.optim.RmsProp;
import dev.recur.optim.RmsPropOptions;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimisers step by step, and clipping, against PyTorch.
///
/// ```python
/// optimiser = torch.optim.Adam([{"params": [p0, p1], "lr": lr[0]}, {"params": [p2], "lr": lr[1]}])
/// for t in range(1, 11):
///     for p in 0, 1, 2: parameters[p].grad = g[t][p]
///     optimiser.step()
/// norm = torch.nn.utils.clip_grad_norm_(parameters, maxNorm)
/// ```
@Tag("device")
class GoldenOptimiserTest {
  private static final int FIRST_GROUP = 2; // so many parameters are in it, the rest in the second

  static Stream<GoldenCase> cases() {
    return GoldenFile.stream("optimisers.txt");
  }

  @Test
  void no_case_is_missing() {
    assertEquals(25, cases().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void an_optimiser_gives_pytorchs_numbers(GoldenCase golden) {
    check(golden);
  }

  static void check(GoldenCase golden) {
    if (golden.sets("optimiser")) {
      steps(golden);
    } else {
      clip(golden);
    }
  }

  private static void steps(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    List<Parameter> parameters = new ArrayList<>();
    while (golden.has("p0." + parameters.size())) {
      parameters.add(new Parameter(run.given("p0." + parameters.size())));
    }
    Optimizer optimiser = optimiser(golden, parameters);
    for (int t = 1; golden.has("g" + t + ".0"); t++) {
      optimiser.zeroGrad();
      for (int p = 0; p < parameters.size(); p++) {
        setGradient(parameters.get(p), run.given("g" + t + "." + p));
      }
      optimiser.step(TestDevice.workers());
      for (int p = 0; p < parameters.size(); p++) {
        run.output("p" + t + "." + p, parameters.get(p).value());
      }
    }
    run.check();
  }

  private static void clip(GoldenCase golden) {
    GoldenRun run = new GoldenRun(golden);
    List<Parameter> parameters = new ArrayList<>();
    while (golden.has("g." + parameters.size())) {
      Tensor g = run.given("g." + parameters.size());
      Parameter parameter = new Parameter(Tensor.zeros(g.shape()));
      setGradient(parameter, g);
      parameters.add(parameter);
    }
    if (golden.sets("maxNorm")) {
      double norm =
          Clipping.clipByGlobalNorm(parameters, golden.real("maxNorm", 0), TestDevice.workers());
      run.output("norm", Tensor.scalar((float) norm));
    } else {
      Clipping.clipByValue(parameters, golden.real("clipValue", 0));
    }
    for (int p = 0; p < parameters.size(); p++) {
      run.output("clipped." + p, parameters.get(p).gradient().orElseThrow());
    }
    run.check();
  }

  private static void setGradient(Parameter parameter, Tensor gradient) {
    Tape tape = new Tape(TestDevice.workers());
    tape.backward(tape.use(parameter), gradient);
  }

  private static Optimizer optimiser(GoldenCase golden, List<Parameter> parameters) {
    return switch (golden.setting("optimiser")) {
      case "sgd" -> new Sgd(groups(golden, parameters, lr -> sgd(golden, lr)));
      case "adam" -> new Adam(groups(golden, parameters, lr -> adam(golden, lr)));
      case "adamw" -> new AdamW(groups(golden, parameters, lr -> adamW(golden, lr)));
      case "rmsprop" -> new RmsProp(groups(golden, parameters, lr -> rmsProp(golden, lr)));
      case "adagrad" -> new Adagrad(groups(golden, parameters, lr -> adagrad(golden, lr)));
      case "adadelta" -> new Adadelta(groups(golden, parameters, lr -> adadelta(golden, lr)));
      default -> throw new IllegalStateException("no such optimiser: " + golden);
    };
  }

  private static <O extends OptimizerOptions> List<ParameterGroup<O>> groups(
      GoldenCase golden, List<Parameter> parameters, DoubleFunction<O> options) {
    double[] lrs = golden.reals("lr");
    int first = lrs.length == 1 ? parameters.size() : FIRST_GROUP;
    List<ParameterGroup<O>> groups = new ArrayList<>();
    groups.add(new ParameterGroup<>(parameters.subList(0, first), options.apply(lrs[0])));
    if (lrs.length > 1) {
      List<Parameter> rest = parameters.subList(first, parameters.size());
      groups.add(new ParameterGroup<>(rest, options.apply(lrs[1])));
    }
    return groups;
  }

  private static SgdOptions sgd(GoldenCase golden, double lr) {
    SgdOptions o = new SgdOptions(lr);
    return o.withMomentum(golden.real("momentum", o.momentum()))
        .withDampening(golden.real("dampening", o.dampening()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()))
        .withNesterov(golden.flag("nesterov"));
  }

  private static AdamOptions adam(GoldenCase golden, double lr) {
    AdamOptions o = new AdamOptions(lr);
    double[] betas = betas(golden, o.beta1(), o.beta2());
    return o.withBeta1(betas[0])
        .withBeta2(betas[1])
        .withEps(golden.real("eps", o.eps()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()))
        .withAmsgrad(golden.flag("amsgrad"));
  }

  private static AdamWOptions adamW(GoldenCase golden, double lr) {
    AdamWOptions o = new AdamWOptions(lr);
    double[] betas = betas(golden, o.beta1(), o.beta2());
    return o.withBeta1(betas[0])
        .withBeta2(betas[1])
        .withEps(golden.real("eps", o.eps()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()))
        .withAmsgrad(golden.flag("amsgrad"));
  }

  private static double[] betas(GoldenCase golden, double beta1, double beta2) {
    return golden.sets("betas") ? golden.reals("betas") : new double[] {beta1, beta2};
  }

  private static RmsPropOptions rmsProp(GoldenCase golden, double lr) {
    RmsPropOptions o = new RmsPropOptions(lr);
    return o.withAlpha(golden.real("alpha", o.alpha()))
        .withEps(golden.real("eps", o.eps()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()))
        .withMomentum(golden.real("momentum", o.momentum()))
        .withCentered(golden.flag("centered"));
  }

  private static AdagradOptions adagrad(GoldenCase golden, double lr) {
    AdagradOptions o = new AdagradOptions(lr);
    return o.withLrDecay(golden.real("lrDecay", o.lrDecay()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()))
        .withInitialAccumulatorValue(
            golden.real("initialAccumulatorValue", o.initialAccumulatorValue()))
        .withEps(golden.real("eps", o.eps()));
  }

  private static AdadeltaOptions adadelta(GoldenCase golden, double lr) {
    AdadeltaOptions o = new AdadeltaOptions(lr);
    return o.withRho(golden.real("rho", o.rho()))
        .withEps(golden.real("eps", o.eps()))
        .withWeightDecay(golden.real("weightDecay", o.weightDecay()));
  }
}
