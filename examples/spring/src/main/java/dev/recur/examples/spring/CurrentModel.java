package dev.recur.examples.spring;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The classifier that answers now. A new one takes its place between two calls: whoever has begun
/// with the old one ends with it, and nobody waits.
@Component
class CurrentModel {
  private final Path file;
  private volatile Classifier classifier;

  /// @param file the model file, from the property `recur.model`
  CurrentModel(@Value("${recur.model}") String file) throws IOException {
    this.file = Path.of(file);
    this.classifier = load();
  }

  /// To be read once a call, so that one call has one model.
  Classifier get() {
    return classifier;
  }

  /// Reads the file again. If that fails, the current classifier stays.
  synchronized Classifier reload() throws IOException {
    classifier = load();
    return classifier;
  }

  // Compiled before anybody asks it. Where memory allows, fold() makes it faster still.
  private Classifier load() throws IOException {
    Classifier fresh = Classifier.load(file);
    fresh.warmUp();
    return fresh;
  }
}
