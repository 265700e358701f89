package dev.recur.inspect;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.AcceleratorInfo;
import dev.recur.accelerator.Accelerators;
import dev.recur.kernel.BitsProbe;
import java.util.ArrayList;
import java.util.List;

/// A device besides the CPU, and whether training on it gives the bits of the CPU.
///
/// {@snippet class="InspectExamples" region="devices"}
///
/// @param info what its driver says
/// @param verdict what was found when the kernels ran on it, as a sentence
/// @param exact whether no bit differed from the CPU's
public record DeviceCheck(AcceleratorInfo info, String verdict, boolean exact) {
  /// The devices of this machine: each is opened, and its kernels are built and probed, which takes
  /// seconds the first time.
  public static List<DeviceCheck> all() {
    List<DeviceCheck> all = new ArrayList<>();
    for (AcceleratorInfo info : Accelerators.all()) {
      all.add(check(info));
    }
    return all;
  }

  /// Why drivers do not work here, a sentence for each that does not.
  public static List<String> problems() {
    return Accelerators.problems();
  }

  private static DeviceCheck check(AcceleratorInfo info) {
    String[] name = info.device().split(":", 2);
    try (Accelerator accelerator = Accelerators.open(name[0], Integer.parseInt(name[1]))) {
      boolean exact = BitsProbe.passes(accelerator);
      return new DeviceCheck(
          info, exact ? "matches the CPU bit for bit" : "differs from the CPU in some bits", exact);
    } catch (AcceleratorException e) {
      return new DeviceCheck(info, "cannot be used: " + e.getMessage(), false);
    }
  }
}
