package dev.recur.examples.spring;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The current classifier. A new one replaces it between two calls: requests in flight finish on
/// the old model, and none of them waits.
@Component
class CurrentModel {
  private final Path file;
  private volatile Classifier classifier;

  /// @param file the model file, from the property `recur.model`
  CurrentModel(@Value("${recur.model}") String file) throws IOException {
    this.file = Path.of(file);
    this.classifier = load();
  }

  /// Returns the current classifier. A request calls this once, so that it uses one model.
  Classifier get() {
    return classifier;
  }

  /// Reads the file again. If that fails, the current classifier stays.
  synchronized Classifier reload() throws IOException {
    classifier = load();
    return classifier;
  }

  // Warmed up before the first request. If memory allows, fold() makes it faster still.
  private Classifier load() throws IOException {
    Classifier fresh = Classifier.load(file);
    fresh.warmUp();
    return fresh;
  }
}
