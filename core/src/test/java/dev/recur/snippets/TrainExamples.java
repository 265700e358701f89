package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.BatchOptions;
import dev.recur.data.BucketIterator;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.MSELoss;
import dev.recur.nn.Embedding;
import dev.recur.nn.Gru;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.nn.LogSoftmax;
import dev.recur.nn.MeanPooling;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.optim.Sgd;
import dev.recur.optim.SgdOptions;
import dev.recur.score.ClassScores;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.tensor.Device;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import dev.recur.train.EarlyStopping;
import dev.recur.train.LossCurve;
import dev.recur.train.PlateauPolicy;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.RateFinder;
import dev.recur.train.Rehearsal;
import dev.recur.train.State;
import dev.recur.train.StopAtTarget;
import dev.recur.train.StoppedException;
import dev.recur.train.TimeBudget;
import dev.recur.train.Trainable;
import dev.recur.train.Trainer;
import dev.recur.train.TrainerOptions;
import dev.recur.train.TrainingEvent;
import dev.recur.train.TrainingFailedException;
import dev.recur.train.TrainingLog;
import dev.recur.train.TruncatedBptt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the documentation of [dev.recur.train] shows.
final class TrainExamples {
  private TrainExamples() {}

  /// A model of one number, whose loss is w².
  private static final class Square implements Trainable {
    private final Parameter w = new Parameter(Tensor.of(new float[] {1}, 1));

    @Override
    public SequencedMap<String, Parameter> parameters() {
      return new LinkedHashMap<>(Map.of("w", w));
    }

    @Override
    public Tensor loss(Tape tape, Batch batch, Seed dropout) {
      Tensor value = tape.use(w);
      return value.times(value).sum();
    }

    @Override
    public Scores evaluate(Iterable<Batch> batches, Workers workers) {
      double value = w.toArray()[0];
      return new Scores() {
        @Override
        public int rows() {
          return 6;
        }

        @Override
        public SequencedMap<String, Figure> figures(int... times) {
          return new LinkedHashMap<>(Map.of("loss", Figure.lower("loss", value * value)));
        }
      };
    }
  }

  private static EncodedDataset rows() {
    Field text = Field.text().build();
    LabelField label = new LabelField();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cells.add(i % 2 == 0 ? List.of("a fine film", "good") : List.of("a dull film", "bad"));
    }
    Dataset data = Dataset.of(Columns.of("text", text).and("label", label), cells);
    return data.encode(text.buildVocab(data), label.buildVocab(data));
  }

  private static BatchIterator train() {
    return new BucketIterator(rows(), BatchOptions.rows(2), Device.cpu());
  }

  private static BatchIterator valid() {
    return new BatchIterator(rows(), 6, Device.cpu());
  }

  private static Trainer trainer(Trainable model, int epochs) {
    return new Trainer(
        model,
        new Sgd(model.parameters(), new SgdOptions(0.1)),
        TrainerOptions.of(epochs, Seed.of(1)),
        Workers.single());
  }

  static void trainable() {
    // @start region="trainable"
    Embedding embedding = new Embedding(10, 4, Seed.of(1).split("embedding"));
    Linear linear = new Linear(4, 2, Seed.of(1).split("linear"));
    Trainable model =
        new Trainable() {
          private Tensor logits(Tape tape, Batch batch) {
            return linear.forward(
                new MeanPooling().forward(embedding.forward(tape, batch.tokens())));
          }

          @Override
          public SequencedMap<String, Parameter> parameters() {
            return Layer.join(Map.entry("embedding", embedding), Map.entry("linear", linear));
          }

          @Override
          public Tensor loss(Tape tape, Batch batch, Seed dropout) {
            return new CrossEntropyLoss().forward(logits(tape, batch), batch.labels());
          }

          @Override
          public Scores evaluate(Iterable<Batch> batches, Workers workers) {
            ClassScores.Builder scores = new ClassScores.Builder(2);
            for (Batch batch : batches) {
              Tensor logp =
                  new LogSoftmax().forward(logits(Tape.inference(workers), batch)); // (N, 2)
              for (int i = 0; i < batch.size(); i++) {
                scores.add(batch.labels()[i], logp.get(i, 0), logp.get(i, 1));
              }
            }
            return scores.build();
          }
        };
    // @end
    Adam adam = new Adam(model.parameters(), new AdamOptions(0.1));
    new Trainer(model, adam, TrainerOptions.of(20, Seed.of(1)), Workers.single())
        .fit(train(), valid());
    assertEquals(
        1.0, model.evaluate(valid().epoch(0), Workers.single()).figure("accuracy").value());
  }

  static void trainer() {
    Trainable model = new Square();
    BatchIterator train = train();
    BatchIterator valid = valid();
    // @start region="trainer"
    TrainerOptions options = TrainerOptions.of(20, Seed.of(1)).withClip(5); // at most 20 epochs
    Adam optimizer = new Adam(model.parameters(), new AdamOptions(0.1));
    Trainer trainer =
        new Trainer(model, optimizer, options, Workers.single()).decide(new EarlyStopping(3));
    TrainingEvent.Ended end = trainer.fit(train, valid); // the model has its best weights now
    // @end
    assertTrue(end.bestEpoch() <= 20);
    assertTrue(model.evaluate(valid.epoch(0), Workers.single()).loss() < 0.1);
  }

  static void policy() {
    Trainer trainer = trainer(new Square(), 2);
    long deadline = System.nanoTime() + 60_000_000_000L;
    // @start region="policy"
    Policy timeLimit =
        new Policy() {
          @Override
          public Verdict batchEnded(Progress now) {
            return System.nanoTime() - deadline < 0 ? Verdict.GO_ON : Verdict.STOP;
          }
        };
    trainer.decide(timeLimit).decide(new EarlyStopping(0)); // 0: only keeps the best weights
    // @end
    assertFalse(trainer.fit(train(), valid()).stopped());
  }

  static void saved() {
    BatchIterator train = train();
    BatchIterator valid = valid();
    Square whole = new Square();
    trainer(whole, 5).fit(train, valid);
    Trainer trainer = trainer(new Square(), 3);
    trainer.fit(train, valid);
    Square again = new Square();
    Trainer resumed = trainer(again, 5);
    // @start region="saved"
    State state = new State();
    trainer.save(state); // a Trainer is Saved, and so is each Policy
    SequencedMap<String, float[]> arrays = state.arrays(); // with words(), to be kept in a file
    resumed.restore(new State(arrays, state.words())); // a trainer of the same kind
    resumed.fit(train, valid); // continues with the next batch
    // @end
    assertArrayEquals(whole.w.toArray(), again.w.toArray());
  }

  static void exceptions() {
    BatchIterator train = train();
    BatchIterator valid = valid();
    Square model = new Square();
    model.w.set(new float[] {Float.NaN});
    Trainer trainer = trainer(model, 1);
    String outcome = "trained";
    // @start region="exceptions"
    try {
      trainer.fit(train, valid);
    } catch (StoppedException e) { // a policy stopped it in the first epoch
      outcome = "cancelled";
    } catch (TrainingFailedException e) { // the loss is not finite; the message names the batch
      outcome = String.valueOf(e.getMessage());
    }
    // @end
    assertTrue(outcome.startsWith("epoch 1, batch 1 "), outcome);
  }

  static void event() {
    Trainer trainer = trainer(new Square(), 2);
    List<String> lines = new ArrayList<>();
    // @start region="event"
    trainer.listen(
        (TrainingEvent event) -> {
          switch (event) {
            case TrainingEvent.EpochEnded e -> lines.add(e.epoch() + ": loss " + e.validLoss());
            case TrainingEvent.Ended e -> lines.add("best epoch: " + e.bestEpoch());
            default -> {} // batches and others
          }
        });
    // @end
    trainer.fit(train(), valid());
    assertEquals(3, lines.size());
    assertEquals("best epoch: 2", lines.getLast());
  }

  static void log() {
    Trainer trainer = trainer(new Square(), 2);
    // @start region="log"
    trainer.listen(TrainingLog.to(System.getLogger("dev.recur")));
    // @end
  }

  static void lossCurve() {
    Trainer trainer = trainer(new Square(), 3);
    BatchIterator train = train();
    BatchIterator valid = valid();
    // @start region="lossCurve"
    List<TrainingEvent.EpochEnded> epochs = new ArrayList<>();
    trainer.listen(
        event -> {
          if (event instanceof TrainingEvent.EpochEnded epoch) {
            epochs.add(epoch);
          }
        });
    trainer.fit(train, valid);
    LossCurve curve = new LossCurve(epochs);
    boolean overfits = curve.overfits(3); // in epoch 3
    // @end
    assertFalse(overfits);
    assertTrue(curve.lowest() < 1);
  }

  static void plateau() {
    Trainable model = new Square();
    TrainerOptions options = TrainerOptions.of(3, Seed.of(1));
    // @start region="plateau"
    Sgd optimizer = new Sgd(model.parameters(), new SgdOptions(0.1));
    EarlyStopping best = new EarlyStopping(8);
    Trainer trainer =
        new Trainer(model, optimizer, options, Workers.single())
            .decide(best)
            .decide(new PlateauPolicy(optimizer, best, 2)); // after every two that are not better
    // @end
    trainer.fit(train(), valid());
    assertEquals(0.1, optimizer.groups().getFirst().lr(), 1e-12);
  }

  static void limits() {
    Trainer trainer = trainer(new Square(), 9);
    // @start region="limits"
    trainer
        .decide(new EarlyStopping(0)) // keeps the best weights
        .decide(new StopAtTarget("loss", 0.1)) // a validation figure; an accuracy would rise to it
        .decide(new TimeBudget(Duration.ofHours(2)));
    // @end
    assertTrue(trainer.fit(train(), valid()).epochs() < 9);
  }

  static void rateFinder() {
    Trainable model = new Square();
    BatchIterator train = train();
    TrainerOptions options = TrainerOptions.of(1, Seed.of(1));
    // @start region="rateFinder"
    Sgd optimizer = new Sgd(model.parameters(), new SgdOptions(0.1)); // whose rate the test sets
    RateFinder.Found found =
        new RateFinder(model, optimizer, options, Workers.single()).find(train);
    double rate = found.rate().orElseThrow(); // where the loss falls fastest
    // @end
    assertTrue(rate > 1e-3 && rate < 1, () -> "" + rate);
  }

  static void rehearsal() {
    Trainable model = new Square();
    BatchIterator train = train();
    TrainerOptions options = TrainerOptions.of(1, Seed.of(1));
    // @start region="rehearsal"
    Sgd optimizer = new Sgd(model.parameters(), new SgdOptions(0.1));
    Rehearsal.Timing epoch =
        new Rehearsal(model, optimizer, options, Workers.single()).train(train.epoch(0));
    double seconds = 10 * epoch.seconds(); // of ten epochs, without validation
    // @end
    assertTrue(seconds > 0);
    assertEquals(3, epoch.batches());
  }

  static void truncated() {
    Tensor x = Tensor.zeros(100, 2, 3); // (T, B, I)
    Tensor targets = Tensor.zeros(100, 2, 4); // (T, B, H)
    // @start region="truncated"
    Gru gru = new Gru(3, 4, Seed.of(1));
    Sgd optimizer = new Sgd(gru.parameters(), new SgdOptions(0.1));
    TruncatedBptt<Tensor> bptt = new TruncatedBptt<>(gru, 20, 40); // k1 and k2
    TruncatedBptt.Pass<Tensor> pass =
        bptt.run(
            new Tape(),
            100, // steps
            gru.zeroState(2),
            (tape, from, to) -> tape.constant(x.slice(0, from, to)),
            (y, from, to) -> new MSELoss().forward(y, targets.slice(0, from, to)),
            () -> {
              Clipping.clipByGlobalNorm(gru.parameters(), 1);
              optimizer.step();
              optimizer.zeroGrad();
            });
    // @end
    assertEquals(5, pass.updates());
  }
}
