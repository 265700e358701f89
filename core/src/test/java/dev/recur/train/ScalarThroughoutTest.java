package dev.recur.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.kernel.Kernels;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.LastPooling;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentOptions;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Workers with scalar kernels train with scalar kernels throughout: layers, loss, clipping,
/// optimiser and its deferred updates.
class ScalarThroughoutTest {
  /// Trains while the property that chooses the kernels has an invalid value, so that any call for
  /// the best kernels throws; vector kernels are created nowhere else.
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.println(hasBestKernels() ? "the best kernels can be had" : "only scalar kernels");
      try (Workers workers = new Workers(2, Kernels.scalar())) {
        train(workers);
      }
      System.out.println("trained");
    }

    private static boolean hasBestKernels() {
      try {
        Kernels.best();
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }

    private static void train(Workers workers) {
      Embedding embedding = new Embedding(30, 8, Seed.of(1));
      Lstm lstm = new Lstm(RecurrentOptions.of(8, 6), Seed.of(2));
      Linear linear = new Linear(6, 2, Seed.of(3));
      SequencedMap<String, Parameter> all =
          Layer.join(
              Map.entry("embedding", embedding),
              Map.entry("lstm", lstm),
              Map.entry("linear", linear));
      Adam adam = new Adam(all, new AdamOptions(1e-2));
      Tape tape = new Tape(workers);
      for (int step = 0; step < 20; step++) {
        var tokens = new Tokens(new int[][] {{step, 1, step, 2}, {1, 2}});
        var y =
            linear.forward(
                new LastPooling(false)
                    .forward(lstm.forward(embedding.forward(tape, tokens)).output()));
        tape.backward(new CrossEntropyLoss().forward(y, new int[] {0, 1}));
        Clipping.clipByGlobalNorm(all, 1e-3, workers);
        adam.step(workers);
        adam.zeroGrad();
        tape.reset();
        all.values().forEach(Parameter::toArray);
      }
      adam.state();
      adam.catchUp(workers);
    }
  }

  @Test
  void training_with_scalar_kernels_uses_no_others() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Ddev.recur.kernels=none",
                "-cp",
                Path.of("target", "classes")
                    + File.pathSeparator
                    + Path.of("target", "test-classes"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(
        List.of("only scalar kernels", "trained"),
        output.lines().filter(line -> !line.startsWith("WARNING")).toList());
  }
}
