package dev.recur.inspect;

import dev.recur.kernel.Kernels;
import java.lang.Runtime.Version;
import java.util.Optional;

/// The machine that Recur runs on: the Java version, the processors available to it, and the
/// kernels that it computes with.
///
/// {@snippet class="InspectExamples" region="machine"}
///
/// @param java the version of the running JVM
/// @param processors the number of processors available to the JVM
/// @param kernels the name of the kernels, such as `vector (512 bit)` or `scalar`; `none` if this
///   machine cannot run any
/// @param reason why these kernels were chosen, as a sentence
public record Machine(Version java, int processors, String kernels, String reason) {
  // Before 25.0.3, G1 can corrupt arrays that native code has pinned (JDK-8377811).
  private static final Version FIRST_SOUND_25 = Version.parse("25.0.3");

  /// The machine that this JVM runs on.
  public static Machine here() {
    int processors = Runtime.getRuntime().availableProcessors();
    try {
      Kernels kernels = Kernels.best();
      return new Machine(Runtime.version(), processors, kernels.name(), kernels.reason());
    } catch (IllegalStateException e) { // this machine cannot run them, and the message says why
      return new Machine(Runtime.version(), processors, "none", String.valueOf(e.getMessage()));
    }
  }

  /// A problem of this machine that should be fixed, as a sentence; empty if there is none.
  public Optional<String> warning() {
    if (java.feature() == 25 && java.compareToIgnoreOptional(FIRST_SOUND_25) < 0) {
      return Optional.of(
          "Java "
              + java
              + " can corrupt arrays under the G1 collector (JDK-8377811); use 25.0.3 or later.");
    }
    return Optional.empty();
  }
}
