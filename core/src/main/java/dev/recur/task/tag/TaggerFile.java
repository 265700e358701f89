package dev.recur.task.tag;

import dev.recur.file.ModelFile;
import dev.recur.file.NamedArray;
import dev.recur.nn.Embedding;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.task.text.StoredNetwork;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// Writes a tagger to a model file, and reads it.
///
/// Metadata: `task` = tag, `text.*`, `network.*` and `fit.*` every setting that is not local,
/// `asked.*` a setting as it was given if it was `auto`, `data.*` and `metric.*`. Arrays: the
/// parameters under PyTorch's names; `vocab`, `letters` and `tags` as strings. The first words of
/// `vocab` are those with a row in `embedding.weight`.
final class TaggerFile {
  static final String TASK = "tag";
  static final String TEXTS = "data.texts";
  static final String OFFSETS = "data.offsets";
  static final String UTF16 = "utf16"; // how offsets of spans were counted
  static final String OUTSIDE = "data.outside"; // by how much the score of O was lowered

  private TaggerFile() {}

  static SequencedMap<String, String> metadata(Tagger tagger) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("task", TASK);
    all.putAll(tagger.notes());
    return all;
  }

  static ModelFile write(Tagger tagger) {
    List<NamedArray> arrays = new ArrayList<>();
    tagger
        .network()
        .parameters()
        .forEach((name, p) -> arrays.add(NamedArray.of(name, p.toArray(), p.shape())));
    arrays.addAll(strings(tagger.network().fields()));
    return new ModelFile(tagger.metadata(), arrays);
  }

  /// Rejects, before training, a tagger that could not be written after it.
  ///
  /// @throws IllegalArgumentException if a file cannot hold its words or its metadata; the message
  ///   says why
  static void check(Tagger tagger) {
    try {
      new ModelFile(tagger.metadata(), strings(tagger.network().fields()))
          .write(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<NamedArray> strings(TagFields fields) {
    List<NamedArray> arrays = new ArrayList<>();
    arrays.addAll(NamedArray.ofStrings("vocab", fields.words().vocab().tokens()));
    arrays.addAll(NamedArray.ofStrings("letters", fields.letters().vocab().tokens()));
    arrays.addAll(NamedArray.ofStrings("tags", fields.tags().names()));
    return arrays;
  }

  static Tagger read(ModelFile file) throws IOException {
    String task = file.metadata("task");
    if (!task.equals(TASK)) {
      throw file.invalid(
          "expected a model of the task \"%s\", got one of \"%s\"".formatted(TASK, task));
    }
    try {
      return parse(file);
    } catch (IllegalArgumentException e) {
      throw file.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static Tagger parse(ModelFile file) throws IOException {
    WordSettings text =
        Settings.create(WordSettings.class, Settings.under("text.", file.metadata()));
    TaggerSettings settings =
        Settings.create(TaggerSettings.class, Settings.under("network.", file.metadata()));
    Scheme scheme = Scheme.valueOf(file.metadata("fit.scheme").toUpperCase(Locale.ROOT));
    StoredNetwork stored = new StoredNetwork(file);
    TagFields fields =
        new TagFields(
            text,
            stored.field(TagFields.words(text), "vocab"),
            stored.field(TagFields.letters(text), "letters"),
            new TagNames(file.strings("tags")),
            scheme);
    int width =
        settings
            .embedding()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "network.embedding: expected a whole number greater than 0"));
    int vectors = stored.vectors();
    if (vectors < 1 || vectors > fields.words().vocab().size()) {
      throw file.invalid("expected vectors for words of the vocabulary, got " + vectors);
    }
    Embedding embedding = stored.embedding(vectors, width);
    stored.requireLayers(settings.layers(), settings.hidden());
    TaggerNetwork network = new TaggerNetwork(fields, settings, 0, embedding, Seed.of(0));
    stored.fill(network.parameters());
    return new Tagger(network, file.metadata());
  }
}
