package dev.recur.task.text;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.tokenizer.Pieces;
import dev.recur.tokenizer.Tokenizer;
import dev.recur.train.TrainingEvent;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// How texts are read, once they have been looked at: which tokeniser, what it has learnt, how many
/// tokens of a text. Decided once, here.
///
/// The tokeniser and the length follow from all texts of the file, never from a label, so that they
/// do not change with the seed that divides its rows; what a tokeniser learns, it learns from the
/// training texts.
public final class TextPlan {
  /// The most tokens that are read of a text by default.
  static final int MOST = 512;

  private final TextSettings text;
  private final Consumer<TrainingEvent> listener;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private Field recipe = Field.text().build();

  private TextPlan(TextSettings text, Consumer<TrainingEvent> listener) {
    this.text = text;
    this.listener = listener;
  }

  /// Decides for the only column of texts, which is read raw. One that has a [Field] already is
  /// read by that; then nothing is left to decide.
  ///
  /// @param all the rows to choose by
  /// @param train those of them to learn from
  /// @param listener gets what was decided
  public static TextPlan decide(
      Dataset all,
      Dataset train,
      TextSettings text,
      Workers workers,
      Consumer<TrainingEvent> listener) {
    TextPlan plan = new TextPlan(text, listener);
    String column = train.columns().onlyTexts();
    Texts texts = new Texts(all, column);
    if (train.columns().recipe(column) instanceof Field decided) {
      plan.recipe = decided;
    } else {
      Tokenizer tokenizer = plan.tokenizer(texts, new Texts(train, column));
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

  /// What was decided, for the model file.
  public Map<String, String> metadata() {
    return new LinkedHashMap<>(metadata);
  }

  private Tokenizer tokenizer(Texts all, Texts train) {
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

  private Pieces learnt(Texts train) {
    listener.accept(new TrainingEvent.Preparing("learning subword pieces"));
    Field whole = Field.text().sequential(false).normalize(text.normalize()).build();
    Iterable<String> normal =
        () -> train.stream().map(one -> whole.preprocess(one).getFirst()).iterator();
    return Pieces.learn(normal, text.pieces(), text.lower());
  }

  private void chooseLength(Texts all, Workers workers) {
    int most = text.tokens().orElse(MOST);
    if (most == 0) {
      return; // all of every text
    }
    listener.accept(new TrainingEvent.Preparing("measuring text lengths"));
    TextLengths lengths = TextLengths.of(all, recipe, most, workers);
    int kept = text.tokens().isPresent() ? most : lengths.typical();
    recipe = recipe.but().maxLength(kept).build();
    listener.accept(new TrainingEvent.Noted("length", lengths.sentence(kept)));
    metadata.put("data.cut", Settings.text(lengths.longer(kept)));
  }

  /// The texts of a column, which stay where they are.
  private static final class Texts extends AbstractList<String> {
    private final Dataset data;
    private final String column;

    Texts(Dataset data, String column) {
      this.data = data;
      this.column = column;
    }

    @Override
    public String get(int i) {
      return data.row(i).text(column);
    }

    @Override
    public int size() {
      return data.size();
    }
  }
}
