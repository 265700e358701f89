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

/// `POST /classify` answers a text with its label, `POST /model` reads the model file again. The
/// second one belongs behind whatever guards your other administrators' paths.
@RestController
class ClassifierController {
  private final CurrentModel model;

  ClassifierController(CurrentModel model) {
    this.model = model;
  }

  /// What is asked: `{"text": "a fine film"}`.
  record Question(String text) {
    Question {
      Objects.requireNonNull(text, "expected a \"text\"");
    }
  }

  /// What is answered: the likeliest label, and all of them with their probabilities.
  record Answer(String label, List<Prediction.Label> labels) {
    static Answer of(Prediction prediction) {
      return new Answer(prediction.label(), prediction.labels());
    }
  }

  @PostMapping("/classify")
  Answer classify(@RequestBody Question question) {
    return Answer.of(model.get().predict(question.text()));
  }

  /// The labels that the new model knows.
  @PostMapping("/model")
  List<String> reload() throws IOException {
    return model.reload().labels();
  }

  /// A file that is no model: its reader says what is wrong with it.
  @ExceptionHandler
  ProblemDetail refused(IOException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
  }
}
