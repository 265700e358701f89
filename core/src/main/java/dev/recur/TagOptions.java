package dev.recur;

import dev.recur.task.CellKind;
import dev.recur.task.tag.TagLabelSettings.SchemeKind;
import dev.recur.task.tag.TagLabelSettings.TagMonitor;
import dev.recur.task.tag.WordSettings.CharacterKind;
import dev.recur.task.tag.WordSettings.LetterKind;
import java.nio.file.Path;

/// The settings of a tagger's training, for [Tag]. Each method has the name of the option of `recur
/// train tag`; what is not set keeps its default, or is detected from the data.
///
/// {@snippet class="FrontDoorExamples" region="tagOptions"}
public final class TagOptions extends RunOptions<TagOptions> {
  TagOptions() {}

  @Override
  TagOptions self() {
    return this;
  }

  /// The column of the words, or of texts with labelled spans; detected by default. Columns without
  /// names have numbers, from 1.
  public TagOptions words(String column) {
    return set("words", column);
  }

  /// The column of the tags, or of the labelled spans; detected by default. Columns without names
  /// have numbers, from 1.
  public TagOptions tags(String column) {
    return set("tags", column);
  }

  /// How tags encode spans, such as names; detected from the tags by default.
  public TagOptions scheme(SchemeKind scheme) {
    return set("scheme", scheme);
  }

  /// Whether words are looked up in lower case, while their characters keep their case; true by
  /// default.
  public TagOptions lower(boolean lower) {
    return set("lower", lower);
  }

  /// Whether words are normalised to Unicode NFC first; true by default.
  public TagOptions normalize(boolean normalize) {
    return set("normalize", normalize);
  }

  /// The largest number of words that have a vector of their own; 0, the default, is no limit.
  public TagOptions maxSize(int words) {
    return set("maxSize", words);
  }

  /// How often a word must occur in the training sentences to have a vector of its own; 2 by
  /// default. With pretrained vectors, all words have one.
  public TagOptions minFreq(int times) {
    return set("minFreq", times);
  }

  /// The share of words that training replaces by the unknown word; 0.25 by default.
  public TagOptions wordDropout(double share) {
    return set("wordDropout", share);
  }

  /// What reads the characters of a word; a bidirectional LSTM by default.
  public TagOptions chars(CharacterKind reader) {
    return set("chars", reader);
  }

  /// What the characters of a word are; letters by default. Jamo are an option for Korean.
  public TagOptions charLetters(LetterKind letters) {
    return set("charLetters", letters);
  }

  /// A file of pretrained vectors (GloVe, fastText or word2vec) that the words start from.
  public TagOptions vectors(Path file) {
    return setFile("vectors", file);
  }

  /// Whether training leaves the words with pretrained vectors as they start; false by default.
  public TagOptions freezeVectors(boolean freeze) {
    return set("freezeVectors", freeze);
  }

  /// The recurrent cell; an LSTM by default.
  public TagOptions cell(CellKind cell) {
    return set("cell", cell);
  }

  /// The number of recurrent layers; 1 by default.
  public TagOptions layers(int layers) {
    return set("layers", layers);
  }

  /// The number of hidden units of each layer and direction; 200 by default.
  public TagOptions hidden(int units) {
    return set("hidden", units);
  }

  /// The width of a word's vector; that of the pretrained vectors by default, or 100 without them.
  public TagOptions embedding(int width) {
    return set("embedding", width);
  }

  /// The width of a character's vector; 32 by default.
  public TagOptions charEmbedding(int width) {
    return set("charEmbedding", width);
  }

  /// The number of hidden units of each direction of the layer that reads characters; 64 by
  /// default.
  public TagOptions charHidden(int units) {
    return set("charHidden", units);
  }

  /// Whether each sentence is read from both ends; true by default.
  public TagOptions bidirectional(boolean bidirectional) {
    return set("bidirectional", bidirectional);
  }

  /// Whether a conditional random field chooses the tags of a sentence together; by default if they
  /// encode spans.
  public TagOptions crf(boolean crf) {
    return set("crf", crf);
  }

  /// The share of values dropped from the inputs and the outputs of the layers, the same ones at
  /// all words of a sentence; 0.6 by default.
  public TagOptions dropout(double share) {
    return set("dropout", share);
  }

  /// The figure of the validation sentences that chooses the best epoch; F1 of spans by default, or
  /// accuracy if there are none.
  public TagOptions monitor(TagMonitor monitor) {
    return set("monitor", monitor);
  }
}
