/// Which tests check which classes of this package. Commands are tested as users type them, with
/// the library under them.
///
/// - [Main], [Arguments], [StandardOutput]: [MainTest], [ArgumentsTest], [FullDiskTest]; the
///   scripts: [LauncherTest]; on the class path: [PlainClassPathTest]
/// - [RecurCommand], [InfoCommand]: [RecurCommandTest]
/// - [Failure], [ShellWords], and wrong files and settings for any command: [FailureTest],
///   [CliTest]
/// - [CheckCommand]: [CheckCommandTest]
/// - [TokenizedModel], and a tagger at every command: [TagCommandTest]
/// - [TuneCommand], [TuneRun]: [TuneCommandTest]
/// - [TrainCommand]: [UnmovedTest]; the definitions that it reads: [WordNetTest]
/// - [TrainFileCommand], [SettingsOptions], [ResultOptions]: [InputTest], [ManyLabelsTest],
///   [RareLabelsTest], [UnseenLabelsTest], [InitTest], [RepeatedRunTest], [ShownSettingsTest]; with a job of
///   somebody else: [OwnJobTest]
/// - [TrainingRun], [Interruption], [SecondSignal], [ResumedRun]: [InterruptedTest],
///   [EvaluateCommandTest]
/// - [ProbeOptions], [ProbingRun], [RatePicture], [CurveText]: [ProbeCommandTest]
/// - [RunScreen], [TrainingScreen], [Samples], [Screen], [Blocks], [NumberText]:
///   [TrainingScreenTest], [UnmovedScreenTest], [ShownTest]; the advice after a run:
///   [AdviceOfRunsTest]
/// - [Phase], [ProgressLine]: [PhaseTest]
/// - [EvaluateCommand], [EvaluationOptions]: [EvaluateCommandTest]
/// - [ReportCommand], [CompareCommand], [PastRunPlan]: [ReportCommandTest]
/// - [PredictCommand], [Answers]: [PredictCommandTest], [AnswersTest]
/// - [PredictOptions], [FilePrediction]: [FilePredictionTest]
/// - [Destination]: [DestinationTest]
/// - [InspectCommand], [ModelView], [ResultFile]: [InspectCommandTest]
/// - [LessonCommand]: [LessonCommandTest]
/// - [ShellCommand]: [ShellCommandTest]
/// - input of any kind at every command: [DoorsTest], [StrangersTest], [StrangeCellsTest],
///   [AnyTableTest], [AnyBytesTest]
/// - models and screens that must not change: [UnmovedTest], [UnmovedBeforeTest],
///   [UnmovedScreenTest]
/// - documents and releases: [ReadmeTest], [BomTest], [SbomCheck] (run by `./build -Prelease`
///   only)
///
/// Fixtures:
///
/// - [Typed]: a command as typed, and its result
/// - [Door], [Disguise]: the ways by which a file comes in, and what may be wrong with it
///   ([DoorsTest])
/// - [Strange]: random cells ([StrangeCellsTest], [AnyTableTest])
/// - [OwnTexts]: labelled texts made of random words ([AdviceOfRunsTest])
/// - [UnmovedRuns], [Kept], [Hash]: ten small runs, kept texts to compare with, and hashes of
///   results
/// - `lengths`: a job of somebody else
package dev.recur.cli;
