/// The laws: what has equal bits (=), and what is close to the oracle (≈), for every recurrent
/// network of `laws.fixtures.Configurations`.
///
/// - = for layers with a state: [BatchLawTest], [PaddingLawTest], [ChunkLawTest],
///   [HandLoopLawTest], [LongSequenceLawTest], [ThreadLawTest], [KernelLawTest],
///   [RepetitionLawTest], [InferenceLawTest]
/// - = for layers without a state: [LayerLawTest], [DropoutLawTest]; = and ≈ for words:
///   [CharacterEncoderLawTest]
/// - = for tokens: [MergingLawTest] and [LookedUpTokensTest] (equal tokens computed once),
///   [FoldLawTest] (a folded table)
/// - = for what an accelerator computes: [AcceleratorLawTest], [AcceleratorTokensLawTest]; also in
///   [LayerLawTest], [HandLoopLawTest], [OperationGradientTest], [TrainingLawTest]
/// - what has the tag "device" holds on a device: the module gpu runs it again there
/// - = for `nn.Session`: [SessionLawTest]; for training: [TrainingLawTest]
/// - ≈ the oracle, values and gradients: [GradientTest] (recurrent layers), [LayerGradientTest]
///   (layers without a state), [CrfGradientTest], [LossGradientTest], [OperationGradientTest]
///   (operations on tensors)
/// - the `oracle` itself: [OracleTest], `golden.OracleGoldenTest`
///
/// Fixtures:
///
/// - networks, problems, passes and comparisons: `laws.fixtures`
/// - `src/test/mutation` breaks each line of each backward pass, and lists what no law notices
package dev.recur.laws;
