package dev.recur.task.text;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.tokenizer.Pieces;
import dev.recur.tokenizer.Tokenizer;
import dev.recur.train.TrainingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How texts are read: which tokenizer, what it has learnt, how many tokens of a text. Decided
/// once, here, after a look at the texts.
///
/// The tokenizer is chosen on all texts of the file, never on labels, so that the choice does not
/// change with the seed that splits its rows. What the tokenizer learns comes from the training
/// texts alone. The length is measured on all texts, with that tokenizer.
///
/// {@snippet class="TaskTextExamples" region="plan"}
public final class TextPlan {
  /// The most tokens that are read of a text by default.
  static final int MOST = 512;

  private final TextSettings text;
  private final Consumer<TrainingEvent> listener;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private Field recipe = Field.text().build();
  private double cutShare;

  private TextPlan(TextSettings text, Consumer<TrainingEvent> listener) {
    this.text = text;
    this.listener = listener;
  }

  /// Decides for the only column of texts, which is read raw. If it already has a [Field], that is
  /// kept, and nothing is left to decide.
  ///
  /// @param all the rows that choices are based on
  /// @param train those of them that a tokenizer may learn from
  /// @param listener gets the decisions, as [TrainingEvent.Noted]
  public static TextPlan decide(
      Dataset all,
      Dataset train,
      TextSettings text,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    TextPlan plan = new TextPlan(text, listener);
    String column = train.columns().onlyTexts();
    List<String> texts = all.texts(column);
    if (train.columns().recipe(column) instanceof Field decided) {
      plan.recipe = decided;
      if (text.hasInit()) { // then the texts may be longer than those it was decided for
        plan.measure(texts, workers);
      }
    } else {
      Tokenizer tokenizer = plan.tokenizer(texts, train.texts(column));
      plan.recipe =
          Field.text().tokenize(tokenizer).lower(text.lower()).normalize(text.normalize()).build();
      plan.chooseLength(texts, workers);
    }
    return plan;
  }

  /// The recipe of the texts.
  public Field recipe() {
    return recipe;
  }

  /// Whether texts are read as a model reads them that training goes on from.
  boolean isInherited() {
    return text.hasInit();
  }

  /// The fraction of texts that are cut off.
  double cutShare() {
    return cutShare;
  }

  /// The decisions for the metadata of the model file: `data.tokenizer`, the reason for the
  /// tokenizer, and `data.cut`, the fraction of texts that are cut off.
  public Map<String, String> metadata() {
    return new LinkedHashMap<>(metadata);
  }

  private Tokenizer tokenizer(List<String> all, List<String> train) {
    String name = text.tokenizer();
    if (text.isAuto()) {
      listener.accept(new TrainingEvent.Preparing("choosing a tokenizer"));
      TokenizerChoice choice =
          text.hasVectors()
              ? new TokenizerChoice("words", "as pretrained vectors are of words")
              : TokenizerChoice.of(all);
      name = choice.tokenizer();
      listener.accept(new TrainingEvent.Noted("tokenizer", name + ", " + choice.reason()));
      metadata.put("data.tokenizer", choice.reason());
    }
    return name.equals(Pieces.NAME) ? learnt(train) : Tokenizer.named(name);
  }

  private Pieces learnt(List<String> train) {
    listener.accept(new TrainingEvent.Preparing("learning subword pieces"));
    Field whole = Field.text().sequential(false).normalize(text.normalize()).build();
    Iterable<String> normal =
        () -> train.stream().map(one -> whole.preprocess(one).getFirst()).iterator();
    return Pieces.learn(normal, text.pieces(), text.lower());
  }

  private void measure(List<String> all, Workers workers) {
    recipe
        .options()
        .maxLength()
        .ifPresent(kept -> keep(kept, TextLengths.of(all, recipe, kept, workers)));
  }

  private void chooseLength(List<String> all, Workers workers) {
    int most = text.maxLength().orElse(MOST);
    if (most == 0) {
      return; // all of every text
    }
    listener.accept(new TrainingEvent.Preparing("measuring text lengths"));
    TextLengths lengths = TextLengths.of(all, recipe, most, workers);
    int kept = text.maxLength().isPresent() ? most : lengths.typical();
    recipe = recipe.but().maxLength(kept).build();
    keep(kept, lengths);
  }

  private void keep(int kept, TextLengths lengths) {
    listener.accept(new TrainingEvent.Noted("length", lengths.sentence(kept)));
    cutShare = lengths.longer(kept);
    metadata.put("data.cut", Settings.text(cutShare));
  }
}
