/// Which tests check which classes of this package.
///
/// - [Machine]: [MachineTest]; [DeviceCheck]: `snippets.SnippetsTest`, `cli.CliTest`
/// - [Lens], [LensOptions], [TextView], [TokenView], [PrefixAnswer], [Occlusion], [Attribution],
///   [IntegratedGradients], [NetworkRows]: [LensTest]; [ViewBlocks]: `cli.InspectCommandTest`
/// - [LayerView], [LayerViews], [Activations], [Saturation], [SentenceView]: [LayerViewsTest]
/// - [SpectralRadius]: [SpectralRadiusTest]
/// - [Neighbours]: [NeighboursTest]
///
/// Fixtures:
///
/// - [SmallClassifiers]: classifiers of the sentences of a small grammar
package dev.recur.inspect;
