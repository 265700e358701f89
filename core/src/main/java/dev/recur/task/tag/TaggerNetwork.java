package dev.recur.task.tag;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.CharacterEncoder;
import dev.recur.nn.Crf;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.score.TagScores;
import dev.recur.settings.Switch;
import dev.recur.span.Scheme;
import dev.recur.task.text.NetworkLayers;
import dev.recur.tensor.Device;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import dev.recur.train.Trainable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The network that tags words: their vectors and what their characters say → recurrent layers →
/// linear, at each word → softmax, or a conditional random field.
///
/// Shapes: B sentences, N words in all · vectors (N, E), from characters (N, 2H') · output of the
/// layers (N, D·H) · scores (N, C). Dropout acts on the inputs and outputs of the layers, and only
/// while training.
///
/// Source: Lample et al. 2016, *Neural Architectures for Named Entity Recognition*, sections 2 to
/// 4; Plank et al. 2016, *Multilingual Part-of-Speech Tagging with Bidirectional Long Short-Term
/// Memory Models*, section 2.
final class TaggerNetwork implements Trainable {
  /// The number of tokens that are answered together.
  static final int TOKENS = 1 << 12;

  private final TagFields fields;
  private final Embedding embedding;
  private final Optional<CharacterEncoder> characters;
  private final RecurrentLayer<?> rnn;
  private final Linear linear;
  private final Optional<Crf> crf;
  private final TagDecoder decoder;
  private final Dropout dropout;

  /// @param embedding of the words that have a vector of their own
  TaggerNetwork(
      TagFields fields, TaggerSettings settings, int truncate, Embedding embedding, Seed seed) {
    this.fields = fields;
    this.embedding = embedding;
    dropout = Dropout.locked(settings.dropout());
    characters =
        fields.settings().chars() == WordSettings.CharacterKind.NONE
            ? Optional.empty()
            : Optional.of(
                new CharacterEncoder(
                    fields.letters().vocab().size(),
                    settings.charEmbedding(),
                    settings.charHidden(),
                    seed.split("characters")));
    int width =
        embedding.options().embeddingDim() + characters.map(CharacterEncoder::outputs).orElse(0);
    RecurrentOptions options =
        RecurrentOptions.of(width, settings.hidden())
            .withNumLayers(settings.layers())
            .withDropout(settings.layers() > 1 ? settings.dropout() : 0)
            .withBidirectional(settings.bidirectional())
            .withTruncate(truncate);
    rnn = settings.cell().layer(options, seed.split("rnn"));
    linear = new Linear(rnn.outputFeatures(), fields.tags().size(), seed.split("linear"));
    crf =
        settings.crf() == Switch.TRUE
            ? Optional.of(
                new Crf(
                    TagDecoder.constraints(fields.tags(), TagFields.learnt(fields.scheme())),
                    seed.split("crf")))
            : Optional.empty();
    decoder = new TagDecoder(fields.tags(), TagFields.learnt(fields.scheme()), crf);
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    put(all, "embedding", embedding);
    characters.ifPresent(layer -> put(all, "characters", layer));
    put(all, "rnn", rnn);
    put(all, "linear", linear);
    crf.ifPresent(layer -> put(all, "crf", layer));
    return all;
  }

  private static void put(SequencedMap<String, Parameter> all, String name, Layer layer) {
    layer.parameters().forEach((own, parameter) -> all.put(name + "." + own, parameter));
  }

  /// The bias of each tag's score.
  Parameter bias() {
    return linear.parameter("bias");
  }

  TagFields fields() {
    return fields;
  }

  TagDecoder decoder() {
    return decoder;
  }

  private WordBatch words(Batch batch) {
    return words(batch.tokens(TagFields.WORDS), batch.tokens(TagFields.LETTERS));
  }

  /// A batch of sentences, given their words and the characters of these.
  WordBatch words(Tokens words, Tokens letters) {
    return WordBatch.of(words, letters, fields.endOfWord());
  }

  private static int[][] tags(Batch batch) {
    Tokens tags = batch.tokens(TagFields.TAGS);
    int[][] rows = new int[tags.rows()][];
    for (int b = 0; b < rows.length; b++) {
      rows[b] = tags.row(b);
    }
    return rows;
  }

  @Override
  public Tensor loss(Tape tape, Batch batch, Seed seed) {
    WordBatch words = words(batch);
    PackedSequence scores = scores(tape, words, seed);
    int[][] tags = tags(batch);
    if (crf.isPresent()) {
      return crf.get().forward(scores, tags).sum().times(1f / words.packing().total());
    }
    int[] targets = new int[words.packing().total()];
    for (int b = 0; b < tags.length; b++) {
      for (int t = 0; t < tags[b].length; t++) {
        targets[words.packing().index(b, t)] = tags[b][t];
      }
    }
    return new CrossEntropyLoss().forward(scores.data(), targets);
  }

  /// The scores of each tag for each word, (N, C), without dropout.
  PackedSequence scores(Tape tape, WordBatch words) {
    return scores(tape, words, null);
  }

  private PackedSequence scores(Tape tape, WordBatch words, @Nullable Seed seed) {
    int vectors = embedding.options().numEmbeddings();
    double dropped = fields.settings().wordDropout();
    Tokens known =
        seed == null ? words.known(vectors) : words.dropped(vectors, dropped, seed.split("words"));
    PackedSequence x = inputs(tape, words, known);
    if (seed == null) {
      return linear.forward(rnn.forward(x).output());
    }
    PackedSequence h =
        rnn.forward(dropout.forward(x, seed.split("input")), seed.split("rnn")).output();
    return linear.forward(dropout.forward(h, seed.split("output")));
  }

  /// What the recurrent layers read of each word, (N, I), without dropout.
  PackedSequence inputs(Tape tape, WordBatch words) {
    return inputs(tape, words, words.known(embedding.options().numEmbeddings()));
  }

  /// @param known the words, as rows of the table of vectors
  private PackedSequence inputs(Tape tape, WordBatch words, Tokens known) {
    PackedSequence vector = embedding.forward(tape, known);
    return characters.isEmpty()
        ? vector
        : vector.with(
            Tensor.concat(
                1,
                vector.data(),
                characters
                    .get()
                    .forward(tape, words.distinct(), words.wordOfStep(), words.packing())
                    .data()));
  }

  /// A copy for backward passes that change nothing here: with the same embedding, and with copies
  /// of the recurrent and the linear layers, whose parameters are frozen.
  ///
  /// @param settings those of this network
  NetworkLayers frozen(TaggerSettings settings) {
    var copy = new TaggerNetwork(fields, settings, 0, embedding, Seed.of(0));
    frozen(rnn, copy.rnn);
    frozen(linear, copy.linear);
    return new NetworkLayers(embedding, copy.rnn, h -> copy.linear.forward(h.data()));
  }

  private static void frozen(Layer from, Layer to) {
    to.parameters()
        .forEach(
            (name, parameter) -> {
              parameter.set(from.parameter(name).toArray());
              parameter.freeze();
            });
  }

  /// Batches of these rows for [#evaluate], in order.
  static BatchIterator inOrder(EncodedDataset rows) {
    return new BatchIterator(rows, BatchOptions.tokens(TOKENS), Device.cpu());
  }

  /// Scores in the scheme of the data. A tag that the network does not know is an error; if tags
  /// encode spans, it is a span of an unknown type.
  @Override
  public TagScores evaluate(Iterable<Batch> batches, Workers workers) {
    return evaluate(batches, workers, (row, tags) -> fields.right(tags));
  }

  /// The right tags of a sentence, as they are written.
  interface Gold {
    /// Returns them.
    ///
    /// @param row the number of the sentence among all
    /// @param tags as the network learns them
    List<String> tags(int row, int... tags);
  }

  /// Scores answers beside the right tags.
  TagScores evaluate(Iterable<Batch> batches, Workers workers, Gold right) {
    TagScores.Builder all = new TagScores.Builder(fields.scheme(), fields.writtenTags());
    Tape tape = Tape.inference(workers);
    int row = 0;
    for (Batch batch : batches) {
      WordBatch words = words(batch);
      int[][] gold = tags(batch);
      List<TagDecoder.Answered> answers = decoder.answer(scores(tape, words), gold);
      for (int b = 0; b < gold.length; b++) {
        TagDecoder.Answered answer = answers.get(b);
        all.add(
            right.tags(row++, gold[b]),
            fields.written(answer.names()),
            words.unknown(b),
            answer.loss(),
            answer.steps());
      }
      tape.reset();
    }
    return all.build();
  }

  @Override
  public String headlineTitle() {
    return fields.scheme() == Scheme.NONE ? "accuracy" : "F1";
  }
}
