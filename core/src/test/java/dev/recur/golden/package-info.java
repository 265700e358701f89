/// Compares the library with numbers that PyTorch computed in float64. `src/test/golden` makes
/// the files.
///
/// - [GoldenTest]: `nn.Rnn`, `nn.Lstm`, `nn.Gru`, with every option
/// - [GoldenCellTest]: `nn.RnnCell`, `nn.LstmCell`, `nn.GruCell`, stepped by hand
/// - [GoldenLayerTest]: `nn.Embedding`, `nn.Linear`, `nn.Softmax`, `nn.LogSoftmax`, the poolings
/// - [GoldenLossTest]: `loss`
/// - [GoldenOptimiserTest], [GoldenScheduleTest]: `optim`
/// - [GoldenSemanticsTest]: the numbers that the project quotes
/// - [OracleGoldenTest]: the `oracle`
///
/// Fixtures:
///
/// - what reads and compares the files: `golden.fixtures`
package dev.recur.golden;
