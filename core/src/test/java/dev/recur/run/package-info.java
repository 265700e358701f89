/// Which tests check which classes of this package.
///
/// - [Runs], [PreparedRun], [RowCounts], [TestSamples], [Finished], [RunEvent], [Report],
///   [FoldFigures]: [RunsTest]; as the command shows them: `cli.UnmovedScreenTest`
/// - [Checkpoints], [Checkpoint], [CheckpointSettings], [CheckpointFile], [CheckpointFolder],
///   [RunSoFar], [DataHashes]: [ResumedRunTest]; with processes that are killed: [KilledRunTest];
///   with a device that is lost: [LostDeviceTest]
/// - [Report]: [ReportTest]; [DataReport], [LabelBalance]:
///   [DataReportTest]
/// - [RunPlan], [PlanJson], [PlanWords], [Jobs]: [RunPlanTest], `cli.OwnJobTest`
/// - [ArgumentFile]: [ArgumentFileTest], `cli.RepeatedRunTest`
/// - [RunFiles]: [RunFilesTest]
/// - [Probe], [Overfit], [DryRun], [RateRange]: [ProbeTest], `cli.ProbeCommandTest`
/// - [RunLog], [Evaluation]: `cli.EvaluateCommandTest`; [PastRun]: `cli.ReportCommandTest`
/// - [Pace]: [PaceTest]
package dev.recur.run;
