package dev.recur.span;

/// A tag such as `B-creative-work`, split into the place in its span and the type of the span.
///
/// @param place where in its span the token stands
/// @param type what comes after the first hyphen; empty for a letter alone
record SpanTag(Place place, String type) {
  static final SpanTag OUTSIDE = new SpanTag(Place.OUTSIDE, "");

  /// Where in its span a token stands.
  enum Place {
    /// In no span.
    OUTSIDE("O"),
    /// At its beginning.
    BEGIN("B"),
    /// After its beginning.
    INSIDE("I"),
    /// At its end, but not at its beginning.
    END("E"),
    /// Alone in its span.
    SINGLE("S");

    private final String letter;

    Place(String letter) {
      this.letter = letter;
    }

    /// The tag of a token at this place of a span of this type.
    String tag(String type) {
      return type.isEmpty() ? letter : letter + "-" + type;
    }

    /// Whether a span goes on after a token at this place, for schemes that mark the end.
    boolean isOpen() {
      return this == BEGIN || this == INSIDE;
    }
  }

  /// Reads a tag; one that is not of this form is outside of all spans.
  static SpanTag of(String tag) {
    if (!isSpelt(tag)) {
      return OUTSIDE;
    }
    String type = tag.length() < 2 ? "" : tag.substring(2);
    return switch (tag.charAt(0)) {
      case 'B' -> new SpanTag(Place.BEGIN, type);
      case 'I' -> new SpanTag(Place.INSIDE, type);
      case 'E', 'L' -> new SpanTag(Place.END, type);
      case 'S', 'U' -> new SpanTag(Place.SINGLE, type);
      default -> OUTSIDE;
    };
  }

  /// Whether a tag is `O`, or has one of the letters of a span, alone or before a hyphen.
  static boolean isSpelt(String tag) {
    return tag.equals("O")
        || (!tag.isEmpty()
            && "BIELSU".indexOf(tag.charAt(0)) >= 0
            && (tag.length() == 1 || tag.charAt(1) == '-'));
  }

  boolean isOutside() {
    return place == Place.OUTSIDE;
  }

  /// Whether both are in spans of the same type.
  boolean sharesTypeWith(SpanTag other) {
    return !isOutside() && !other.isOutside() && type.equals(other.type);
  }
}
