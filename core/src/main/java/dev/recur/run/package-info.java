/// A run, from a plan to a model and a report, for any job: what the command, a server, a page or a
/// search calls.
///
/// {@snippet class="RunExamples" region="run"}
///
/// Train on an upload, in a thread of a server; show progress; let the user cancel:
///
///     Sources uploads = Sources.of(Map.of("upload.csv", bytes)); // the only data there is
///     RunPlan plan = RunPlan.fromJson(request);
///     Policy cancel = new Policy() {
///       @Override
///       public Verdict batchEnded(Progress now) {
///         return cancelled.get() ? Verdict.STOP : Verdict.GO_ON; // an AtomicBoolean of the server
///       }
///     };
///     PreparedRun<?> run = Runs.prepare(plan, uploads, this::show); // a bad file ends here
///     try (Workers workers = new Workers(run.compute().threads())) {
///       Finished<Model> finished = run.train(workers, List.of(cancel), this::show);
///     }
///
/// What happens, in order:
///
/// 1. [Runs#prepare] checks the settings, opens the data ([dev.recur.source.Sources],
///    [dev.recur.source.DataFile]), detects the format and the columns that the plan leaves out,
///    reads all rows, checks and divides them ([dev.recur.source.DividedData]). The result is a
///    [PreparedRun] with the complete [RunPlan].
/// 2. [PreparedRun#train] trains one network, or one for each fold, tests it, and compares it with
///    the job's baselines.
/// 3. [Finished] has the [dev.recur.task.Model] and the [Report]: figures, 95 % intervals,
///    baselines, advice; as blocks for people and as maps for machines.
///
/// **Threads.** A run computes in the thread that calls it and in the threads of its workers, and
/// returns when it is done. Listeners and policies are called by the thread that calls it, one call
/// after another, and the run waits for them: a listener that takes long slows training down. To
/// show progress or cancel from another thread, share a volatile field. Runs share nothing, so
/// several can go on at the same time.
///
/// **Names.** The caller's [dev.recur.source.Sources] decide what the names in a plan mean, those of
/// data and those of files in settings: a path, an upload in memory, nothing at all. So a plan can
/// come from outside, as JSON: it reads only what its sources allow.
///
/// **Stopping.** A [dev.recur.train.Policy] is asked after every batch and every epoch. Stopped
/// within its first epoch, a run ends with a [dev.recur.train.StoppedException]; later it goes on to
/// its usual end with the weights of the best epoch, and the report's plan has as many epochs as were
/// trained. With folds, a stop ends the training of one network; a policy that goes on to say STOP
/// ends the next within its first epoch, and so the run: what is known of the folds before is in the
/// events [RunEvent.FoldEnded]. Policies are not asked while data is read, texts are tokenized or the
/// test is evaluated.
///
/// **Errors.** What is wrong with a plan or its data is an `IllegalArgumentException` whose message
/// is a sentence for the user; a [dev.recur.settings.SettingException] can name settings as its
/// reader knows them. What cannot be read is an `IOException`. An exception that a listener or a
/// policy throws ends the run and reaches the caller.
///
/// `TrainingService` in `examples/` is a whole program: uploads, progress, cancel, reports and answers
/// over HTTP.
package dev.recur.run;
