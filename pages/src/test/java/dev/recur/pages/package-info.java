/// Which tests check which classes of this package.
///
/// - [Chart], [Panel], [Axis], [Series], [Point], [Bar], [Pen], [ChartDrawing], [PanelDrawing],
///   [Lettering], [Look], [Marks], [Svg]: [ChartTest]
/// - [Ticks], [Spread]: [TicksTest]
/// - [VanishingPicture]: [VanishingPictureTest]; [VanishingText]: `cli.InspectCommandTest`
/// - [LensPage], [HeatMap]: [LensPageTest]
/// - [TunePicture]: [TunePictureTest]
/// - all pages without scripts in a browser: [StillPageTest]
/// - [RunPage], [RunDrawing], [EpochDrawing], [BlockDrawing], [MatrixDrawing], [PageLook]: [RunPageTest]
/// - [EvaluationPage], [ComparisonPage], [RowDrawing], [MetadataDrawing]: [EvaluationPageTest]
/// - [RunPage], [RunDrawing], [BlockDrawing], [MatrixDrawing], [PageLook]: [RunPageTest]
/// - [LessonServer], [LessonHandler], [LessonRequest], [LessonNumbers], [LessonTrainings],
///   [LessonTexts], [LessonFiles], [LessonCode]: [LessonServerTest], [LessonPageTest]
///
/// Fixtures:
///
/// - [Picture]: an SVG document, read back
/// - [ChartExample]: what the documentation of [Chart] shows ([ChartTest] runs it)
/// - [RunPageExample]: what that of [RunPage] shows ([RunPageTest] runs it)
/// - [EvaluationPageExample]: what that of [EvaluationPage] and [ComparisonPage] shows
///   ([EvaluationPageTest] runs it)
/// - [LensPageExample]: what that of [LensPage] shows ([LensPageTest] runs it)
/// - [LessonExample]: what that of [VanishingPicture] and [VanishingText] shows
///   ([VanishingPictureTest] runs it)
/// - [LessonServerExample]: what that of [LessonServer] shows ([LessonServerTest] runs it)
/// - [Browser]: a Chromium without a window · [ParsedJson]: JSON, read back
package dev.recur.pages;
