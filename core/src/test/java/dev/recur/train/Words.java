package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.nn.Dropout;
import dev.recur.nn.Embedding;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.MeanPooling;
import dev.recur.score.ClassScores;
import dev.recur.score.Scores;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Map;
import java.util.SequencedMap;

/// A small classifier of bags of words, with dropout.
final class Words implements Trainable {
  private final Embedding embedding = new Embedding(40, 3, Seed.of(1).split("embedding"));
  private final Linear linear = new Linear(3, 2, Seed.of(1).split("linear"));
  int evaluations;

  @Override
  public SequencedMap<String, Parameter> parameters() {
    return Layer.join(Map.entry("embedding", embedding), Map.entry("linear", linear));
  }

  @Override
  public Tensor loss(Tape tape, Batch batch, Seed dropout) {
    var words = new Dropout(0.3).forward(embedding.forward(tape, batch.tokens()), dropout);
    return new CrossEntropyLoss()
        .forward(linear.forward(new MeanPooling().forward(words)), batch.labels());
  }

  @Override
  public Scores evaluate(Iterable<Batch> batches, Workers workers) {
    evaluations++;
    ClassScores.Builder scores = new ClassScores.Builder(2);
    for (Batch batch : batches) {
      Tensor words =
          new MeanPooling().forward(embedding.forward(Tape.inference(workers), batch.tokens()));
      Tensor logp = new LogSoftmax().forward(linear.forward(words));
      for (int i = 0; i < batch.size(); i++) {
        scores.add(batch.labels()[i], logp.get(i, 0), logp.get(i, 1));
      }
    }
    return scores.build();
  }
}
