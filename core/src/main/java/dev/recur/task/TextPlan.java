package dev.recur.task;

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
import java.util.OptionalInt;
import java.util.function.Consumer;

/// How texts are read, once they have been looked at: which tokeniser, what it has learnt, how many
/// tokens of a text.
///
/// The tokeniser and the length follow from all texts of the file, never from a label, so that they
/// do not change with the seed that divides its rows; what a tokeniser learns, it learns from the
/// training texts.
final class TextPlan {
  /// The most tokens that are read of a text where nothing was said.
  static final int MOST = 512;

  // What stands in a recipe until the texts are known.
  private static final Tokenizer UNDECIDED = Tokenizer.words();

  private final TextSettings text;
  private final Texts texts; // to learn from
  private final Texts all; // to choose by
  private final Consumer<TrainingEvent> listener;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private Field recipe;

  private TextPlan(
      TextSettings text, Texts texts, Texts all, Field recipe, Consumer<TrainingEvent> listener) {
    this.text = text;
    this.texts = texts;
    this.all = all;
    this.listener = listener;
    this.recipe = recipe;
  }

  /// The recipe before the texts are known.
  static Field undecided(TextSettings text) {
    boolean known = !text.isAuto() && !text.isPieces();
    var field =
        Field.text()
            .tokenize(known ? Tokenizer.named(text.tokenizer()) : UNDECIDED)
            .lower(text.lower())
            .normalize(text.normalize());
    int most = text.tokens().orElse(MOST);
    return (most == 0 ? field : field.maxLength(most)).build();
  }

  /// Looks at the texts of the first column, of `train` and of the file that it is a part of. Its
  /// recipe keeps the tokeniser, unless that is the one of [#undecided] and the settings say `auto`
  /// or `pieces`, and the length, unless that is [#MOST] and they say `auto`. The listener is told
  /// what was decided.
  static TextPlan decide(
      Dataset train, TextSettings text, Workers workers, Consumer<TrainingEvent> listener) {
    String column = train.columns().names().getFirst();
    Field before = (Field) train.columns().recipe(column);
    Texts all = new Texts(train.whole(), column);
    TextPlan plan = new TextPlan(text, new Texts(train, column), all, before, listener);
    if (before.options().tokenize().equals(UNDECIDED) && (text.isAuto() || text.isPieces())) {
      plan.chooseTokenizer();
    }
    OptionalInt most = before.options().maxLength();
    if (most.isPresent()) {
      plan.chooseLength(most.getAsInt(), workers);
    }
    return plan;
  }

  /// The recipe of the texts.
  Field recipe() {
    return recipe;
  }

  /// What was decided, for the model file.
  Map<String, String> metadata() {
    return metadata;
  }

  private void chooseTokenizer() {
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
    if (name.equals(Pieces.NAME)) {
      recipe = recipe.but().tokenize(learn()).build();
    } else if (!name.equals(UNDECIDED.name())) {
      recipe = recipe.but().tokenize(name).build();
    }
  }

  private Pieces learn() {
    listener.accept(new TrainingEvent.Preparing("learning subword pieces"));
    Field whole = Field.text().sequential(false).normalize(text.normalize()).build();
    Iterable<String> normal =
        () -> texts.stream().map(one -> whole.preprocess(one).getFirst()).iterator();
    return Pieces.learn(normal, text.pieces(), text.lower());
  }

  private void chooseLength(int most, Workers workers) {
    listener.accept(new TrainingEvent.Preparing("measuring text lengths"));
    TextLengths lengths = TextLengths.of(all, recipe, most, workers);
    int kept = text.tokens().isEmpty() && most == MOST ? lengths.typical() : most;
    if (kept != most) {
      recipe = recipe.but().maxLength(kept).build();
    }
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
