package dev.recur.pages;

import java.util.List;
import java.util.stream.IntStream;

/// Code of the library beside an equation, taken from the very source that was compiled: the build
/// copies these files into the resources.
final class LessonCode {
  private LessonCode() {}

  /// The places of the code that pages show, by the names by which they ask for it.
  private static final List<Place> PLACES =
      List.of(
          new Place("loop", "UnrolledLesson", "@start region=\"loop\"", 0),
          new Place("layer", "UnrolledLesson", "@start region=\"layer\"", 0),
          new Place("input", "GateInput", "gates.setRow(starts[direction])", 1),
          new Place("state", "RnnCell", "// … + hPrev·Whᵀ", 1),
          new Place("tanh", "RnnCell", "// h = tanh(a)", 1),
          new Place("output", "Linear", "// y = b + x·Wᵀ", 1),
          new Place("softmax", "Softmax", "k.softmax(c, ", 1),
          new Place("loss", "CrossEntropyLoss", "// −w_y·log p_y", 1),
          new Place("dscores", "CrossEntropyLoss", "dx[at + y.targets[r]] -= de * hit", 1),
          new Place("doutput", "Linear", "// dx = dy·W", 1),
          new Place("dhprev", "RnnCell", "// dhPrev = da·Wh", 1),
          new Place("dtanh", "RnnCell", "// da = dh ⊙ (1 − h²)", 1),
          new Place("dwh", "RnnCell", "// dWh = Σ daᵀ·hPrev", 1),
          new Place("dwx", "Sums", "sums.product(cell.weightIh, sums.column, x)", 1),
          new Place("db", "RnnCell", "// dbh = Σ da", 1),
          new Place("dwy", "Linear", "); // dW = dyᵀ·x", 1),
          new Place("memory", "LstmCell", "; // c = f ⊙ cPrev + i ⊙ g", 1),
          new Place("dmemory", "LstmCell", "// dcPrev = dc ⊙ f", 1),
          new Place("cut", "BackThroughTime", "if (truncate > 0 && i % truncate == 0)", 3),
          new Place("detach", "RecallTraining", "// what truncation does", 1));

  /// @param lines how many lines, or 0 for the region that begins there
  private record Place(String name, String file, String mark, int lines) {}

  /// The names of all places.
  static List<String> names() {
    return PLACES.stream().map(Place::name).toList();
  }

  /// The code as HTML, with the name of its file.
  static String html(String name) {
    Place place = place(name);
    var html = new Svg();
    html.raw("<figure class=\"code\"><pre><code>" + escaped(text(name)) + "</code></pre>");
    html.raw("<figcaption>" + place.file + ".java</figcaption></figure>");
    return html.toString();
  }

  /// The code itself, without indentation.
  ///
  /// @throws IllegalStateException if the source does not have it exactly once
  static String text(String name) {
    Place place = place(name);
    List<String> lines = LessonFiles.read("code/" + place.file + ".java").lines().toList();
    List<Integer> found =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(place.mark))
            .boxed()
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%s.java: expected one line with \"%s\", found %s"
              .formatted(place.file, place.mark, found.size()));
    }
    int at = found.getFirst();
    List<String> code =
        place.lines == 0
            ? lines.subList(at + 1, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals("// @end"))
                .toList()
            : lines.subList(at, at + place.lines);
    return String.join("\n", code).stripIndent();
  }

  private static Place place(String name) {
    return PLACES.stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
