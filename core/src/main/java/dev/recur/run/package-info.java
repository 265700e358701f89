/// Runs of any job, from a plan to a model and a report: the entry point for the command, a server,
/// a web page or a hyperparameter search.
///
/// {@snippet class="RunExamples" region="run"}
///
/// Train on an upload in a server's thread, and let the user cancel:
///
/// {@snippet class="RunExamples" region="cancel"}
///
/// Show progress:
///
/// {@snippet class="RunExamples" region="listener"}
///
/// The steps, in order:
///
/// 1. [Runs#prepare] checks the settings, opens the data ([dev.recur.source.Sources],
///    [dev.recur.source.DataFile]), detects the format and the columns that the plan leaves out,
///    reads all rows, checks and splits them ([dev.recur.source.DividedData]). The result is a
///    [PreparedRun] with the complete [RunPlan].
/// 2. [PreparedRun#train] trains one network, or one for each fold, tests it, and compares it with
///    the job's baselines.
/// 3. [Finished] has the [dev.recur.task.Model] and the [Report]: figures, 95 % intervals,
///    baselines and advice, as blocks for people and as maps for machines.
///
/// **Threads.** A run computes in the calling thread and in the threads of its workers, and returns
/// when it is done. Listeners and policies are called by the calling thread, one call after
/// another, and the run waits for them: a slow listener slows training down. To show progress or
/// cancel from another thread, share a volatile field. Runs share no state, so several can run at
/// the same time.
///
/// **Names.** The caller's [dev.recur.source.Sources] decide what the names in a plan mean, both of
/// data and of files in settings: a path, an upload in memory, or nothing at all. So a plan can
/// come from outside, as JSON: it reads only what its sources allow.
///
/// **Stopping.** A [dev.recur.train.Policy] is consulted after every batch and every epoch. A run
/// that is stopped within its first epoch ends with a [dev.recur.train.StoppedException]. One that
/// is stopped later continues with the test and the report, with the weights of the best epoch; the
/// plan in the report then ends after as many epochs (`stopAfter`). With folds, a stop ends the
/// training of one network. A policy that keeps returning STOP then ends the next network within
/// its first epoch, and with it the run; the figures of earlier folds are in the
/// [RunEvent.FoldEnded] events. Policies are not consulted while data is read, texts are tokenised
/// or the test is evaluated.
///
/// **Errors.** An invalid plan or unusable data causes an `IllegalArgumentException` whose message
/// is a sentence for the user; a [dev.recur.settings.SettingException] can name settings as its
/// reader knows them. Data that cannot be read causes an `IOException`. If a file that a setting
/// names cannot be read, [PreparedRun#train] throws an [java.io.UncheckedIOException] and
/// [Runs#run] its cause. An exception thrown by a listener or a policy ends the run and reaches the
/// caller, from [Runs#run] an [java.io.UncheckedIOException] as its cause.
///
/// `TrainingService` in `examples/` is a complete program: uploads, progress, cancelling, reports
/// and answers over HTTP.
package dev.recur.run;
