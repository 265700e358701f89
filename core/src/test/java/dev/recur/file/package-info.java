/// Which tests check which classes of this package.
///
/// - [AtomicFile]: [AtomicFileTest], `cli.FullDiskTest`
/// - [ModelFile], [NamedArray], [Header], [LittleEndian], [Seal]: [ModelFileTest]
/// - [ModelFileReader], [HeaderParser], [ArrayPlaces], [Limits], [HashedInput], [RecurKeys],
///   [ModelFileException]: [MalformedModelFileTest] (files that break a rule),
///   [DamagedModelFileTest] (any damage)
/// - [StringArrays]: [StringArraysTest]
package dev.recur.file;
