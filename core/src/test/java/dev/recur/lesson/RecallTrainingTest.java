package dev.recur.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.lesson.RecallProgress.State;
import dev.recur.nn.Initialisation;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The training that can be watched.
class RecallTrainingTest {
  private static final int FAR = 50;

  private static RecallProgress trained(RecallOptions options, int updates) {
    return new RecallTraining(options, Workers.single()).advance(updates);
  }

  /// Trains until the training ends, or for this many updates.
  private static RecallProgress end(RecallOptions options, int most) {
    var training = new RecallTraining(options, Workers.single());
    RecallProgress now = training.advance(0);
    while (now.state() == State.TRAINING && now.updates() < most) {
      now = training.advance(10);
    }
    return now;
  }

  @Test
  void an_lstm_learns_to_recall_over_a_distance_at_which_an_rnn_does_not() {
    RecallProgress lstm = end(new RecallOptions(LessonNetwork.LSTM_LOG, FAR), 200);
    assertEquals(State.LEARNT, lstm.state(), lstm::toString);
    RecallProgress rnn = end(new RecallOptions(LessonNetwork.RNN, FAR), 200);
    assertEquals(State.TRAINING, rnn.state(), rnn::toString);
  }

  @Test
  void pieces_of_a_training_give_the_bits_of_the_whole() {
    var options = new RecallOptions(LessonNetwork.GRU, 8).withHidden(8);
    var inPieces = new RecallTraining(options, Workers.single());
    inPieces.advance(0);
    inPieces.advance(3);
    RecallProgress pieces = inPieces.advance(4);
    RecallProgress whole = trained(options, 7);
    assertEquals(whole.norms(), pieces.norms());
    assertEquals(whole.loss(), pieces.loss());
    assertEquals(7, pieces.updates());
  }

  @Test
  void it_starts_from_the_network_of_the_lesson() {
    var lesson = new VanishingLesson(new LessonOptions(), Workers.single());
    for (LessonNetwork network : LessonNetwork.values()) {
      assertEquals(
          lesson.recall(network, 1).before(), trained(new RecallOptions(network, 1), 0).norms());
    }
  }

  @Test
  void truncation_keeps_the_gradients_of_the_last_steps_and_no_others() {
    for (LessonNetwork network : LessonNetwork.values()) {
      var options = new RecallOptions(network, 9).withHidden(6);
      GradientNorms full = trained(options, 0).norms();
      GradientNorms cut = trained(options.withTruncate(4), 0).norms();
      for (int t = 0; t <= 9; t++) {
        assertEquals(t < 6 ? 0 : full.h().get(t), cut.h().get(t), "step " + t);
        if (!full.c().isEmpty()) {
          assertEquals(t < 6 ? 0 : full.c().get(t), cut.c().get(t), "step " + t);
        }
      }
      assertEquals(full, trained(options.withTruncate(10), 0).norms());
    }
  }

  @Test
  void truncation_hides_the_symbol_from_the_gradient() {
    var options = new RecallOptions(LessonNetwork.RNN, 10);
    assertEquals(State.LEARNT, end(options, 200).state());
    RecallProgress cut = end(options.withTruncate(5), 200);
    assertEquals(State.TRAINING, cut.state(), cut::toString);
  }

  @Test
  void orthogonal_weights_preserve_more_of_an_rnns_gradient() {
    var options = new RecallOptions(LessonNetwork.RNN, FAR);
    double usual = trained(options, 0).norms().share();
    double orthogonal =
        trained(options.withInitialisation(Initialisation.KERAS), 0).norms().share();
    assertTrue(orthogonal > 1000 * usual, orthogonal + " and " + usual);
  }

  @Test
  void clipping_is_applied_only_if_asked_for() {
    var options = new RecallOptions(LessonNetwork.GRU, 3).withHidden(4);
    RecallProgress free = trained(options.withLargestNorm(0), 5);
    RecallProgress loose = trained(options.withLargestNorm(1e6), 5);
    RecallProgress tight = trained(options.withLargestNorm(1e-3), 5);
    assertEquals(free, loose);
    assertTrue(tight.loss() != free.loss() && free.largestGradient() > 1e-3);
  }

  @Test
  void invalid_options_are_refused() {
    var options = new RecallOptions(LessonNetwork.RNN, 5);
    refuses("distance must be 1 to 200, got 201", () -> new RecallOptions(LessonNetwork.RNN, 201));
    refuses("hidden must be 1 to 128, got 0", () -> options.withHidden(0));
    refuses("truncate must be 0 to 201, got -1", () -> options.withTruncate(-1));
    refuses(
        "largestNorm must be a finite number of at least 0, got -1.0",
        () -> options.withLargestNorm(-1));
    refuses(
        "learningRate must be above 0 and at most 1, got 2.0", () -> options.withLearningRate(2));
    assertEquals(List.of(), trained(options, 0).norms().c());
  }

  private static void refuses(String sentence, Runnable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what::run).getMessage());
  }
}
