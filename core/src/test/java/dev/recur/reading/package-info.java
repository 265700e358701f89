/// Which tests check which classes of this package.
///
/// - [Source], [Layout], [RowReader], [RawRow], [RowWriter], [JsonRows], [LabelledLines],
///   [LineRows], [FolderRows], [ClassFolder], [Blank], [ColumnNames]: [SourceTest],
///   `cli.InputTest`
/// - [Format], [TableRows], [Records], [QuotedRecords], [PlainRecords], [MemoryRows]:
///   [TableFileTest], [SourceTest]; tables that are wrong, [MarksAsLetters]: [WrongTableTest]
/// - [OpenFile], [TextLines], [TextReader]: [TextLinesTest]; piped and packed:
///   `cli.StrangersTest`, `cli.DoorsTest`
/// - [Encodings], [MalformedTextException]: [EncodingsTest]
/// - [Unicode]: `cli.StrangeCellsTest`
/// - [SentenceRows], [SentenceLines], [TokenCell]: [SentenceFileTest]; [TokenLines]:
///   `cli.TagCommandTest`
/// - [Json]: `run.RunsTest`; [JsonLine]: `tune.TrialsFileTest`
/// - [Shown]: [ShownTest], `cli.ShownTest`
package dev.recur.reading;
