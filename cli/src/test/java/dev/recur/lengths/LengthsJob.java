package dev.recur.lengths;

import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.file.ModelFile;
import dev.recur.score.Figure;
import dev.recur.task.Baseline;
import dev.recur.task.Context;
import dev.recur.task.Job;
import dev.recur.task.Learner;
import dev.recur.task.Model;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedField;
import dev.recur.text.Vocab;
import dev.recur.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Predicts the lengths of texts: a minimal job that shows that a job needs only one folder and one
/// line.
public final class LengthsJob implements Job<LengthsSettings> {
  static final String NAME = "lengths";
  static final Field RECIPE = Field.text().tokenize(Tokenizer.characters()).build();
  static final List<Role> ROLES =
      List.of(
          Role.text("text", "The column of texts."),
          Role.number("length", "The column of their lengths."));

  /// Used by [java.util.ServiceLoader].
  public LengthsJob() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String help() {
    return "Trains a network that says how long a text is.";
  }

  @Override
  public Class<LengthsSettings> settings() {
    return LengthsSettings.class;
  }

  @Override
  public List<Role> roles() {
    return ROLES;
  }

  @Override
  public String unit() {
    return "text";
  }

  @Override
  public String doing() {
    return "measuring";
  }

  @Override
  public String compared() {
    return "the mean length";
  }

  @Override
  public LengthsSettings resolved(LengthsSettings settings, Parts parts, NamedFiles files) {
    return new LengthsSettings(settings.network(), settings.fit().resolved(parts.train().size()));
  }

  @Override
  public Learner prepare(Parts parts, LengthsSettings given, Context context) {
    LengthsSettings settings = resolved(given, parts, context.files());
    given.fit().reasons(parts.train().size()).forEach(context::report);
    Dataset train = parts.train().with(parts.train().columns().onlyTexts(), RECIPE);
    FittedField field = RECIPE.buildVocab(train, Vocab.UNLIMITED, 1);
    return new LengthsLearner(
        field,
        train.encode(field),
        encoded(parts.valid(), field, context.workers()),
        train.columns(),
        settings,
        context);
  }

  static EncodedDataset encoded(Dataset rows, FittedField field, Workers workers) {
    return rows.with(rows.columns().onlyTexts(), RECIPE).tokenize(workers).encode(field);
  }

  /// The scores of the mean training length on the test.
  @Override
  public List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    float mean =
        (float)
            IntStream.range(0, parts.train().size())
                .mapToDouble(i -> length(parts.train(), i))
                .average()
                .orElseThrow();
    float[] truth = new float[parts.test().size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = length(parts.test(), i);
    }
    float[] said = new float[truth.length];
    Arrays.fill(said, mean);
    Figure figure = new LengthsScores(said, truth).figure(LengthsScores.ERROR);
    return List.of(new Baseline("meanLength", "mean length", "", figure));
  }

  private static float length(Dataset rows, int position) {
    return Float.parseFloat(rows.row(position).text(rows.columns().onlyNumbers()));
  }

  @Override
  public LengthsModel open(ModelFile file) throws IOException {
    return LengthsModel.read(file);
  }
}
