/// What a job is ([Job], such as to classify texts), and the training of one network, whatever the
/// job. Each job has its own package below this one.
///
/// A job describes itself; everything around it ([dev.recur.run.Runs], the command, a server) works
/// through these types and depends on no particular job:
///
/// | type | what it is |
/// | --- | --- |
/// | [Job] | name, settings and columns of a job; makes learners, opens models |
/// | [Role] | a column that the job needs: what its cells hold, and whether a model is given it |
/// | [Parts] | the rows, split: all, train, valid, test |
/// | [Context] | seed, workers, policies and listener of one training |
/// | [Learner] | an untrained network, its batches, and the model that it becomes |
/// | [Training] | trains a learner with [dev.recur.train.Trainer] |
/// | [Model] | the result: answers rows, scores rows, can be saved |
/// | [Answer] | a model's answer to one row |
///
/// A job that predicts a number from a text:
///
///     public final class LengthJob implements Job<LengthSettings> {
///       public String name() { return "length"; } // recur train length FILE
///       public String help() { return "Trains a network that predicts a number from a text."; }
///       public Class<LengthSettings> settings() { return LengthSettings.class; }
///       public List<Role> roles() {
///         return List.of(Role.text("text", "The texts."), Role.number("length", "The numbers."));
///       }
///       public LengthSettings resolved(LengthSettings given, Parts parts, NamedFiles files) {
///         return new LengthSettings(given.text(), given.fit().resolved(parts.train().size()));
///       }
///       public Learner prepare(Parts parts, LengthSettings given, Context context) {
///         LengthSettings settings = resolved(given, parts, context.files());
///         String column = parts.train().columns().onlyTexts();
///         TextPlan plan = TextPlan.decide(
///             parts.all(), parts.train(), settings.text(), context.workers(), context.listener());
///         TokenizedDataset train =
///             parts.train().with(column, plan.recipe()).tokenize(context.workers());
///         FittedField field = plan.recipe().buildVocab(train, Vocab.UNLIMITED, 1);
///         TokenizedDataset valid =
///             parts.valid().with(column, plan.recipe()).tokenize(context.workers());
///         return new LengthLearner(field, train.encode(field), valid.encode(field), settings);
///       }
///       public Model open(ModelFile file) throws IOException { return LengthModel.read(file); }
///     }
///
/// With a line in [dev.recur.run.Jobs], or as a service of the type [Job], the job is complete: the
/// command has its flags and help, columns are detected, rows are split, runs are
/// cross-validated, scored with intervals and reported, models are saved and opened.
///
/// Training computes in the thread that calls it and in its workers. Listeners and policies are
/// called by that thread, one call after another. Models are immutable and shared between threads.
package dev.recur.task;
