package dev.recur.settings;

/// Says what is wrong with a setting, or that a setting would fix what is wrong with data. Its
/// message names settings as records do; [#sentence()] can name them as the reader knows them.
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /// An exception with this sentence.
  public SettingException(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  /// The same with what caused it.
  public SettingException(Sentence sentence, Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  /// An exception with a sentence of this format and these values.
  public static SettingException of(String format, Object... values) {
    return new SettingException(Sentence.of(format, values));
  }

  /// What is wrong.
  public Sentence sentence() {
    return sentence;
  }

  /// The sentence of an exception, or its message if it has none.
  public static Sentence sentence(Exception e) {
    return e instanceof SettingException setting
        ? setting.sentence()
        : Sentence.plain(String.valueOf(e.getMessage()));
  }
}
