package dev.recur.task.tag;

import dev.recur.settings.Setting;
import dev.recur.span.Scheme;
import java.util.Locale;
import java.util.Optional;

/// How tags are read, and what decides which epoch is the best.
///
/// {@snippet class="TagExamples" region="settings"}
///
/// @param scheme how tags encode spans
/// @param monitor the figure of the validation sentences that selects the best epoch
public record TagLabelSettings(
    @Setting(
            help =
                "How tags encode spans, such as names: bio (B- begins a span, I- continues it, O is"
                    + " outside), iob1, bioes, bilou, or none if each tag is about one word, such as"
                    + " its part of speech; auto detects it. Networks learn bioes, and answer in the"
                    + " scheme of the training data.",
            byDefault = "auto")
        SchemeKind scheme,
    @Setting(
            help =
                "The validation metric that selects the best epoch; auto is f1 for spans, otherwise"
                    + " accuracy.",
            byDefault = "auto")
        TagMonitor monitor) {

  /// How tags encode spans.
  public enum SchemeKind {
    /// Detected from the tags of the data.
    AUTO,
    /// [Scheme#BIO].
    BIO,
    /// [Scheme#IOB1].
    IOB1,
    /// [Scheme#BIOES].
    BIOES,
    /// [Scheme#BILOU].
    BILOU,
    /// [Scheme#NONE].
    NONE;

    /// The scheme; empty if it is to be detected.
    Optional<Scheme> scheme() {
      return this == AUTO ? Optional.empty() : Optional.of(Scheme.valueOf(name()));
    }

    static SchemeKind of(Scheme scheme) {
      return valueOf(scheme.name());
    }
  }

  /// The figure that decides which epoch is the best.
  public enum TagMonitor {
    /// F1 of spans, or accuracy if there are none.
    AUTO,
    /// The mean loss of a word.
    LOSS,
    /// The share of words with the right tag.
    ACCURACY,
    /// F1 of spans.
    F1;

    /// The name of the figure in [dev.recur.score.TagScores#figures()].
    String figure() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// When it is best, in words.
    String words() {
      return switch (this) {
        case LOSS -> "the validation loss is lowest";
        case F1 -> "the validation F1 is highest";
        case AUTO, ACCURACY -> "the validation accuracy is highest";
      };
    }
  }

  /// The same settings with what the data has decided.
  TagLabelSettings with(Scheme detected) {
    TagMonitor usual = detected == Scheme.NONE ? TagMonitor.ACCURACY : TagMonitor.F1;
    return new TagLabelSettings(
        SchemeKind.of(detected), monitor == TagMonitor.AUTO ? usual : monitor);
  }
}
