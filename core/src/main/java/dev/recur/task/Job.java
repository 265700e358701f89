package dev.recur.task;

import dev.recur.file.ModelFile;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// A task for a recurrent network, such as to classify texts, tag words or forecast series. Runs,
/// commands, servers and hyperparameter searches use a job only through this interface; none of
/// them treats a job specially by its name.
///
/// A new job is a package with a class that implements this, and a line in `dev.recur.run.Jobs`. A
/// job of your own is a service of this type, which [java.util.ServiceLoader] finds. The package
/// documentation has an example. [#name], [#help], [#settings], [#roles], [#prepare] and [#open]
/// are required; the other methods add baselines, advice and words.
///
/// A job is stateless: one object serves all runs, from any thread.
///
/// {@snippet class="TaskExamples" region="job"}
///
/// @param <S> the settings, a record whose components are [dev.recur.settings.Setting]s, or records
///   of such, among them [FitSettings]
public interface Job<S extends Record> {
  /// The name of the job: the word on the command line and in plans, and `task` in the model file.
  String name();

  /// What the job does, in one sentence, for the help.
  String help();

  /// The type of its settings, a public record; those of every run ([ComputeSettings]) are not
  /// among them. Flags, form fields and metadata follow from the components, so each needs a unique
  /// name, which no role has either.
  Class<S> settings();

  /// The columns that the job needs, the inputs of the model ([Role#given]) first. Flags, forms and
  /// the detection of columns follow from them. The split of the rows is stratified by the first
  /// role of the kind LABEL, or random without such a role.
  List<Role> roles();

  /// The settings completed from the training rows ([FitSettings#resolved]) and from the files that
  /// they name, such as with the width of pretrained vectors; by default unchanged. These are the
  /// settings that are shown to people.
  ///
  /// @throws IllegalArgumentException for settings that do not fit each other or their files; the
  ///   message says why
  default S resolved(S settings, Parts parts, NamedFiles files) {
    return settings;
  }

  /// The settings that a search varies unless its user says otherwise, and the values that it
  /// tries, as a user would type them: `32..256` for a range of numbers, `gru,lstm` for a choice;
  /// by default none.
  ///
  /// @param settings the other settings, with which the values have to fit together
  default SequencedMap<String, String> searched(S settings) {
    return new LinkedHashMap<>();
  }

  /// The labels that a model knows whether or not a training row has them, such as those of the
  /// model that training goes on from; by default none.
  ///
  /// @throws IllegalArgumentException for settings that name a file that cannot be used
  default Set<String> knownLabels(S settings, NamedFiles files) {
    return Set.of();
  }

  /// Looks at the data and makes a network that is ready to be trained: decides how texts are read,
  /// builds vocabularies, encodes rows. Choices may depend on the training rows, and on all rows
  /// without their answers, but never on the answers of the test.
  ///
  /// Called once for each network, by the thread that runs it. May compute with the workers of the
  /// context and report to its listener.
  ///
  /// @param parts the rows, read with [Role#columns]: texts raw
  /// @param settings of the type [#settings], not yet [#resolved]
  /// @throws IllegalArgumentException for unusable settings or data; the message says why
  Learner prepare(Parts parts, S settings, Context context);

  /// Looks at data before anything is trained on it, and says what is wrong with it for this job,
  /// with figures about it; by default [Examination#NONE]. What can be wrong with any texts and
  /// labels ([dev.recur.check.RowChecks]) has been looked for already.
  ///
  /// @param parts the rows of the last network, as in [#prepare]
  /// @param settings of the type [#settings], not yet [#resolved]
  default Examination examine(Parts parts, S settings, Context context) {
    return Examination.NONE;
  }

  /// The figures of simple methods on the test, which a network should beat, the strongest last; by
  /// default none.
  ///
  /// @param parts the rows that the model was trained and tested on
  /// @param model the trained model, so that baselines use the same tokens and labels
  default List<Baseline> baselines(Parts parts, Model model, Workers workers) {
    return List.of();
  }

  /// The name of the baselines on the progress line `comparing with …`.
  default String compared() {
    return "simpler methods";
  }

  /// What the figures of a run mean, in a paragraph, and which settings to try next; by default
  /// [Advice#NONE].
  ///
  /// @param settings as they are [#resolved]
  default Advice advise(Course course, S settings) {
    return Advice.NONE;
  }

  /// Reads a model of this job: the inverse of [Model#file].
  ///
  /// @param file a model file whose metadata has this job's name as `task`
  /// @throws IOException if the file does not hold such a model; the message says why
  Model open(ModelFile file) throws IOException;

  /// These settings without what keeps a network from learning rows by heart, for a probe that
  /// wants it to ([dev.recur.run.Probe#overfit]). By default those of [FitSettings]: neither weight
  /// decay nor an average, a constant rate, and no early end. A job adds its own, such as dropout.
  default S unregularised(S settings) {
    Map<String, String> words = Settings.values(settings);
    FitSettings.UNREGULARISED.forEach(words::replace);
    return Settings.create(settings(), words);
  }

  /// The word for a row in sentences, in the singular, such as `text`.
  default String unit() {
    return "row";
  }

  /// The word for what a model does with rows, for progress lines, such as `classifying`.
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
