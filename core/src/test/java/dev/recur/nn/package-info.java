/// Which tests check which classes of this package. Most of them are the laws, which hold for
/// every cell.
///
/// - [Rnn], [Lstm], [Gru], [RecurrentLayer], [RecurrentOptions], [Output], [LstmState],
///   [Nonlinearity], [Reset]: all tests of `laws` with a configuration, first of all
///   `laws.GradientTest`; `golden.GoldenTest`
/// - [RnnCell], [LstmCell], [GruCell], [Cell], [Stepping]: `laws.HandLoopLawTest`,
///   `golden.GoldenCellTest`; bit by bit [GatesTest]
/// - the loop over time, [Recurrence], [BackThroughTime], [Frame], [BackFrame],
///   [RowBlock], [RowWindow], [States], [DirectionMemory], [DirectionGradients]:
///   `laws.GradientTest`, `laws.BatchLawTest`, `laws.PaddingLawTest`, `laws.ChunkLawTest`;
///   truncated: `train.TruncatedBpttTest`
/// - where layers compute, [LayerMath], [HostMath], [DeviceMath]; on an accelerator [DeviceLoop],
///   [DeviceDirection], [DeviceCell], [DeviceRnn], [DeviceLstm], [DeviceGru], [DeviceSums] (and
///   [StepSums]): `laws.AcceleratorLawTest`; [DeviceGateInput], [DeviceEmbedding]:
///   `laws.AcceleratorTokensLawTest`; [DevicePooling], [DeviceAttention], [DeviceSteps]:
///   `laws.LayerLawTest`; all of them on PoCL: the tests of the module `gpu`
/// - [GateInput], [Chunk]: `laws.LongSequenceLawTest`; equal tokens: `laws.MergingLawTest`,
///   `laws.LookedUpTokensTest`; [PredictionInput], [Joined]: [JoinedTest], `laws.InferenceLawTest`
/// - [Sums], [StepSums], [Shares], [RowBlocks]: [PartsOfWorkTest], `laws.ThreadLawTest`
/// - [Folded], [Folding]: `laws.FoldLawTest`
/// - [Session]: `laws.SessionLawTest`
/// - [Unrolled]: [UnrolledTest]
/// - [Embedding], [EmbeddingOptions]: `golden.GoldenLayerTest`, `laws.LayerGradientTest`,
///   `laws.MergingLawTest`, `optim.CatchingUpTest`
/// - [Linear], [Pooling], [LastPooling], [MeanPooling], [MaxPooling], [AttentionPooling]:
///   `golden.GoldenLayerTest`, `laws.LayerGradientTest`, `laws.LayerLawTest`
/// - [Softmax], [LogSoftmax]: `golden.GoldenLayerTest`, `laws.OperationGradientTest`,
///   `laws.LayerLawTest`
/// - [Dropout]: `laws.DropoutLawTest`, `laws.LayerGradientTest`, `laws.LayerLawTest`
/// - [Crf], [CrfChain], [CrfScores], [CrfConstraints]: [CrfTest], `laws.CrfGradientTest`,
///   `laws.LayerLawTest`; [CrfSearch], [TagPath]: [CrfSearchTest], [CrfTest]
/// - [CharacterEncoder]: `laws.CharacterEncoderLawTest`
/// - [Initialisation], [Initial], [CellWeights]: [InitialisationTest]
/// - [Layer]: names of parameters in `laws.TrainingLawTest`, `task.classify.ClassifierTest`
/// - [Checks], and wrong input to any layer: `WrongInputTest`
package dev.recur.nn;
