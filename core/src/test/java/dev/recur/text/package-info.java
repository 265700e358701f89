/// Which tests check which classes of this package.
///
/// - [Field], [FieldBuilder], [FittedField], [Fitted], [Recipe]: [FieldPipelineTest],
///   [PaddingTest]
/// - [FieldOptions], [FieldSettings]: [FieldSettingsTest]
/// - [HeadAndTail]: [HeadAndTailTest]
/// - [LabelField], [FittedLabels]: [LabelFieldTest]
/// - [NumberField]: [NumberFieldTest]
/// - [RawText]: `data.TokenizeTest`; [RawCell]: none
/// - [Vocab], [TokenSource], [CodePoints]: [VocabTest]; saved, [TokenBytes]: [SavedVocabTest]
/// - [Vectors], [VectorReader], [VectorWriter], [VectorTable], [VectorNeighbours], [ByteLines],
///   [Decimal]: [VectorsTest]; [BinaryVectors]: `task.classify.PretrainedTest`
/// - [Composed]: `tokenizer.WordsTest`
package dev.recur.text;
