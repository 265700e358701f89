package dev.recur.examples.spring;

import dev.recur.task.classify.Prediction;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// `POST /classify` returns the label of a text, `POST /model` reads the model file again. Protect
/// the second one as you protect your other administrative endpoints.
@RestController
class ClassifierController {
  private final CurrentModel model;

  ClassifierController(CurrentModel model) {
    this.model = model;
  }

  /// The body of a request: `{"text": "a fine film"}`.
  record Question(String text) {
    Question {
      Objects.requireNonNull(text, "expected a \"text\"");
    }
  }

  /// The body of a response: the likeliest label, and all labels with their probabilities.
  record Answer(String label, List<Prediction.Label> labels) {
    static Answer of(Prediction prediction) {
      return new Answer(prediction.label(), prediction.labels());
    }
  }

  @PostMapping("/classify")
  Answer classify(@RequestBody Question question) {
    return Answer.of(model.get().predict(question.text()));
  }

  /// Returns the labels of the new model.
  @PostMapping("/model")
  List<String> reload() throws IOException {
    return model.reload().labels();
  }

  /// A file that is not a model: the message says what is wrong with it.
  @ExceptionHandler
  ProblemDetail refused(IOException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
  }
}
