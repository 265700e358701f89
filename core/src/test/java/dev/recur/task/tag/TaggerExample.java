package dev.recur.task.tag;

/// A tagger for the examples of the documentation, trained once.
public final class TaggerExample {
  private static final Tagger TAGGER = SmallLanguage.tagger(true);

  private TaggerExample() {}

  /// A tagger of names in a small language.
  public static Tagger tagger() {
    return TAGGER;
  }
}
