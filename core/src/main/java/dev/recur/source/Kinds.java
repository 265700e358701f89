package dev.recur.source;

import dev.recur.reading.Blank;
import dev.recur.task.Role;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The usual names of each kind of column, and the words for it in sentences. A new kind adds a
/// line to each method.
final class Kinds {
  private static final Set<String> TEXTS =
      Set.of(
          "text",
          "texts",
          "review",
          "reviews",
          "document",
          "documents",
          "message",
          "messages",
          "sentence",
          "content",
          "body",
          "comment",
          "description",
          "tweet",
          "question",
          "utterance",
          "abstract",
          "post",
          "텍스트",
          "본문",
          "내용",
          "문장",
          "리뷰",
          "댓글");
  private static final Set<String> WORDS =
      Set.of("words", "tokens", "token", "word", "form", "forms", "text", "sentence", "data", "단어");
  private static final Set<String> TAGS =
      Set.of(
          "tags",
          "tag",
          "upos",
          "pos",
          "pos_tags",
          "ner",
          "ner_tags",
          "labels",
          "label",
          "spans",
          "entities",
          "annotations",
          "태그",
          "품사");
  private static final Set<String> LABELS =
      Set.of(
          "label",
          "labels",
          "class",
          "category",
          "target",
          "sentiment",
          "stars",
          "rating",
          "intent",
          "topic",
          "tag",
          "라벨",
          "레이블",
          "분류",
          "범주",
          "감정");

  private Kinds() {}

  private static Set<String> usualNames(Role.Kind kind) {
    return switch (kind) {
      case TEXT -> TEXTS;
      case LABEL -> LABELS;
      case WORDS -> WORDS;
      case TAGS -> TAGS;
      case LABELS, NUMBER, SERIES, TIME, ID -> Set.of();
    };
  }

  /// Whether this is a usual name for a column of any kind.
  static boolean isUsualName(String name) {
    String plain = Blank.strip(name).toLowerCase(Locale.ROOT);
    return TEXTS.contains(plain) || LABELS.contains(plain);
  }

  /// Whether this is a usual name for a column of a role. If a job has two roles of one kind, only
  /// their own names distinguish them.
  static boolean isUsualName(Role role, List<Role> all, String name) {
    String plain = Blank.strip(name).toLowerCase(Locale.ROOT);
    boolean own = plain.equals(role.name().toLowerCase(Locale.ROOT));
    boolean alone = all.stream().filter(other -> other.kind() == role.kind()).count() == 1;
    return own || (alone && usualNames(role.kind()).contains(plain));
  }

  /// The name of a role's column in layouts without names of columns, such as labelled lines.
  static String usual(Role role) {
    return switch (role.kind()) {
      case TEXT -> "text";
      case LABEL -> "label";
      default -> role.name();
    };
  }

  /// One cell of a role, such as `a text`.
  static String one(Role role) {
    return switch (role.kind()) {
      case TEXT -> "a text";
      case WORDS -> "words";
      case LABEL -> "a label";
      case NUMBER -> "a number";
      case LABELS -> "labels";
      case TAGS -> "tags";
      case SERIES -> "a series";
      case TIME -> "a time";
      case ID -> "an id";
    };
  }

  /// The cells of a column, such as `the texts`.
  static String all(Role role) {
    return switch (role.kind()) {
      case TEXT -> "the texts";
      case LABEL -> "the labels";
      default -> "the " + role.name();
    };
  }

  /// The plural without an article, such as `texts`.
  static String many(Role role) {
    return switch (role.kind()) {
      case TEXT -> "texts";
      case WORDS -> "words";
      case LABEL, LABELS -> "labels";
      case TAGS -> "tags";
      case NUMBER -> "numbers";
      case SERIES -> "series";
      case TIME -> "times";
      case ID -> "ids";
    };
  }
}
