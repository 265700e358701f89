import java.nio.file.Path;

/// One small change of a source file.
///
/// @param source the whole file, unchanged
/// @param start where the change begins
/// @param end after the part that is replaced
record Mutant(Path file, String source, int start, int end, String replacement) {
  String changed() {
    return source.substring(0, start) + replacement + source.substring(end);
  }

  private int line() {
    return (int) source.substring(0, start).lines().count()
        + (start > 0 && source.charAt(start - 1) == '\n' ? 1 : 0);
  }

  /// The change in words, without the line number, which moves.
  String key() {
    int from = source.lastIndexOf('\n', start) + 1;
    int to = source.indexOf('\n', end);
    String line = source.substring(from, to < 0 ? source.length() : to);
    String mark = source.substring(from, start) + "⟦" + source.substring(start, end) + "⟧";
    return file.getFileName()
        + " | "
        + one(mark + source.substring(end, from + line.length()))
        + " | "
        + (replacement.isBlank() ? "(nothing)" : one(replacement));
  }

  private static String one(String text) {
    return text.replaceAll("//.*", "").replaceAll("\\s+", " ").strip();
  }

  @Override
  public String toString() {
    return key() + "   (line " + line() + ")";
  }
}
