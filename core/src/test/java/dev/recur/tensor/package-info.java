/// Which tests check which classes of this package, all of them elsewhere: with what is computed on
/// tensors.
///
/// - [Tensor], [Operations], [Joining], [Parameter]: `laws.OperationGradientTest`
/// - [Tape]: `laws.OperationGradientTest`, `laws.InferenceLawTest`, `laws.RepetitionLawTest`,
///   `WrongInputTest`
/// - [PackedSequence], [Packing], [Moves], [Tokens]: `laws.PaddingLawTest`, `laws.BatchLawTest`,
///   `laws.MergingLawTest`, `WrongInputTest`
/// - [Workers]: `laws.ThreadLawTest`, `laws.KernelLawTest`, `train.ScalarThroughoutTest`
/// - [DeviceOperations]: `laws.AcceleratorLawTest` and the tests of the module `gpu`
/// - [Seed]: `laws.DropoutLawTest`, `nn.InitialisationTest`, `data.BucketIteratorTest`
/// - [Shape], [Device], [UnsupportedDeviceException]: `WrongInputTest`, `data.EncodeTest`
package dev.recur.tensor;
