package dev.recur.kernel;

import java.util.Locale;
import java.util.Set;

/// Which kernels this JVM gets, and why: decided once, when they are first asked for.
final class Choice {
  static final String PROPERTY = "dev.recur.kernels";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private Choice() {}

  static Kernels best() {
    return Best.KERNELS.get();
  }

  static Kernels scalar() {
    return Scalar.KERNELS.get();
  }

  // What was decided is kept as a value, error included: a class whose initialiser throws tells its
  // reason once only.
  sealed interface Decision {
    Kernels get();
  }

  private record Found(Kernels kernels) implements Decision {
    @Override
    public Kernels get() {
      return kernels;
    }
  }

  private record Refused(String why) implements Decision {
    @Override
    public Kernels get() {
      throw new IllegalStateException(why);
    }
  }

  private static final class Best {
    static final Decision KERNELS = decide(System.getProperty(PROPERTY, ""));
  }

  private static final class Scalar {
    static final Decision KERNELS = scalarBecause("The program asked for scalar kernels.");
  }

  // Loaded only where the vector module is, since the classes it needs are missing elsewhere.
  private static final class Vector {
    static Kernels create(String reason) {
      return new VectorKernels(reason);
    }

    static int lanes() {
      return VectorKernels.L;
    }
  }

  static Decision decide(String wish) {
    String wanted = wish.toLowerCase(Locale.ROOT);
    if (!Set.of("", "scalar", "vector").contains(wanted)) {
      return new Refused(
          "system property " + PROPERTY + ": expected scalar or vector, got " + wish);
    }
    if (wanted.equals("scalar")) {
      return scalarBecause("The system property " + PROPERTY + " asks for scalar kernels.");
    }
    if (!FusedMultiplyAdd.inHardware()) {
      return new Refused(FusedMultiplyAdd.MISSING);
    }
    String obstacle = obstacle();
    if (obstacle.isEmpty()) {
      return new Found(
          Vector.create(
              wanted.isEmpty()
                  ? "The module "
                      + VECTOR_MODULE
                      + " is there and this Java compiles it to vectors."
                  : "The system property " + PROPERTY + " asks for vector kernels."));
    }
    return wanted.isEmpty()
        ? scalarBecause(obstacle)
        : new Refused(
            "system property " + PROPERTY + ": vector kernels are not possible here. " + obstacle);
  }

  private static Decision scalarBecause(String reason) {
    return FusedMultiplyAdd.inHardware()
        ? new Found(new ScalarKernels(reason))
        : new Refused(FusedMultiplyAdd.MISSING);
  }

  /// Why vector kernels are not possible, or nothing.
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return "The module "
          + VECTOR_MODULE
          + " is not there; start Java with --add-modules "
          + VECTOR_MODULE
          + " (the environment variable JDK_JAVA_OPTIONS can hold it) for about twice the speed.";
    }
    if (Vector.lanes() < 4) {
      return "This Java does not compile the Vector API to vectors (no C2 compiler, or the processor"
          + " has none); a HotSpot JVM without -Xint or -XX:TieredStopAtLevel does.";
    }
    return "";
  }
}
