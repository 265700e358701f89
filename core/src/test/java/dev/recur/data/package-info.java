/// Which tests check which classes of this package.
///
/// - [BucketIterator], [BatchIterator], [BatchOptions], [Epoch], [Plan], [BalancedDraw]:
///   [BucketIteratorTest]
/// - [EncodedDataset], [Encoder], [EncodedColumn], [Batch]: [EncodeTest]
/// - [TokenizedDataset], [TokenColumn], [TokenIndex]: [TokenizeTest]
/// - [Splits], [Cells], and the parts and folds of a [Dataset]: [SplitTest]
/// - [Dataset], [Columns], [Row], [Table], [TableBuilder], [TableReader], [Places], [Place]: all of
///   them, and what is read of files in `reading.TableFileTest`, `reading.WrongTableTest`,
///   `reading.SourceTest`
package dev.recur.data;
