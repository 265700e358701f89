package dev.recur.bench;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.kernel.BitsProbe;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `bench/compare gpu`: whether a GPU computes the bits of the CPU, how fast it is at the parts of
/// a step, and training steps and forward passes beside those of PyTorch on the same GPU. A page,
/// within a few minutes.
final class DeviceComparison {
  private final DeviceOptions options;
  private final Budget budget;
  private final Workers device;
  private final Accelerator accelerator;

  private DeviceComparison(DeviceOptions options, Workers device) {
    this.options = options;
    this.device = device;
    budget = Budget.ofThisProcess(options.minutes());
    accelerator = device.accelerator().orElseThrow();
  }

  static void run(List<String> arguments) throws IOException {
    DeviceOptions options = DeviceOptions.parse(arguments);
    try (Workers device = Workers.on(options.device(), 1)) {
      new DeviceComparison(options, device).run();
    }
  }

  private void run() throws IOException {
    Optional<Peer> peer = CudaPeer.start(options.options().python());
    Path file = Files.createTempFile("recur-bench", ".safetensors");
    try (Workers cpu = new Workers(options.options().threads().getFirst())) {
      Heading.print(peer);
      System.out.println(sentence(accelerator.info(), BitsProbe.passes(accelerator)));
      var small = SmallNetwork.all(options.options().cells());
      System.out.println(SameBits.of(small, device).sentence());
      double seconds = options.options().seconds() / 4;
      System.out.println(DeviceRates.of(accelerator, seconds).sentence());
      System.out.println();
      new DeviceGrid(options, budget, device, cpu, peer, file).run();
      DeviceGrid.printOnHost(accelerator);
    } finally {
      peer.ifPresent(Peer::close);
      Files.deleteIfExists(file);
    }
  }

  /// The device, as a line of the page.
  static String sentence(AcceleratorInfo info, boolean exact) {
    return "%s · %s · %s · %,d MiB · functions and roundings %s"
        .formatted(
            info.device(),
            info.name(),
            info.driver(),
            info.memory() >> 20,
            exact ? "have the CPU's bits" : "differ from the CPU's");
  }
}
