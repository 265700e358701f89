package dev.recur.cli;

import java.lang.reflect.Proxy;

/// What happens when the user presses Ctrl-C while the program is already ending: by itself, Java
/// would ignore it.
final class SecondSignal {
  private SecondSignal() {}

  /// Lets an action follow the next signal that asks the program to end. `sun.misc.Signal` is the
  /// only way to hear of it; javac warns of every mention, which cannot be suppressed.
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object acting =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      for (String name : new String[] {"INT", "TERM"}) {
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, acting);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Then a second signal waits for what the first has begun.
    }
  }
}
