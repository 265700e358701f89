package dev.recur.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of the lessons' pages: a frame around each chapter, a style sheet, scripts, and the
/// charting library, which the build takes out of its jar.
record LessonFiles(String type, String text) {
  /// The chapters, in their order.
  static final List<String> CHAPTERS = List.of("unrolled", "backward", "vanishing");

  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "svg", "image/svg+xml", "css", "text/css");

  private static final Set<String> NAMES =
      Set.of(
          "page.js",
          "player.js",
          "maths.js",
          "charts.js",
          "network.js",
          "unrolled.js",
          "backward.js",
          "vanishing.js",
          "runs.js",
          "recall.js",
          "uPlot.iife.min.js",
          "uPlot.min.css",
          "icon.svg");

  /// The file of a path, if there is one.
  static Optional<LessonFiles> of(String path, String language) {
    String name = path.substring(1);
    if (name.isEmpty() || CHAPTERS.contains(name)) {
      return Optional.of(new LessonFiles("text/html", page(name, LessonTexts.of(language))));
    }
    if (path.equals("/lesson.css")) {
      return Optional.of(new LessonFiles("text/css", PageLook.SHEET + read("lesson.css")));
    }
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        .filter(type -> NAMES.contains(name))
        .map(type -> new LessonFiles(type, read(name)));
  }

  private static String page(String chapter, LessonTexts texts) {
    String name = chapter.isEmpty() ? "index" : chapter;
    String frame = read("frame.html").replace("{{content}}", read(name + ".html"));
    return texts.fill(frame, key -> content(key, name, texts));
  }

  private static String content(String key, String page, LessonTexts texts) {
    if (key.startsWith("code:")) {
      return LessonCode.html(key.substring("code:".length()));
    }
    return switch (key) {
      case "lang" -> texts.language();
      case "page" -> page;
      case "title" -> texts.text(page + ".title");
      case "texts" -> texts.json();
      case "navigation" -> navigation(page, texts);
      case "languages" -> languages(page, texts);
      case "scripts" -> scripts(page);
      default -> texts.text(key);
    };
  }

  private static String navigation(String page, LessonTexts texts) {
    var html = new Svg();
    for (int i = 0; i < CHAPTERS.size(); i++) {
      String chapter = CHAPTERS.get(i);
      String label = (i + 1) + ". " + texts.text(chapter + ".title");
      String address = "/" + chapter + "?lang=" + texts.language();
      if (chapter.equals(page)) {
        html.text("a", label, "href", address, "aria-current", "page");
      } else {
        html.text("a", label, "href", address);
      }
    }
    return html.toString();
  }

  private static String languages(String page, LessonTexts texts) {
    var html = new Svg();
    String path = page.equals("index") ? "/" : "/" + page;
    for (String language : LessonServer.LANGUAGES) {
      String label = texts.text("language." + language);
      String address = path + "?lang=" + language;
      if (language.equals(texts.language())) {
        html.text("a", label, "href", address, "lang", language, "aria-current", "true");
      } else {
        html.text("a", label, "href", address, "lang", language, "hreflang", language);
      }
    }
    return html.toString();
  }

  private static String scripts(String page) {
    var html = new Svg();
    if (page.equals("vanishing")) {
      html.empty("link", "rel", "stylesheet", "href", "/uPlot.min.css");
      html.text("script", "", "src", "/uPlot.iife.min.js");
    }
    if (CHAPTERS.contains(page)) {
      html.text("script", "", "type", "module", "src", "/" + page + ".js");
    }
    return html.toString();
  }

  /// A resource of the lessons as a text.
  static String read(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream open(String name) throws IOException {
    InputStream in = LessonFiles.class.getResourceAsStream("lesson/" + name);
    if (in == null) {
      throw new FileNotFoundException("the resource lesson/" + name + " is missing");
    }
    return in;
  }
}
