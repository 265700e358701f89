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

  /// The settings with the size of a token's vector known: that of the file, or without a file the
  /// default, unless it is given.
  ///
  /// @throws IllegalArgumentException if the file does not exist, the given size differs from that
  ///   of the file, or vectors shall be frozen and there are none
  public static NetworkSettings fitted(
      TextSettings text, NetworkSettings network, NamedFiles files) {
    if (!text.hasVectors()) {
      if (text.freezeVectors()) {
        throw SettingException.of(
            "%s needs pretrained vectors: give %s as well",
            Mention.of("freezeVectors"), Mention.of("vectors", "FILE"));
      }
      return network.withEmbedding(network.embedding().orElse(NetworkSettings.EMBEDDING));
    }
    int width = width(files.path(text.vectors()));
    if (width > 0 && network.embedding().orElse(width) != width) {
      throw SettingException.of(
          "%s does not fit the vectors of %s, which have %s numbers: leave %s out, or choose other"
              + " vectors",
          Mention.of("embedding", network.embedding().getAsInt()),
          text.vectors(),
          width,
          Mention.of("embedding"));
    }
    return network.withEmbedding(Math.max(width, 1));
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
    Seed start = context.seed().split("embedding");
    if (!text.hasVectors()) {
      return Embedding.withDeviation(
          EmbeddingOptions.of(vocab.size(), network.embedding().orElseThrow()),
          EMBEDDING_DEVIATION,
          start);
    }
    context.report(new TrainingEvent.Preparing("reading vectors"));
    Pretrained pretrained = read(context.files().path(text.vectors()), vocab);
    context.report(pretrained.note());
    found.put("data.vectors", Settings.text(pretrained.share()));
    return pretrained.embedding(text.freezeVectors(), start);
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
