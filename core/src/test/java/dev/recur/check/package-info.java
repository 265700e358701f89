/// Which tests check which classes of this package.
///
/// - [RowChecks], [Finding], [RepeatedTexts], [TextIndex], [RareLabels], [UnseenLabels],
///   [LongTexts], [TextChecks], [Suspects]: [RowChecksTest]; with planted defects, through the
///   command: `cli.CheckCommandTest`, `cli.UnseenLabelsTest`, `cli.RareLabelsTest`
/// - [NearLabels]: [RowChecksTest], `cli.InputTest`
/// - [Damage], [Mojibake], [LookAlikes], [StrayScripts]: [SignsTest]
package dev.recur.check;
