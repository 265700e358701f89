/// Which tests check which classes of this package, all of them elsewhere: with the jobs that are
/// made of these classes.
///
/// - [Job], [Role], [Learner], [Model], [Answer], [Context], [Parts]:
///   `task.classify.ClassifierTest`, `run.RunsTest`; with another job: `cli.OwnJobTest`
/// - [Training], [ScheduleKind]: [TrainingTest]; [FitRules]: [FitRulesTest]
/// - [FitSettings], [ComputeSettings], [CellKind], [OptimizerKind]: `settings.SettingsTest`,
///   `task.classify.ClassifierTest`
/// - [Advice], [Course]: `task.classify.LabelAdviceTest`; [Baseline]:
///   `task.classify.LabelBaselineTest`
/// - [Tapes]: `task.classify.ClassifierTest`
/// - [Examination]: `run.DataReportTest`
/// - [MemoryNeed]: [MemoryNeedTest], `task.classify.ClassifierMemoryTest`,
///   `task.tag.TaggerMemoryTest`
/// - [NamedFiles]: `task.classify.ClassWeightsTest`, `task.classify.PretrainedTest`
package dev.recur.task;
