package dev.recur.task.text;

import dev.recur.nn.Embedding;
import dev.recur.nn.EmbeddingOptions;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.Context;
import dev.recur.task.NamedFiles;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tensor;
import dev.recur.text.Vectors;
import dev.recur.text.Vocab;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// Pretrained vectors from a file, for the tokens of a vocabulary. Tokens without a vector start
/// from N(0, s²), where s is the root mean square of the numbers that were found, so that they have
/// the scale of the others (after Kim 2014, *Convolutional Neural Networks for Sentence
/// Classification*, section 4.3).
///
/// {@snippet class="TaskTextExamples" region="vectors"}
public final class Pretrained {
  // With PyTorch's 1 the noise of rare words drowns the rest: docs/decisions.md.
  private static final double EMBEDDING_DEVIATION = 0.1;

  private final Path file;
  private final Vectors vectors;
  private final Vocab vocab;

  private Pretrained(Path file, Vectors vectors, Vocab vocab) {
    this.file = file;
    this.vectors = vectors;
    this.vocab = vocab;
  }

  /// The settings with the size of a token's vector known: [#width].
  ///
  /// @throws IllegalArgumentException as for [#width]
  public static NetworkSettings fitted(
      TextSettings text, NetworkSettings network, NamedFiles files) {
    return network.withEmbedding(
        width(
            text.vectors(),
            text.freezeVectors(),
            network.embedding(),
            NetworkSettings.EMBEDDING,
            files));
  }

  /// The size of a token's vector: that of the file or, without a file, the given one.
  ///
  /// @param vectors the name of the file, or `none`
  /// @param freeze whether the vectors of the file are not trained
  /// @param given the size that was asked for, if any
  /// @param usual the size without a file, unless one is given
  /// @throws IllegalArgumentException if the file does not exist, the given size differs from that
  ///   of the file, or vectors shall be frozen and there are none
  public static int width(
      String vectors, boolean freeze, OptionalInt given, int usual, NamedFiles files) {
    if (vectors.equals(TextSettings.NONE)) {
      if (freeze) {
        throw SettingException.of(
            "%s needs pretrained vectors: give %s as well",
            Mention.of("freezeVectors"), Mention.of("vectors", "FILE"));
      }
      return given.orElse(usual);
    }
    int width = width(files.path(vectors));
    if (width > 0 && given.orElse(width) != width) {
      throw SettingException.of(
          "%s does not fit the vectors of %s, which have %s numbers: leave %s out, or choose other"
              + " vectors",
          Mention.of("embedding", given.getAsInt()), vectors, width, Mention.of("embedding"));
    }
    return Math.max(width, 1);
  }

  private static int width(Path file) {
    ReadAgain.require("vectors", file);
    try {
      return Vectors.dimension(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The embedding that training starts from: pretrained vectors, or small random numbers.
  ///
  /// @param found receives entries for the model's metadata
  public static Embedding start(
      Vocab vocab,
      TextSettings text,
      NetworkSettings network,
      Context context,
      Map<String, String> found) {
    int width = network.embedding().orElseThrow();
    return text.hasVectors()
        ? start(vocab, text.vectors(), text.freezeVectors(), context, found)
        : start(vocab.size(), width, context);
  }

  /// An embedding of small random numbers.
  ///
  /// @param size the number of tokens
  /// @param width the size of a token's vector
  public static Embedding start(int size, int width, Context context) {
    return Embedding.withDeviation(
        EmbeddingOptions.of(size, width), EMBEDDING_DEVIATION, seed(context));
  }

  private static Seed seed(Context context) {
    return context.seed().split("embedding");
  }

  /// An embedding of the vectors of a file.
  ///
  /// @param vectors the name of the file
  /// @param freeze whether they are not trained
  /// @param found receives entries for the model's metadata
  public static Embedding start(
      Vocab vocab, String vectors, boolean freeze, Context context, Map<String, String> found) {
    context.report(new TrainingEvent.Preparing("reading vectors"));
    Pretrained pretrained = read(context.files().path(vectors), vocab);
    context.report(pretrained.note());
    found.put("data.vectors", Settings.text(pretrained.share()));
    return pretrained.embedding(freeze, seed(context));
  }

  /// Reads the vectors of a vocabulary's tokens and no others.
  ///
  /// @throws IllegalArgumentException if no token has a vector
  static Pretrained read(Path file, Vocab vocab) {
    try {
      Pretrained read = new Pretrained(file, Vectors.read(file, vocab::contains), vocab);
      if (read.found() == 0) {
        throw SettingException.of(
            "%s has no vector for any of the %s tokens of the vocabulary (is it of another"
                + " language, or in capitals? otherwise try %s or %s)",
            file, vocab.size(), Mention.of("lower", false), Mention.of("tokenizer", "words"));
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int found() {
    return vectors.size();
  }

  /// The fraction of the vocabulary that has a vector, special tokens included.
  double share() {
    return (double) found() / vocab.size();
  }

  private String invalid() {
    return vectors.invalidCount() == 0
        ? ""
        : "; %s %s left out, the first in line %s: %s"
            .formatted(
                vectors.invalidCount(),
                vectors.invalidCount() == 1 ? "row was" : "rows were",
                vectors.invalid().getFirst().line(),
                vectors.invalid().getFirst().reason());
  }

  TrainingEvent.Noted note() {
    return new TrainingEvent.Noted(
        "vectors",
        String.format(
                Locale.ROOT,
                "%s covers %s of the vocabulary, %,d of %,d tokens, with %d numbers each",
                file.getFileName(),
                Settings.percent(share()),
                found(),
                vocab.size(),
                vectors.dimension())
            + invalid());
  }

  /// An embedding that starts from the vectors.
  Embedding embedding(boolean freeze, Seed seed) {
    int width = vectors.dimension();
    float[] rows = vectors.table(vocab).toArray();
    float deviation = (float) deviation();
    for (int i = 0; i < vocab.size(); i++) {
      if (!vectors.contains(vocab.token(i))) {
        for (int j = i * width; j < (i + 1) * width; j++) {
          rows[j] = (float) (deviation * seed.normal(j));
        }
      }
    }
    return Embedding.fromPretrained(
        Tensor.of(rows, vocab.size(), width), EmbeddingOptions.of(vocab.size(), width), freeze);
  }

  private double deviation() {
    double sum = 0;
    for (String token : vectors.tokens()) {
      for (float value : vectors.vector(token)) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum / ((double) found() * vectors.dimension()));
  }
}
