package dev.recur.task;

import dev.recur.data.Dataset;
import dev.recur.tensor.Seed;
import java.util.stream.IntStream;

/// The rows of one network's run, split into parts. Parts of one file share its table, so a part
/// costs one number for each of its rows.
///
/// {@snippet class="TaskExamples" region="context"}
///
/// @param all every row of the data that was divided, for choices that must not depend on the seed
///   of the division, such as that of the tokenizer; they must not use the answers. Rows of a
///   separate file for validation or for the test are not among them
/// @param train the rows that the network learns from
/// @param valid the rows on which the best epoch is chosen
/// @param test the rows that are used only for the final figures
public record Parts(Dataset all, Dataset train, Dataset valid, Dataset test) {
  /// The metadata of a model that has the SHA-256 of its training rows.
  public static final String HASH = "data.sha256";

  private Dataset sample(Seed seed) {
    double share = (double) valid.size() / train.size();
    return share >= 1 ? train : train.split(seed.split("sample"), share, 1 - share).getFirst();
  }

  /// The ids of a random sample of the training rows, about as many as there are validation rows,
  /// on which training is measured; in their order.
  ///
  /// @param seed the seed of the run
  public long[] sampleIds(Seed seed) {
    Dataset sample = sample(seed);
    return IntStream.range(0, sample.size()).mapToLong(i -> sample.row(i).id()).toArray();
  }
}
