package dev.recur.kernel;

import dev.recur.accelerator.Accelerator;
import java.util.Set;

/// Which operations read tensors of a step in the CPU's memory although they were computed on an
/// accelerator: those that have no kernels.
final class HostReads {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  // Through them a program reads results.
  private static final Set<String> READERS = Set.of("Tensor", "Tape", "Reduction");

  private HostReads() {}

  /// Notes the operation that is reading now.
  static void note(Accelerator accelerator) {
    String reader =
        STACK.walk(
            frames ->
                frames
                    .map(frame -> outermost(frame.getDeclaringClass()))
                    .filter(type -> !type.getPackageName().equals("dev.recur.kernel"))
                    .map(Class::getSimpleName)
                    .findFirst()
                    .orElse("Tensor"));
    if (!READERS.contains(reader)) {
      accelerator.computedOnHost(reader);
    }
  }

  private static Class<?> outermost(Class<?> type) {
    return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
  }
}
