/// A run, from a plan to a report: what a command, a server, a page or a search calls.
///
/// A [dev.recur.run.RunPlan] says in words what is to be done; [dev.recur.run.Sources] say what the
/// names in it mean; [dev.recur.run.Runs] does it; a [dev.recur.run.Report] and a
/// [dev.recur.task.Model] come of it.
///
/// {@snippet class="RunExamples" region="run"}
///
/// **Plans.** Words are the columns of a job's roles (`text`, `label`), how the data is read
/// ([dev.recur.run.SourceSettings]) and divided ([dev.recur.run.DivisionSettings]), the job's own
/// settings and those of every run ([dev.recur.task.ComputeSettings]). What is not said is detected
/// or has its default; [dev.recur.run.PreparedRun#plan()] has nothing left to guess, and the same
/// plan with the same data gives the same bits. A plan goes through JSON, so it can wait in a row
/// of a table.
///
/// **Names.** Whoever calls decides what the name of data means: a path, an upload in memory,
/// nothing at all. Settings can name files, too, such as pretrained vectors, and these are paths:
/// who takes plans from strangers refuses those whose [dev.recur.run.RunPlan#files()] are not
/// empty.
///
/// **Two halves.** [dev.recur.run.Runs#prepare] reads, checks and divides; what is wrong with plan
/// or data is nearly always told there, in one sentence, by an [IllegalArgumentException] or an
/// [java.io.IOException]. [dev.recur.run.PreparedRun#train] takes long. The first can be done where
/// somebody waits for an answer and the second in another thread, as long as one hands over to the
/// other, as an executor does.
///
/// **Threads.** A run computes in the thread that calls it and in those of its workers. Listeners
/// and policies are called by the thread that calls the run, one call after another, and hold it up
/// as long as they take: what they share with other threads they publish safely, in a volatile
/// field or a queue. What they throw ends the run. Models, reports and plans cannot change, and may
/// be shared.
///
/// **Stopping.** A [dev.recur.train.Policy] is asked after every batch and every epoch. Stopped
/// within its first epoch, a run ends with a [dev.recur.train.StoppedException]; later it goes on
/// to its usual end with the weights of the best epoch, and the report's plan has as many epochs as
/// were trained. In a cross-validation the networks that follow are stopped as well unless the
/// policy looks at [dev.recur.run.RunEvent.FoldBegan]. Nobody asks a policy while data is read,
/// texts are tokenised or the test is evaluated.
///
/// `TrainingService` in `examples/` is a whole program: uploads, progress, cancel, reports and
/// answers over HTTP.
package dev.recur.run;
