package dev.recur;

import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.task.CellKind;
import dev.recur.task.classify.ExpertKind;
import dev.recur.task.classify.Monitor;
import dev.recur.task.classify.SamplerKind;
import dev.recur.task.text.PoolKind;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/// The settings of a classifier's training, for [Classify]. Each method has the name of the option
/// of `recur train classify`; what is not set keeps its default, or is detected from the data.
///
/// {@snippet class="FrontDoorExamples" region="classifyOptions"}
public final class ClassifyOptions extends RunOptions<ClassifyOptions> {
  ClassifyOptions() {}

  @Override
  ClassifyOptions self() {
    return this;
  }

  /// The columns of the texts, several joined by a line break; detected by default.
  ///
  /// @throws IllegalArgumentException if there is none, or one of several has a comma in its name
  ///   or occurs twice
  public ClassifyOptions text(String... columns) {
    if (columns.length == 0) {
      throw SettingException.of("%s: expected at least one column, got none", Mention.of("text"));
    }
    Set<String> distinct = new LinkedHashSet<>();
    for (String column : columns) {
      Objects.requireNonNull(column, "text");
      if (!distinct.add(column)) {
        throw SettingException.of(
            "%s: expected different columns, got \"%s\" twice", Mention.of("text"), column);
      }
      if (columns.length > 1 && column.contains(",")) {
        throw SettingException.of(
            "%s: a column with a comma in its name cannot be one of several, got \"%s\"",
            Mention.of("text"), column);
      }
    }
    return set("text", String.join(",", distinct));
  }

  /// The column of the labels; detected by default.
  public ClassifyOptions label(String column) {
    return set("label", column);
  }

  /// The tokenizer: `words`, `basic_english`, `characters`, `jamo`, `pieces` (learnt subwords),
  /// `whitespace`, `regex:PATTERN`, or one of a provider's, such as `lucene:nori`. By default
  /// chosen from the training texts.
  public ClassifyOptions tokenizer(String name) {
    return set("tokenizer", name);
  }

  /// The number of subwords that the tokenizer `pieces` learns; 8,000 by default.
  public ClassifyOptions pieces(int pieces) {
    return set("pieces", pieces);
  }

  /// Whether tokens are lower-cased; true by default.
  public ClassifyOptions lower(boolean lower) {
    return set("lower", lower);
  }

  /// Whether texts are normalised to Unicode NFC first; true by default.
  public ClassifyOptions normalize(boolean normalize) {
    return set("normalize", normalize);
  }

  /// The largest size of the vocabulary; 0, the default, is no limit.
  public ClassifyOptions maxSize(int tokens) {
    return set("maxSize", tokens);
  }

  /// How often a token must occur in the training texts to enter the vocabulary; 2 by default.
  public ClassifyOptions minFreq(int times) {
    return set("minFreq", times);
  }

  /// The maximum number of tokens that the network reads from a text: three quarters from its
  /// beginning, the rest from its end. 0 means all; by default, the length that 99.5 % of the texts
  /// do not exceed, at most 512. The n-grams are those of the first 10,000 characters in any case.
  public ClassifyOptions maxLength(int tokens) {
    return set("maxLength", tokens);
  }

  /// A file of pretrained vectors (GloVe, fastText or word2vec) that the embedding starts from.
  public ClassifyOptions vectors(Path file) {
    return setFile("vectors", file);
  }

  /// Whether training leaves the embedding as it starts; false by default.
  public ClassifyOptions freezeVectors(boolean freeze) {
    return set("freezeVectors", freeze);
  }

  /// A model file that training goes on from: its weights, with its tokens, its network and its
  /// labels, to which those that are new in the data are added. Settings of texts and of the
  /// network are then the model's, except the dropout.
  public ClassifyOptions init(Path model) {
    return setFile("init", model);
  }

  /// The recurrent cell; a GRU by default.
  public ClassifyOptions cell(CellKind cell) {
    return set("cell", cell);
  }

  /// The number of recurrent layers; 1 by default.
  public ClassifyOptions layers(int layers) {
    return set("layers", layers);
  }

  /// The number of hidden units of each layer and direction; 128 by default.
  public ClassifyOptions hidden(int units) {
    return set("hidden", units);
  }

  /// The width of the embedding; that of the pretrained vectors by default, or 100 without them.
  public ClassifyOptions embedding(int width) {
    return set("embedding", width);
  }

  /// Whether each text is read from both ends; true by default.
  public ClassifyOptions bidirectional(boolean bidirectional) {
    return set("bidirectional", bidirectional);
  }

  /// How the outputs of all steps become one vector; the maximum of each unit by default.
  public ClassifyOptions pool(PoolKind pool) {
    return set("pool", pool);
  }

  /// The dropout of embeddings, between layers and before the output; 0.5 by default.
  public ClassifyOptions dropout(double share) {
    return set("dropout", share);
  }

  /// The weight of each label in the loss: `none`, the default, or `balanced`, which is inversely
  /// proportional to the label's frequency.
  public ClassifyOptions classWeights(String weights) {
    return set("classWeights", weights);
  }

  /// The weight of each label in the loss, from a file with lines `label<TAB>weight`.
  public ClassifyOptions classWeights(Path file) {
    return setFile("classWeights", file);
  }

  /// How the rows of an epoch are drawn; each once by default.
  public ClassifyOptions sampler(SamplerKind sampler) {
    return set("sampler", sampler);
  }

  /// What is combined with the network; by default a linear model of words and characters.
  public ClassifyOptions experts(ExpertKind experts) {
    return set("experts", experts);
  }

  /// The figure of the validation rows that chooses the best epoch; the loss by default.
  public ClassifyOptions monitor(Monitor monitor) {
    return set("monitor", monitor);
  }

  /// The probability below which an answer is marked as unsure; 0, the default, marks none.
  public ClassifyOptions minConfidence(double probability) {
    return set("minConfidence", probability);
  }
}
