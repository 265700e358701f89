package dev.recur.settings;

/// Thrown for an invalid setting, or for invalid data that a setting would fix. The message names
/// settings like the components of their records; [#sentence()] can name them for other readers.
///
/// {@snippet class="SettingsExamples" region="refused"}
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Sentence sentence;

  /// An exception with a sentence.
  public SettingException(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  /// An exception with a sentence and a cause.
  public SettingException(Sentence sentence, Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  /// An exception with the sentence [Sentence#of] makes of a format and its values.
  public static SettingException of(String format, Object... values) {
    return new SettingException(Sentence.of(format, values));
  }

  /// The sentence that describes the problem.
  public Sentence sentence() {
    return sentence;
  }

  /// The sentence of any exception: that of a [SettingException], else the message.
  public static Sentence sentence(Exception e) {
    return e instanceof SettingException setting
        ? setting.sentence()
        : Sentence.plain(String.valueOf(e.getMessage()));
  }
}
