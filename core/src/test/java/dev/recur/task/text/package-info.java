/// Which tests check which classes of this package.
///
/// - [TextPlan], [TokenizerChoice], [TextLengths]: [TextPlanTest]
/// - [TokenChecks]: `run.DataReportTest`
/// - [TextSettings], [NetworkSettings], [PoolKind]: `settings.SettingsTest`,
///   `task.classify.ClassifierTest`
/// - [Inherited]: `task.classify.StartingModelTest`
/// - [Pretrained], [ReadAgain]: `task.classify.PretrainedTest`, `cli.DoorsTest`
/// - [RecurrentMemory]: `task.classify.ClassifierMemoryTest`, `task.tag.TaggerMemoryTest`
/// - [NetworkLayers]: `inspect.LensTest`, `inspect.LayerViewsTest`
/// - [StoredNetwork]: `task.classify.ClassifierTest`, `task.tag.TaggerTest`
package dev.recur.task.text;
