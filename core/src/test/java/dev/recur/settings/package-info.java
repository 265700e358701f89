/// Which tests check which classes of this package.
///
/// - [Settings], [Setting], [Group], [Switch], [Bounds]: [SettingsTest]
/// - [Sentence], [Mention], [SettingException]: [SentenceTest], `NoFlagsTest`; [Counts]:
///   `run.ReportTest`
package dev.recur.settings;
