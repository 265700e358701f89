package dev.recur.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/// A command that was typed, and its result, with DIR for the folder of the test.
record Typed(int code, String out, String err) {
  static final String SMALL =
      " --hidden=4 --embedding=4 --epochs=1 --threads=1 --batch-size=8 --min-freq=1";

  /// Runs a line in which DIR stands for the folder, and an underscore for a space inside a word.
  static Typed run(Path folder, String line) {
    List<String> args =
        List.of(line.split(" ")).stream()
            .map(word -> word.replace('_', ' ').replace("DIR", folder.toString()))
            .toList();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = RecurCommand.execute(recur, args.toArray(String[]::new));
    return new Typed(code, inDir(folder, out), inDir(folder, err));
  }

  private static String inDir(Path folder, StringWriter text) {
    return text.toString().replace(folder.toString(), "DIR").replace(System.lineSeparator(), "\n");
  }
}
