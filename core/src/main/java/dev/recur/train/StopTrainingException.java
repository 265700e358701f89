package dev.recur.train;

/// Thrown by a listener to end training after the batch at hand, as a user's Ctrl-C does. It ends as
/// with early stopping: the weights are those of the best epoch so far. Before the first epoch has
/// ended there are none to keep, and the exception goes on to whoever called.
///
///     trainer.listen(event -> {
///       if (asked && event instanceof TrainingEvent.BatchEnded) {
///         throw new StopTrainingException();
///       }
///     });
///
/// A run that was stopped after n epochs has the bits of one with n epochs, as long as no schedule
/// looks at their number.
public final class StopTrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The request.
  public StopTrainingException() {
    super("training was stopped before its first epoch had ended");
  }
}
