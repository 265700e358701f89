/// Which tests check which classes of this package.
///
/// - [Settings], [Setting], [Group], [Switch], [Bounds]: [SettingsTest]
/// - [Sentence], [Mention], [SettingException]: [SentenceTest], `NoFlagsTest`
package dev.recur.settings;
