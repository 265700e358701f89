package dev.recur.train;

/// How far an epoch has come: what training needs to go on in its middle.
final class EpochSoFar implements Saved {
  private final Clock clock = new Clock();
  private int batches;
  private int rows;
  private double lossSum; // over the rows
  private double normSum; // of the gradients, over the batches
  private double updateNorm = Double.NaN; // of the last update
  private long waited; // for batches, in nanoseconds

  /// Starts the clock of an epoch, or of the rest of one.
  void begin() {
    clock.start();
  }

  /// Moves on by a batch.
  void add(int size) {
    batches++;
    rows += size;
  }

  /// Adds the figures of a batch, which may be known later.
  ///
  /// @param loss its mean loss
  /// @param gradientNorm the norm of its gradients
  void figures(int size, double loss, double gradientNorm) {
    normSum += gradientNorm;
    lossSum += loss * size;
  }

  /// Keeps the norm of the last update.
  void updated(double norm) {
    updateNorm = norm;
  }

  /// The sizes of the updates.
  TrainingEvent.Updates updates(double learningRate) {
    return new TrainingEvent.Updates(learningRate, normSum / batches, updateNorm);
  }

  /// Adds time that was spent waiting for batches.
  void waited(long nanoseconds) {
    waited += nanoseconds;
  }

  /// The number of batches that were trained on.
  int batches() {
    return batches;
  }

  /// The number of rows that were trained on.
  int rows() {
    return rows;
  }

  /// The mean loss of a row.
  double loss() {
    return lossSum / rows;
  }

  /// The time since the epoch began.
  double seconds() {
    return clock.seconds();
  }

  double secondsWaiting() {
    return waited / 1e9;
  }

  /// Makes ready for the next epoch.
  void clear() {
    clock.reset();
    batches = 0;
    rows = 0;
    lossSum = 0;
    normSum = 0;
    updateNorm = Double.NaN;
    waited = 0;
  }

  @Override
  public void save(State to) {
    to.put("batches", Integer.toString(batches));
    to.put("rows", Integer.toString(rows));
    to.put("lossSum", lossSum);
    to.put("normSum", normSum);
    to.put("updateNorm", updateNorm);
    to.put("seconds", seconds());
    to.put("secondsWaiting", secondsWaiting());
  }

  @Override
  public void restore(State from) {
    batches = from.count("batches");
    rows = from.count("rows");
    lossSum = from.number("lossSum");
    normSum = from.number("normSum");
    updateNorm = from.number("updateNorm");
    clock.set(from.number("seconds"));
    waited = Math.round(from.number("secondsWaiting") * 1e9);
  }
}
