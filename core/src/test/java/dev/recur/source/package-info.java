/// Which tests check which classes of this package.
///
/// - [DataFile], [Sources], [SourceSettings], [WantedColumns], [DataDetection], [ColumnGuess],
///   [FormatGuess], [SentenceColumns], [Kinds], [TableBeginning], [DataEvent]: [DataFileTest],
///   `cli.InputTest`
/// - [FileSources], [FolderGuess]: `cli.InputTest`, `cli.DoorsTest`
/// - [DividedData], [DivisionSettings], [ValidRule], [DataChecks], [KeptRows]: [DividedDataTest],
///   `cli.InputTest`, `cli.RareLabelsTest`
/// - [WordNet], [NamedRows], [NamedSources]: [WordNetTest]; its definitions: `cli.WordNetTest`
package dev.recur.source;
