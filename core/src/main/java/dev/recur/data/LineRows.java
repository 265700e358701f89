package dev.recur.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The lines of a folder that has a file for each class, file after file in the order of names.
final class LineRows extends RowReader {
  private final Queue<Path> files;
  private final UnaryOperator<String> labelOf;
  private @Nullable BufferedReader lines;
  private Path file;
  private long line;

  LineRows(Source source) throws IOException {
    super(source);
    Path folder = source.path();
    ClassFolder.check(folder, "a file for each class");
    List<Path> found = ClassFolder.files(folder);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected a file for each class with a text on each line, got %s"
              .formatted(
                  folder,
                  ClassFolder.folders(folder).isEmpty()
                      ? "an empty folder"
                      : "folders only (a folder for each class? then --format folders)"));
    }
    this.files = new ArrayDeque<>(found);
    this.labelOf = labels(found.stream().map(ClassFolder::name).toList());
    this.file = folder;
  }

  /// The name without its extension tells most files apart; for `rt-polarity.neg` and
  /// `rt-polarity.pos` it is the extension that does.
  private static UnaryOperator<String> labels(List<String> names) {
    List<UnaryOperator<String>> ways = List.of(LineRows::stem, LineRows::extension);
    for (UnaryOperator<String> way : ways) {
      if (names.stream().map(way).distinct().count() == names.size()) {
        return way;
      }
    }
    return UnaryOperator.identity();
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public List<String> columns() {
    return ClassFolder.COLUMNS;
  }

  @Override
  public Optional<RawRow> next() throws IOException {
    try {
      while (true) {
        if (lines == null) {
          Path following = files.poll();
          if (following == null) {
            return Optional.empty();
          }
          file = following;
          line = 0;
          lines = new BufferedReader(StrictReader.open(file, source().format().charset(), "texts"));
        }
        String text = lines.readLine();
        line++;
        if (text != null && !isEnd(text)) {
          String label = labelOf.apply(ClassFolder.name(file));
          return Optional.of(new RawRow(file, line, List.of(text, label), ""));
        }
        close();
      }
    } catch (StrictReader.MalformedTextException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// The reader's own line, or the empty one between it and the last line break of the file.
  private boolean isEnd(String text) throws IOException {
    if (!text.isEmpty() || lines == null) {
      return text.equals(StrictReader.END);
    }
    lines.mark(1);
    boolean end = lines.read() == StrictReader.END.charAt(0);
    lines.reset();
    return end;
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
