package dev.recur.cli;

import dev.recur.inspect.Machine;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `recur info`: what Recur found on this machine.
@Command(
    name = "info",
    description = "Tells what Recur found on this machine.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    Machine machine = Machine.here();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Java        %s%n", machine.java());
    out.printf("processors  %d%n", machine.processors());
    machine.warning().ifPresent(warning -> out.printf("warning     %s%n", warning));
    out.flush();
  }
}
