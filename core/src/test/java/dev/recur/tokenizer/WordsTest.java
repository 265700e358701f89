package dev.recur.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words, Korean letters, and the positions of every tokenizer's tokens.
class WordsTest {
  private static final List<String> TEXTS =
      List.of(
          "I can't pay $5.00 (or 10%)!!",
          "영화가 재밌다ㅋㅋㅋ 최고!",
          "👍🏽 ok 👩‍👩‍👧❤️ 🇰🇷🇺🇸",
          "cafe\u0301 and caf\u00e9",
          "\u1112\u1161\u11ab\u1100\u1173\u11af no syllables",
          "İstanbul ΣΑΣ \"quoted\" <br /> x",
          "日本語を勉強する",
          "",
          " \n\t\u3000",
          "one\n");

  private static List<String> words(String text) {
    return Tokenizer.words().tokenize(text);
  }

  @Test
  void words_keep_punctuation_and_drop_white_space() {
    assertEquals(
        List.of("I", "can't", "pay", "$5.00", "(", "or", "10%", ")", "!", "!"),
        words("I can't pay $5.00 (or 10%)!!"));
    assertEquals(List.of("영화가", "재밌다ㅋㅋㅋ", "최고", "!"), words("영화가 재밌다ㅋㅋㅋ 최고!"));
    assertEquals(List.of("cafe\u0301"), words("cafe\u0301"));
    assertEquals(List.of(), words(" \n\t\u3000"));
    assertEquals(List.of(), words(""));
  }

  @Test
  void an_emoji_of_several_code_points_is_one_word() {
    assertEquals(
        List.of("👍🏽", "ok", "👩‍👩‍👧", "❤️", "🇰🇷", "🇺🇸"),
        words("👍🏽 ok 👩‍👩‍👧❤️ 🇰🇷🇺🇸"));
    assertEquals(List.of("😀", "😀"), words("😀😀"));
  }

  @Test
  void jamo_splits_syllables_into_letters_and_leaves_the_rest() {
    assertEquals(
        List.of("\u1112", "\u1161", "\u11ab", "\u1100", "\u1173", "\u11af"),
        Tokenizer.jamo().tokenize("한글"));
    assertEquals(
        List.of("\u1100", "\u1161", "ㅋ", " ", "a", "😀"), Tokenizer.jamo().tokenize("가ㅋ a😀"));
    assertEquals(
        List.of("\u1112", "\u1175", "\u11c2"), Tokenizer.jamo().tokenize("\ud7a3")); // the last one
    assertEquals(
        Normalizer.normalize("뷁궤말", Normalizer.Form.NFD),
        String.join("", Tokenizer.jamo().tokenize("뷁궤말")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"whitespace", "basic_english", "characters", "jamo", "words", "regex:\\w+"})
  void every_token_is_at_the_position_of_its_span(String name) {
    Tokenizer tokenizer = Tokenizer.named(name);
    for (String text : TEXTS) {
      List<Span> spans = tokenizer.spans(text);
      assertEquals(tokenizer.tokenize(text), spans.stream().map(Span::token).toList());
      int before = 0;
      for (Span span : spans) {
        assertTrue(span.start() >= (name.equals("jamo") ? 0 : before), text + span);
        before = span.end();
        String there = text.substring(span.start(), span.end());
        if (name.equals("basic_english")) {
          assertEquals(span.token(), LowerCase.of(there).replace("\"", ""), text);
        } else if (!name.equals("jamo")) {
          assertEquals(span.token(), there);
        }
      }
    }
  }

  @Test
  void letters_of_a_syllable_have_its_position() {
    assertEquals(
        List.of(
            new Span("x", 0, 1),
            new Span("\u1112", 1, 2),
            new Span("\u1161", 1, 2),
            new Span("\u11ab", 1, 2)),
        Tokenizer.jamo().spans("x한"));
  }

  @Test
  void a_field_gives_positions_in_the_text_as_typed() {
    Field field = Field.text().tokenize("words").lower(true).normalize(true).build();
    String text = "Cafe\u0301 \u1112\u1161\u11ab국 OK";
    List<Span> spans = field.spans(text);
    assertEquals(List.of("caf\u00e9", "한국", "ok"), field.preprocess(text));
    assertEquals(field.preprocess(text), spans.stream().map(Span::token).toList());
    assertEquals("Cafe\u0301", text.substring(spans.get(0).start(), spans.get(0).end()));
    assertEquals("\u1112\u1161\u11ab국", text.substring(spans.get(1).start(), spans.get(1).end()));
    assertEquals("OK", text.substring(spans.get(2).start(), spans.get(2).end()));
  }

  @Test
  void equal_letters_are_equal_tokens_only_if_texts_are_normalised() {
    Field typed = Field.text().build();
    Field normal = Field.text().normalize(true).build();
    assertEquals(List.of("e\u0301", "\u00e9"), typed.preprocess("e\u0301 \u00e9"));
    assertEquals(List.of("\u00e9", "\u00e9"), normal.preprocess("e\u0301 \u00e9"));
  }

  @Test
  void tokens_of_a_function_are_searched_for_in_the_text() {
    Tokenizer own = Tokenizer.of(text -> List.of(text.toUpperCase(Locale.ROOT).split("-", -1)));
    assertEquals(
        List.of(new Span("TA", 0, 2), new Span("DA", 3, 5), new Span("TA", 6, 8)),
        own.spans("ta-da-ta"));
    Tokenizer odd = Tokenizer.of(text -> List.of("not", "there"));
    assertEquals(List.of(new Span("not", 0, 0), new Span("there", 2, 7)), odd.spans("x there"));
  }

  @Test
  void threads_that_tokenize_concurrently_get_the_same_words() {
    List<List<String>> alone = TEXTS.stream().map(WordsTest::words).toList();
    String[] wrong = new String[64];
    try (Workers workers = new Workers(4)) {
      workers.run(
          wrong.length,
          i -> {
            for (int round = 0; round < 50; round++) {
              for (int t = 0; t < TEXTS.size(); t++) {
                if (!words(TEXTS.get(t)).equals(alone.get(t))) {
                  wrong[i] = TEXTS.get(t);
                }
              }
            }
          });
    }
    for (String text : wrong) {
      assertEquals(null, text);
    }
  }
}
