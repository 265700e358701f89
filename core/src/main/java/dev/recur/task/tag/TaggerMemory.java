package dev.recur.task.tag;

import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.task.MemoryNeed;
import dev.recur.task.Parts;
import java.util.List;

/// The memory that training a tagger will need: sentences, weights and the largest batch.
final class TaggerMemory extends MemoryNeed {
  private static final double BYTES_OF_TOKEN = 4; // its number in the encoded rows
  private static final double BYTES_OF_ANSWER = 16; // two tags of a word, their arrays growing
  private static final double INTS_OF_TOKEN =
      20; // its id in the batch, and in 16 batches made ahead
  private static final double INTS_OF_WORD =
      30; // its place; of a distinct word also the key that finds it

  private final Data data;
  private final TaggerSettings network;
  private final int threads;
  private final WordBatchMemory batch;
  private final Weights weights;

  /// The sizes of the data.
  ///
  /// @param bytes of the sentences and their numbers
  /// @param train the sentences to train on
  /// @param vectors how many words have a vector
  /// @param vocab how many words are known
  /// @param letters how many characters
  /// @param tags how many tags
  record Data(double bytes, LongestSentences train, int vectors, int vocab, int letters, int tags) {
    static Data of(Parts parts, TagLearner.Rows rows, TagFields fields) {
      double bytes = text(parts.train()) + text(parts.valid());
      for (EncodedDataset each : List.of(rows.train(), rows.sample(), rows.valid())) {
        bytes += numbers(each);
      }
      return new Data(
          bytes,
          LongestSentences.of(rows.train(), fields.endOfWord()),
          fields.vectors(),
          fields.words().vocab().size(),
          fields.letters().vocab().size(),
          fields.tags().size());
    }

    private static double text(Dataset rows) {
      double all = 0;
      for (String column : rows.columns().names()) {
        all += bytesOf(rows.texts(column));
      }
      return all;
    }

    /// Words, characters and tags of rows, and the answers to them.
    private static double numbers(EncodedDataset rows) {
      double all = 0;
      for (int i = 0; i < rows.size(); i++) {
        int words = rows.length(TagFields.WORDS, i);
        all += BYTES_OF_TOKEN * (rows.length(i) + words) + BYTES_OF_ANSWER * words;
      }
      return all;
    }

    /// The smallest possible data, for a check before the sentences are looked at.
    static Data none() {
      return new Data(0, LongestSentences.none(), 1, 1, 1, 1);
    }
  }

  /// @param settings with what the data has decided
  /// @param threads the number of threads that compute
  TaggerMemory(Data data, TagSettings settings, int threads) {
    super(settings.fit());
    this.data = data;
    this.network = settings.network();
    this.threads = threads;
    WordSettings text = settings.text();
    batch =
        new WordBatchMemory(
            network,
            text.chars() != WordSettings.CharacterKind.NONE,
            data.vectors,
            data.letters,
            data.tags,
            text.freezeVectors());
    weights =
        new Weights(
            settings.fit(),
            data.vectors,
            batch.embeddingWeights(),
            text.freezeVectors(),
            batch.otherWeights());
  }

  @Override
  protected double live(int rows) {
    double training = batch.training(data.train.of(rows));
    return live(rows, weights.heap() + training + batch.evaluation(evaluated(), threads));
  }

  /// With a CRF, which is computed here.
  @Override
  protected double liveBeside(int rows) {
    return live(rows, weights.checkpoint() + batch.chains(data.train.of(rows).words()));
  }

  private double live(int rows, double floats) {
    LongestSentences.Size largest = data.train.of(rows);
    double ints =
        INTS_OF_TOKEN * (largest.tokens() + largest.words())
            + INTS_OF_WORD * (largest.words() + largest.distinct());
    return Float.BYTES * (floats + ints) + data.bytes + vocabulary(data.vocab + data.letters);
  }

  private LongestSentences.Size evaluated() {
    return data.train.within(TaggerNetwork.TOKENS);
  }

  @Override
  public double onDevice(int rows) {
    double training = batch.trainingOnDevice(data.train.of(rows));
    double evaluation = batch.evaluationOnDevice(evaluated());
    return Float.BYTES * (weights.onDevice() + Math.max(training, evaluation));
  }

  @Override
  protected double checkpoint() {
    return Float.BYTES * weights.checkpoint();
  }

  @Override
  protected List<String> sizes() {
    return network.layers() > 1
        ? List.of("layers", "hidden", "charHidden")
        : List.of("hidden", "charHidden");
  }
}
