package dev.recur.snippets;

import dev.recur.nn.Embedding;
import dev.recur.nn.Lstm;
import dev.recur.nn.Session;
import dev.recur.tensor.Seed;

/// What the documentation of [Session] shows.
final class SessionExample {
  private SessionExample() {}

  /// The output after a stream of tokens and one more, and what came out of a fork on the way.
  static float[][] stream(int[] tokens, int other) {
    // @start region="stream"
    Embedding embedding = new Embedding(10, 3, Seed.of(1).split("embedding"));
    Lstm lstm = new Lstm(3, 4, Seed.of(1).split("lstm")); // in practice trained
    Session session = new Session(embedding, lstm);
    float[] y = new float[4]; // (O)
    for (int token : tokens) {
      session.step(token, y);
    }
    float[] state = session.state(); // h and c, to keep where the stream is kept
    Session whatIf = session.fork(); // goes on from here without a trace in the first
    float[] otherY = new float[4];
    whatIf.step(other, otherY);
    session.restore(state);
    // @end
    return new float[][] {y, otherY};
  }
}
