package dev.recur.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.RecallOptions;
import dev.recur.lesson.UnrolledOptions;
import dev.recur.nn.Initialisation;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/// What a page asks for: a path, and parameters by name.
record LessonRequest(String path, Map<String, String> parameters) {
  LessonRequest {
    parameters = Map.copyOf(parameters);
  }

  static LessonRequest of(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    String query = uri.getRawQuery();
    if (query != null) {
      for (String part : query.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          parameters.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
        }
      }
    }
    return new LessonRequest(uri.getPath(), parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) { // a % without two digits: then it means itself
      return text;
    }
  }

  /// The language of the page; English if it names none that there is.
  String language() {
    String language = parameters.getOrDefault("lang", "");
    return LessonServer.LANGUAGES.contains(language) ? language : LessonServer.LANGUAGES.getFirst();
  }

  /// The name that a page has given itself.
  String page() {
    return parameters.getOrDefault("page", "");
  }

  UnrolledOptions unrolled() {
    var usual = new UnrolledOptions();
    return new UnrolledOptions(
        parameters.getOrDefault("word", usual.word()),
        whole("hidden", usual.hidden()),
        whole("truncate", usual.truncate()),
        whole("updates", usual.updates()),
        whole("seed", 1));
  }

  RecallOptions recall() {
    return new RecallOptions(
        network(),
        parameters.getOrDefault("start", "").equals("keras")
            ? Initialisation.KERAS
            : Initialisation.PYTORCH,
        whole("distance", 20),
        32,
        32,
        number("clip", 1),
        whole("truncate", 0),
        number("rate", 0.01),
        whole("seed", 1));
  }

  private LessonNetwork network() {
    String cell = parameters.getOrDefault("cell", "RNN");
    boolean chrono = parameters.getOrDefault("start", "").equals("chrono");
    return switch (cell) {
      case "RNN" -> LessonNetwork.RNN; // no gates, so no biases of gates
      case "LSTM" -> chrono ? LessonNetwork.LSTM_LOG : LessonNetwork.LSTM;
      case "GRU" -> chrono ? LessonNetwork.GRU_LOG : LessonNetwork.GRU;
      default -> throw new IllegalArgumentException("cell must be RNN, LSTM or GRU, got " + cell);
    };
  }

  private int whole(String name, int usual) {
    String text = parameters.getOrDefault(name, "");
    try {
      return text.isEmpty() ? usual : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a whole number, got '%s'".formatted(name, text), e);
    }
  }

  private double number(String name, double usual) {
    String text = parameters.getOrDefault(name, "");
    try {
      return text.isEmpty() ? usual : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s must be a number, got '%s'".formatted(name, text), e);
    }
  }
}
