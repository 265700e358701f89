package dev.recur.task;

import dev.recur.file.ModelFile;
import dev.recur.settings.Sentence;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.List;

/// Something that a recurrent network can be asked to do: classify texts, tag words, forecast
/// series. A run, a command, a server and a search know a job by this interface and by no other;
/// none of them asks for a job by its name.
///
/// A new job is a folder with a class that implements this, and a line in `dev.recur.run.Jobs`.
///
/// @param <S> the settings, a record whose components are [dev.recur.settings.Setting]s, or records
///   of such
public interface Job<S extends Record> {
  /// What the job is called: the command's word, and `task` in the model file.
  String name();

  /// What it does, in one sentence.
  String help();

  /// The settings that it takes, beside those of every run ([ComputeSettings]): a public record,
  /// with names that are neither a role's nor another setting's of a run.
  Class<S> settings();

  /// The columns that it needs, those that a model is given first. Flags, forms and what is
  /// detected about a file follow from them.
  List<Role> roles();

  /// The settings with what follows from the files that they name, such as the width of pretrained
  /// vectors; the same where nothing does.
  default S resolved(S settings) {
    return settings;
  }

  /// Looks at the data and makes a network that is ready to be trained. What is chosen by looking
  /// at rows is chosen by the training rows, or by all without their answers; never by the test.
  ///
  /// @throws IllegalArgumentException for settings or data that cannot be meant; says why
  Learner prepare(Parts parts, S settings, Context context);

  /// What simpler guesses reach on the test: what a network has to beat, the strongest last.
  ///
  /// @param model what was trained, whose view of the rows they share
  default List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    return List.of();
  }

  /// What the baselines are, for a person who waits for them.
  default String compared() {
    return "simpler guesses";
  }

  /// What the figures of a run say to a person, and what to try next.
  default Advice advise(Course course, S settings) {
    return Advice.NONE;
  }

  /// Reads a model of this job.
  ///
  /// @throws IOException if the file does not hold one; says why
  Model open(ModelFile file) throws IOException;

  /// The name of the row's unit in sentences, such as `text`.
  default String unit() {
    return "row";
  }

  /// What a model does to rows, such as `classifying`.
  default String doing() {
    return "answering";
  }

  /// What a plan of this job may hold, for the help: a file and settings.
  default Sentence example() {
    return Sentence.plain("FILE");
  }

  /// How a model of this job is opened and tried in a Java shell.
  default Shell shell() {
    return new Shell("Model model = Jobs.open(Path.of(%s))", List.of("model.metadata()"));
  }

  /// What a shell offers.
  ///
  /// @param opening the declaration of a variable, with `%s` for the file's name as a Java string
  /// @param tries lines to try
  record Shell(String opening, List<String> tries) {}
}
