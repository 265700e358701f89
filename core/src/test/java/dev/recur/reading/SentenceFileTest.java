package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with one word per line, as they are found, and JSON Lines with arrays of words.
class SentenceFileTest {
  private static final String CONLLU =
      """
      # newdoc id = 1
      # sent_id = 1
      # text = Don't go.
      1-2	Don't	_	_	_	_	_	_	_	_
      1	Do	do	AUX	VBP	_	3	aux	_	_
      2	n't	not	PART	RB	_	3	advmod	_	_
      3	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
      3.1	went	go	VERB	VB	_	_	_	0:root	_
      4	.	.	PUNCT	.	_	3	punct	_	_

      # sent_id = 2
      1	#yes	#yes	X	ADD	_	0	root	_	_

      """;

  @TempDir private Path folder;

  private Source source(String text, Layout layout) throws IOException {
    Path file = Files.writeString(folder.resolve("sentences.txt"), text);
    return new Source(file, layout, Format.csv());
  }

  /// Each sentence as `line: cells`, with a space between words and a bar between columns.
  private List<String> read(String text, Layout layout, String... columns) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowReader reader = RowReader.open(source(text, layout))) {
      List<int[]> positions = Arrays.stream(columns).map(reader::positions).toList();
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        RawRow found = row.get();
        rows.add(
            positions.stream()
                .map(position -> TokenCell.shown(found.any(position)))
                .collect(Collectors.joining(" | ", found.line() + ": ", "")));
      }
    }
    return rows;
  }

  private void assertRefused(String message, String text, Layout layout, String... columns) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(text, layout, columns));
    assertEquals(folder.resolve("sentences.txt") + message, e.getMessage());
  }

  @Test
  void ranges_and_empty_nodes_are_no_words() throws IOException {
    assertEquals(
        List.of("5: Do n't go . | AUX PART VERB PUNCT", "12: #yes | X"),
        read(CONLLU, Layout.CONLLU, "form", "upos"));
  }

  @Test
  void a_column_is_found_by_its_name_in_any_case_or_its_number() throws IOException {
    assertEquals(read(CONLLU, Layout.CONLLU, "xpos"), read(CONLLU, Layout.CONLLU, "XPOS"));
    assertEquals(read(CONLLU, Layout.CONLLU, "xpos"), read(CONLLU, Layout.CONLLU, "5"));
    String plus = "# global.columns = ID FORM MY:TAG\n1\ta\tX\n2\tb\tY\n";
    assertEquals(List.of("2: a b | X Y"), read(plus, Layout.CONLLU, "form", "my:tag"));
  }

  @Test
  void a_lone_tab_ends_a_sentence_as_in_wnut17() throws IOException {
    assertEquals(
        List.of("1: a b | O B-x", "4: c | O", "6: d | O"),
        read("a\tO\nb\tB-x\n\t\nc\tO\n\nd\tO", Layout.CONLL, "1", "2"));
  }

  @Test
  void an_empty_tag_is_refused_with_its_line_if_tags_are_read() throws IOException {
    String text = "a\tO\nb\t\n\n";
    assertRefused(
        ", line 2: column \"2\" is empty (was the word \"b\" not annotated?)",
        text,
        Layout.CONLL,
        "1",
        "2");
    assertEquals(List.of("1: a b"), read(text, Layout.CONLL, "1"));
  }

  @Test
  void two_tags_in_a_cell_are_refused_with_its_line() {
    assertRefused(
        ", line 3: expected one tag, got \"B-creative-work,B-person\" (did annotators disagree?"
            + " keep one of them)",
        "a\tO\n\nb\tB-creative-work,B-person\n",
        Layout.CONLL,
        "2");
  }

  @Test
  void a_tag_may_be_a_comma() throws IOException {
    assertEquals(List.of("1: , | ,"), read(",\t,\n", Layout.CONLL, "1", "2"));
  }

  @Test
  void the_beginning_of_a_document_is_no_sentence() throws IOException {
    String text =
        """
        -DOCSTART- -X- -X- O

        EU NNP B-NP B-ORG
        rejects VBZ B-VP O

        """;
    assertEquals(List.of("3: EU rejects | B-ORG O"), read(text, Layout.CONLL, "1", "4"));
  }

  @Test
  void a_word_that_begins_with_a_hash_is_no_comment() throws IOException {
    assertEquals(
        List.of("2: #photography # | O O"),
        read("# id 3\n#photography\tO\n#\tO\n", Layout.CONLL, "1", "2"));
  }

  @Test
  void a_line_with_other_columns_is_refused() {
    assertRefused(
        ", line 2: expected 2 columns, separated by tabs, got 3", "a\tO\nb\tc\tO\n", Layout.CONLL);
    assertRefused(
        ", line 2: expected 2 columns, separated by spaces, got 1", "a O\nb\n", Layout.CONLL);
    assertRefused(
        ", line 1: expected 10 columns, separated by tabs, got 2", "1\ta\n", Layout.CONLLU);
    assertRefused(
        ", line 1: expected a word number, a range such as 3-4 or an empty node such as"
            + " 8.1, got \"a\"",
        "a\tb\t_\t_\t_\t_\t_\t_\t_\t_\n",
        Layout.CONLLU);
    assertRefused(" is empty", "\n\t\n", Layout.CONLL);
  }

  @Test
  void blanks_around_a_cell_are_no_part_of_it() throws IOException {
    assertEquals(
        List.of("1: a b | O B-x"),
        read("a \tO \nb\t B-x\t\n".replace("x\t\n", "x\n"), Layout.CONLL, "1", "2"));
    assertEquals(List.of("1: a b | O B-x"), read("a  O  \nb B-x \n", Layout.CONLL, "1", "2"));
  }

  @Test
  void lines_may_end_as_in_windows_and_begin_with_a_mark() throws IOException {
    assertEquals(
        List.of("1: a b | O B-x", "4: c | O"),
        read("\uFEFFa\tO\r\nb\tB-x\r\n\r\nc\tO\r\n", Layout.CONLL, "1", "2"));
  }

  @Test
  void a_word_may_look_like_a_range_where_words_have_no_number() throws IOException {
    String plus = "# global.columns = FORM UPOS\nfrom\tADP\n3-4\tNUM\n1.5\tNUM\n";
    assertEquals(List.of("2: from 3-4 1.5 | ADP NUM NUM"), read(plus, Layout.CONLLU, "1", "2"));
  }

  @Test
  void the_columns_are_those_of_the_first_word() throws IOException {
    String text = "-DOCSTART- O\n\n#\thttp://a.b\nEU\tNNP\tB-NP\tB-ORG\n";
    assertEquals(List.of("4: EU | B-ORG"), read(text, Layout.CONLL, "1", "4"));
    assertRefused(
        ", line 2: expected 2 columns, separated by tabs, got 1",
        "a\tO\n#untagged\n",
        Layout.CONLL);
  }

  @Test
  void an_unspecified_part_of_speech_is_none() throws IOException {
    String text = CONLLU.replace("n't\tnot\tPART", "n't\tnot\t_");
    assertRefused(
        ", line 6: column \"upos\" is \"_\" (was the word \"n't\" not annotated?)",
        text,
        Layout.CONLLU,
        "form",
        "upos");
    assertEquals(2, read(text, Layout.CONLLU, "form", "feats").size()); // those are real
  }

  private String tagged(String text, Layout layout, String column) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowReader reader = RowReader.open(source(text, layout));
        RowWriter writer = new RowWriter(out, reader, List.of("tags"), column)) {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        int words = TokenCell.tokens(row.get().cells().getFirst()).size();
        writer.write(row.get(), List.of(Collections.nCopies(words, "T")));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tags_replace_a_column_of_conllu_and_everything_else_is_kept() throws IOException {
    String expected = CONLLU.replaceAll("(?m)^(\\d\\t\\S+\\t\\S+\\t)\\S+", "$1T");
    assertEquals(expected, tagged(CONLLU, Layout.CONLLU, "upos"));
  }

  @Test
  void tags_without_a_column_of_conllu_stand_in_its_last() throws IOException {
    assertEquals(
        "1\ta\t_\t_\t_\t_\t_\t_\t_\tTag=T\n2\tb\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|Tag=T\n\n",
        tagged(
            "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n",
            Layout.CONLLU,
            "2"));
  }

  @Test
  void tags_are_a_new_column_of_other_files() throws IOException {
    assertEquals("a\tO\tT\n\n", tagged("a\tO\n", Layout.CONLL, "2"));
    assertEquals("a\tT\nb\tT\n\n", tagged("a\nb\n", Layout.CONLL, ""));
    assertEquals(
        "-DOCSTART- -X- O\n\na N O T\n\n",
        tagged("-DOCSTART- -X- O\n\na N O\n\n", Layout.CONLL, ""));
  }

  @Test
  void what_follows_the_last_sentence_is_kept() throws IOException {
    assertEquals(
        "a\tO\tT\n\n# the end\n-DOCSTART-\tO\n",
        tagged("a\tO\n\n# the end\n-DOCSTART-\tO\n\n", Layout.CONLL, "2"));
  }

  @Test
  void an_array_of_json_is_a_cell_of_words_and_any_other_stays_json() throws IOException {
    String text =
        """
        {"tokens":["It","'s",3],"tags":["O","O","B"],"spans":[[0,2,"A"], {}]}
        {"tokens":[],"spans":{"é":1}}
        """;
    assertEquals(
        List.of("1: It 's 3 | O O B | [[0,2,\"A\"], {}]", "2:  |  | {\"é\":1}"),
        read(text, Layout.JSONL, "tokens", "tags", "spans"));
  }
}
