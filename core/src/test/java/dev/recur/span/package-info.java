/// Which tests check which classes of this package.
///
/// - [Scheme], [Span], [SpanTag]: [SchemeTest] (spans and legality), [SpanCountsTest] (both ways to
///   count)
/// - [SchemeGuess]: [SchemeGuessTest]
/// - [SpanCounts]: [SpanCountsTest]
package dev.recur.span;
