/// Which tests check which classes of this package.
///
/// - [Division], [Sampling]: [DivisionTest]
/// - [Difference], [StudentT]: [DifferenceTest]
/// - [Cell], [Findings], [Curves]: [FindingsTest]
/// - [RawFile], [Result], [Draws], [Trial]: [DrawsTest]
/// - [QualityOptions]: [QualityOptionsTest]
@NullMarked
package dev.recur.bench.quality;

import org.jspecify.annotations.NullMarked;
