/// The oracle: layers, losses and operations in double precision, with an automatic differentiation
/// of its own. It shares no code with the engine. Its own tests: `laws.OracleTest`,
/// `golden.OracleGoldenTest`.
///
/// - [Matrix]: a matrix of doubles that can be differentiated
/// - [Operations]: small operations, and the layers without a state
/// - [CellOracle], [Weights]: the equations of each cell, and its parameters by name
/// - [StackOracle]: layers and directions of a cell over rows of different lengths
/// - [Losses]: the losses
/// - [CrfOracle]: a CRF as the softmax over all paths
/// - [NumericGradient], [StackShape]: numeric differences, and sizes with random parameters, for
///   the tests of the oracle
package dev.recur.oracle;
