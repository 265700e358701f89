package dev.recur.inspect;

import java.lang.Runtime.Version;
import java.util.Optional;

/// What Recur found where it runs: the Java version and the processors it may use.
///
/// @param java the version of the running Java
/// @param processors how many processors this JVM may use
public record Machine(Version java, int processors) {
  // Before 25.0.3, G1 can corrupt arrays that native code has pinned (JDK-8377811).
  private static final Version FIRST_SOUND_25 = Version.parse("25.0.3");

  /// The machine under this JVM, now.
  public static Machine here() {
    return new Machine(Runtime.version(), Runtime.getRuntime().availableProcessors());
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
