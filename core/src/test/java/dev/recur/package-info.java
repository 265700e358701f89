/// What holds for the whole library, not for a single package; and the front door.
///
/// - [Classify], [Tag], [FrontDoor]: [ClassifyTest], [TagTest]
/// - [ClassifyOptions], [TagOptions], [RunOptions]: [OptionsTest] (a method for each setting), and
///   the same
/// - dependencies between packages, exports, and what each package says of itself:
///   [PackageOrderTest]
/// - `core/api.txt`: [PublicApiTest]
/// - calls whose bits differ between machines, or that belong to the application:
///   [ForbiddenCallsTest]
/// - messages: [LocaleTest] (the same in every locale), [NoFlagsTest] (no flags of the command),
///   [WrongInputTest] (wrong options, shapes, sessions and tapes, word for word)
/// - the tests themselves: [TagsTest] (which run again without vectors and at other widths),
///   [TestIndexTest] (lists like this one)
/// - what the documentation shows: `snippets.SnippetsTest`, `cli.ReadmeTest`
/// - equal bits and gradients: `laws`; the numbers of PyTorch: `golden`
///
/// Fixtures:
///
/// - [ClassFiles]: the compiled classes, read as files
package dev.recur;
