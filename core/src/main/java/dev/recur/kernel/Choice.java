package dev.recur.kernel;

import java.lang.System.Logger.Level;
import java.util.Locale;

/// The choice of the kernels for this JVM, and its reason: made once, when they are first needed.
final class Choice {
  static final String PROPERTY = "dev.recur.kernels";
  private static final String LOGGER = "dev.recur";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private Choice() {}

  static Kernels best() {
    return Best.KERNELS.get();
  }

  static Kernels scalar() {
    return Scalar.KERNELS.get();
  }

  static Kernels soonest() {
    return System.getProperty(PROPERTY, "").isEmpty() ? scalar() : best();
  }

  // The decision is kept as a value, even if it is an error: a class whose initialiser throws gives
  // its reason only the first time.
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
    static final Decision KERNELS = logged(System.getProperty(PROPERTY, ""));
  }

  private static final class Scalar {
    static final Decision KERNELS = scalarBecause("The program requested scalar kernels.");
  }

  // Loaded only if the vector module is present, as the classes it needs are missing otherwise.
  private static final class Vector {
    static Kernels create(String reason) {
      return new VectorKernels(reason);
    }

    static int lanes() {
      return VectorKernels.L;
    }
  }

  static Decision decide(String wish) {
    return switch (wish.toLowerCase(Locale.ROOT)) {
      case "" -> automatic();
      case "scalar" ->
          scalarBecause("The system property " + PROPERTY + " asks for scalar kernels.");
      case "vector" -> vectorOnDemand();
      default ->
          new Refused("system property " + PROPERTY + ": expected scalar or vector, got " + wish);
    };
  }

  /// Decides, and logs a warning if it falls back to the slower kernels: once, as this runs once.
  private static Decision logged(String wish) {
    Decision decision = decide(wish);
    if (wish.isEmpty() && decision instanceof Found(ScalarKernels slower)) {
      System.getLogger(LOGGER)
          .log(Level.WARNING, "Recur computes with scalar kernels. " + slower.reason());
    }
    return decision;
  }

  private static Decision automatic() {
    String obstacle = obstacle();
    if (obstacle.isEmpty()) {
      obstacle = slowness();
    }
    return obstacle.isEmpty()
        ? vectorBecause(
            "The module "
                + VECTOR_MODULE
                + " is present, and C2 compiles it to vector instructions.")
        : scalarBecause(obstacle);
  }

  private static Decision vectorOnDemand() {
    String obstacle = obstacle();
    return obstacle.isEmpty()
        ? vectorBecause("The system property " + PROPERTY + " asks for vector kernels.")
        : new Refused(
            "system property " + PROPERTY + ": vector kernels are not possible here. " + obstacle);
  }

  private static Decision vectorBecause(String reason) {
    return FusedMultiplyAdd.inHardware()
        ? new Found(Vector.create(reason))
        : new Refused(FusedMultiplyAdd.MISSING);
  }

  private static Decision scalarBecause(String reason) {
    return FusedMultiplyAdd.inHardware()
        ? new Found(new ScalarKernels(reason))
        : new Refused(FusedMultiplyAdd.MISSING);
  }

  /// Why vector kernels cannot run, or nothing.
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return "The module "
          + VECTOR_MODULE
          + " is not present; start Java with --add-modules "
          + VECTOR_MODULE
          + " (the environment variable JDK_JAVA_OPTIONS can hold it) for about twice the speed.";
    }
    return Vector.lanes() >= 4 ? "" : "This processor has no vectors of 128 bits or more.";
  }

  /// Why vector kernels would be slower than scalar ones, or nothing: without the C2 compiler each
  /// vector is an object.
  private static String slowness() {
    String mode = System.getProperty("java.vm.info", "");
    return mode.contains("interpreted") || mode.contains("emulated-client")
        ? "This Java runs without its C2 compiler ("
            + mode
            + "), the only one that generates vector code;"
            + " -Xint or -XX:TieredStopAtLevel=1 may have switched it off."
        : "";
  }
}
