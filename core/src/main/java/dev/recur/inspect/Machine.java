package dev.recur.inspect;

import dev.recur.kernel.Kernels;
import java.lang.Runtime.Version;
import java.util.Optional;

/// What Recur found where it runs: the Java version, the processors it may use, and the kernels
/// that it computes with.
///
/// @param java the version of the running Java
/// @param processors how many processors this JVM may use
/// @param kernels what computes, such as `vector (512 bit)`
/// @param reason why these kernels, as a sentence
public record Machine(Version java, int processors, String kernels, String reason) {
  // Before 25.0.3, G1 can corrupt arrays that native code has pinned (JDK-8377811).
  private static final Version FIRST_SOUND_25 = Version.parse("25.0.3");

  /// The machine under this JVM, now.
  public static Machine here() {
    int processors = Runtime.getRuntime().availableProcessors();
    try {
      Kernels kernels = Kernels.best();
      return new Machine(Runtime.version(), processors, kernels.name(), kernels.reason());
    } catch (IllegalStateException e) { // this machine cannot run them, and the message says why
      return new Machine(Runtime.version(), processors, "none", String.valueOf(e.getMessage()));
    }
  }

  /// What should be changed about this machine, as a sentence, or nothing.
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
