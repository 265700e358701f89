package dev.recur.reading;

import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a folder that has a file for each class, with a text on each line. Files are sorted by
/// name.
final class LineRows extends RowReader {
  private final Queue<Path> files;
  private final UnaryOperator<String> labelOf;
  private @Nullable TextLines lines;
  private Path file;

  LineRows(Source source) throws IOException {
    super(source);
    Path folder = source.path();
    ClassFolder.check(folder, "a file for each class");
    List<Path> found = ClassFolder.files(folder);
    if (found.isEmpty()) {
      throw SettingException.of(
          "%s: expected a file for each class with a text on each line, got %s",
          folder,
          ClassFolder.folders(folder).isEmpty()
              ? "an empty folder"
              : Sentence.of(
                  "folders only (a folder for each class? then %s)",
                  Mention.of("format", Layout.FOLDERS)));
    }
    this.files = new ArrayDeque<>(found);
    this.labelOf = labels(found.stream().map(ClassFolder::name).toList());
    this.file = folder;
  }

  /// The label is the name without its extension if that is unique to each file, else the
  /// extension, as for `rt-polarity.neg` and `rt-polarity.pos`, else the whole name.
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
  Optional<RawRow> read() throws IOException {
    while (true) {
      if (lines == null) {
        Path following = files.poll();
        if (following == null) {
          return Optional.empty();
        }
        file = following;
        OpenFile open = OpenFile.of(file, "texts");
        lines = TextLines.of(open, open.mark().orElse(source().format().charset()));
      }
      Optional<String> text = lines.next();
      if (text.isPresent()) {
        String label = labelOf.apply(ClassFolder.name(file));
        return Optional.of(new RawRow(file, lines.number(), List.of(text.get(), label)));
      }
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
