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
/// A new job is a package with a class that implements this, and a line in `dev.recur.run.Jobs`; a
/// program's own job is a service of this type, which [java.util.ServiceLoader] finds. The package
/// documentation has an example. Required are [#name], [#help], [#settings], [#roles], [#prepare]
/// and [#open]; the other methods add baselines, advice and words.
///
/// A job has no state: one object serves all runs, from any thread.
///
/// @param <S> the settings, a record whose components are [dev.recur.settings.Setting]s, or records
///   of such, among them [FitSettings]
public interface Job<S extends Record> {
  /// What the job is called: the command's word, and `task` in the model file.
  String name();

  /// What it does, in one sentence, for the help.
  String help();

  /// The settings that it takes, beside those of every run ([ComputeSettings]): a public record.
  /// Flags, form fields and metadata follow from the components, so each needs a name of its own,
  /// which no role has either.
  Class<S> settings();

  /// The columns that it needs; those that a model is given ([Role#given]) come first. Flags, forms
  /// and the detection of columns follow from them. Rows are divided by the first role of the kind
  /// LABEL, each label in its proportion; without one, at random.
  List<Role> roles();

  /// The settings with what follows from the files that they name, such as the width of pretrained
  /// vectors; by default unchanged. A person who reads the settings sees these.
  default S resolved(S settings, NamedFiles files) {
    return settings;
  }

  /// Looks at the data and makes a network that is ready to be trained: decides how texts are read,
  /// builds vocabularies, encodes rows. Choices are made by looking at the training rows, or at all
  /// rows without their answers; never at the answers of the test.
  ///
  /// Called once for each network, by the thread that runs it; may compute with the workers of the
  /// context and report to its listener.
  ///
  /// @param parts the rows, read with [Role#columns]: texts raw
  /// @param settings as [#settings] has them, not yet [#resolved]
  /// @throws IllegalArgumentException for settings or data that do not work; says why
  Learner prepare(Parts parts, S settings, Context context);

  /// The figures of simple methods on the test, which a network has to beat; the strongest last. By
  /// default there are none.
  ///
  /// @param parts the rows that the model was trained and tested on
  /// @param model the trained model, so that baselines see the same tokens and labels
  default List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    return List.of();
  }

  /// The name of the baselines in `comparing with …`, which is shown while they are computed.
  default String compared() {
    return "simpler guesses";
  }

  /// What the figures of a run mean, in a paragraph for a person, and which settings to try next.
  default Advice advise(Course course, S settings) {
    return Advice.NONE;
  }

  /// Reads a model of this job: the inverse of [Model#file].
  ///
  /// @param file a model file whose metadata has this job's name as `task`
  /// @throws IOException if the file does not hold such a model; says why
  Model open(ModelFile file) throws IOException;

  /// What sentences call a row, in the singular, such as `text`.
  default String unit() {
    return "row";
  }

  /// What a model does with rows, for a progress line, such as `classifying`.
  default String doing() {
    return "answering";
  }

  /// An example of the arguments after the job's name, for the help: a file and settings.
  default Sentence example() {
    return Sentence.plain("FILE");
  }

  /// How a model of this job is opened and tried in a Java shell (`recur shell`).
  default Shell shell() {
    return new Shell("Model model = Jobs.open(Path.of(%s))", List.of("model.metadata()"));
  }

  /// Lines of Java for a shell.
  ///
  /// @param opening the declaration of a variable, with `%s` for the file's name as a Java string
  /// @param tries lines to try with that variable
  record Shell(String opening, List<String> tries) {}
}
