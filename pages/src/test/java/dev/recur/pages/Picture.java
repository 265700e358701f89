package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// An SVG document read back, as a browser reads it: an error where it is not well-formed.
final class Picture {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d)?");

  private final Document document;

  Picture(String svg) throws Exception {
    document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
  }

  List<Element> all(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  /// The elements of this name and class.
  List<Element> all(String name, String style) {
    return all(name).stream()
        .filter(e -> List.of(e.getAttribute("class").split(" ", -1)).contains(style))
        .toList();
  }

  /// The texts of this class.
  List<String> texts(String style) {
    return all("text", style).stream().map(Element::getTextContent).toList();
  }

  /// The numbers in an attribute.
  static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(hit -> Double.valueOf(hit.group())).toList();
  }

  /// The corners of a path: absolute moves and lines, whose numbers are x and y in turn.
  static List<Point> corners(Element path) {
    List<Double> numbers = numbers(path.getAttribute("d"));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      points.add(new Point(numbers.get(i), numbers.get(i + 1)));
    }
    return points;
  }

  /// Fails where a line, a mark or a letter stands outside of the page, or texts on one another.
  void assertTidy() {
    List<Double> page = numbers(document.getDocumentElement().getAttribute("viewBox"));
    for (Element path : all("path")) {
      String d = path.getAttribute("d");
      assertTrue(d.matches("[-MLHvZ0-9. ]+"), d);
      if (!d.contains("H") && !d.contains("v")) {
        corners(path).forEach(p -> assertInside(p.x(), p.y(), page, d));
      }
    }
    List<Box> boxes = all("text").stream().map(Box::of).toList();
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertInside(box.left, box.top, page, box.text);
      assertInside(box.right, box.bottom, page, box.text);
      for (Box other : boxes.subList(i + 1, boxes.size())) {
        assertFalse(box.overlaps(other), () -> box + " overlaps " + other);
      }
    }
  }

  private static void assertInside(double x, double y, List<Double> page, String what) {
    assertTrue(x >= 0 && x <= page.get(2) && y >= 0 && y <= page.get(3), what);
  }

  /// What a text covers, if its letters are as wide as they may be.
  private record Box(String text, double left, double right, double top, double bottom) {
    static Box of(Element e) {
      double size =
          switch (e.getAttribute("class")) {
            case "title" -> 17;
            case "heading" -> 13;
            case "quiet", "label" -> 12;
            default -> 11;
          };
      String text = e.getTextContent();
      double width = Lettering.width(text, size);
      double x = Double.parseDouble(e.getAttribute("x"));
      double y = Double.parseDouble(e.getAttribute("y"));
      double left =
          switch (e.getAttribute("text-anchor")) {
            case "end" -> x - width;
            case "middle" -> x - width / 2;
            default -> x;
          };
      return new Box(text, left, left + width, y - 0.75 * size, y + 0.2 * size);
    }

    boolean overlaps(Box o) {
      return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
    }
  }
}
