package dev.recur.task.classify;

import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.data.TokenizedDataset;
import dev.recur.file.ModelFile;
import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.score.ClassScores;
import dev.recur.settings.Counts;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.Context;
import dev.recur.task.NamedFiles;
import dev.recur.task.Parts;
import dev.recur.task.text.Inherited;
import dev.recur.task.text.ReadAgain;
import dev.recur.task.text.TextSettings;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import dev.recur.text.FittedField;
import dev.recur.text.FittedLabels;
import dev.recur.text.Vocab;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// The model that training goes on from (the setting `init`). Its tokens, its network, its labels
/// and its weights are those that the new model begins with; labels that only the new rows have
/// come after its own, with rows of the last layer that start from random numbers.
final class StartingModel {
  private static final String INIT = "init";
  private static final int NAMED = 20; // labels in a sentence

  private final String name;
  private final Path file;
  private final Classifier model;

  private StartingModel(String name, Path file, Classifier model) {
    this.name = name;
    this.file = file;
    this.model = model;
  }

  /// Reads the model that the settings name, if they name one.
  ///
  /// @throws IllegalArgumentException if there is no such file, or it can be read only once
  /// @throws UncheckedIOException if it is not a classifier; the message says what it is
  static Optional<StartingModel> of(TextSettings text, NamedFiles files) {
    if (!text.hasInit()) {
      return Optional.empty();
    }
    Path file = files.path(text.init());
    ReadAgain.require(INIT, file);
    try {
      ModelFile content = ModelFile.read(file);
      if (content.metadata("task").equals("checkpoint")) {
        throw SettingException.of(
            "%s: expected a model, got a checkpoint, from which %s goes on",
            Mention.of(INIT, file), Mention.of("resume"));
      }
      return Optional.of(new StartingModel(text.init(), file, ClassifierFile.read(content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The settings with those of the model, and without n-grams if the rows lack one of its labels:
  /// n-grams that have never seen a label would rule it out.
  ///
  /// @param train the rows to learn from
  /// @throws IllegalArgumentException if a setting contradicts the model
  ClassifySettings settings(ClassifySettings given, Dataset train) {
    Map<String, String> metadata = model.metadata();
    return new ClassifySettings(
        Inherited.text(given.text(), model.field().recipe(), metadata),
        Inherited.network(given.network(), name, metadata),
        given.fit(),
        without(labels(train)).isEmpty() ? given.labels() : given.labels().withoutExperts());
  }

  private static List<String> without(FittedLabels labels) {
    return IntStream.range(0, labels.size())
        .filter(c -> labels.count(c) == 0)
        .mapToObj(labels::label)
        .toList();
  }

  /// The rows, read as the model reads them.
  Parts read(Parts parts) {
    return new Parts(
        read(parts.all()), read(parts.train()), read(parts.valid()), read(parts.test()));
  }

  private Dataset read(Dataset rows) {
    return rows.with(ClassifyJob.textColumn(rows), field().recipe())
        .with(ClassifyJob.labelColumn(rows), model.fittedLabels().recipe());
  }

  /// The tokens of the model.
  FittedField field() {
    return model.field();
  }

  /// The labels of the model.
  List<String> labels() {
    return model.labels();
  }

  /// The labels of the model, followed by those that only these rows have, with the counts of these
  /// rows.
  FittedLabels labels(Dataset train) {
    return model.fittedLabels().continuedBy(read(train));
  }

  /// A network that begins with the weights of the model; reports what it knows already.
  ///
  /// @param labels those of [#labels(Dataset)]
  /// @param valid the validation rows
  ClassifierLearner.Beginning beginning(
      ClassifySettings settings, FittedLabels labels, EncodedDataset valid, Context context) {
    Parameter table = model.network().parameters().get("embedding.weight");
    Tensor embedding = Objects.requireNonNull(table).value();
    ClassifierNetwork network =
        new ClassifierNetwork(
            settings.network(),
            settings.fit().truncate(),
            Embedding.fromPretrained(
                embedding, EmbeddingOptions.of(embedding.size(0), embedding.size(1)), false),
            labels.size(),
            context.seed());
    network.takeOver(model.network());
    ClassScores before =
        network.evaluate(ClassifierNetwork.inOrder(valid).epoch(0), context.workers());
    note(
        context,
        "before",
        String.format(
            Locale.ROOT,
            "without training, its network classifies %s of the validation texts correctly, with a"
                + " loss of %.4f",
            Settings.percent(before.accuracy()),
            before.loss()));
    return new ClassifierLearner.Beginning(
        network, Priors.of(labels).after(model.decision().priors()));
  }

  /// Reports what the model knows of the rows.
  ///
  /// @param train the rows to learn from
  /// @param labels those of [#labels(Dataset)]
  void report(TokenizedDataset train, FittedLabels labels, Context context) {
    Vocab vocab = field().vocab();
    long all = 0;
    long known = 0;
    for (Map.Entry<String, Long> token : train.tokenCounts(field().recipe()).entrySet()) {
      all += token.getValue();
      known += vocab.contains(token.getKey()) ? token.getValue() : 0;
    }
    note(
        context,
        INIT,
        "%s, with %s; its vocabulary of %s covers %s of the tokens of the training texts"
            .formatted(
                file.getFileName(),
                Counts.of(model.labels().size(), "label"),
                Counts.of(vocab.size(), "token"),
                Settings.percent((double) known / Math.max(all, 1))));
    List<String> added = labels.labels().subList(model.labels().size(), labels.size());
    if (!added.isEmpty()) {
      note(context, "labels", "new to the model: " + named(added));
    }
    List<String> without = without(labels);
    if (!without.isEmpty()) {
      note(
          context,
          "labels",
          "no training text has %s; the model can still answer %s, but learns no n-grams, which"
                  .formatted(named(without), without.size() == 1 ? "it" : "them")
              + " would rule out what they have not seen");
    }
  }

  private static void note(Context context, String about, String sentence) {
    context.report(new TrainingEvent.Noted(about, sentence));
  }

  private static String named(List<String> labels) {
    return String.join(", ", labels.subList(0, Math.min(NAMED, labels.size())))
        + (labels.size() > NAMED ? " and %s others".formatted(labels.size() - NAMED) : "");
  }

  /// The SHA-256 of the model file.
  String sha256() {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), hash));
      return HexFormat.of().formatHex(hash.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
