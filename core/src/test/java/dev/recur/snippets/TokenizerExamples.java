package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tokenizer.LowerCase;
import dev.recur.tokenizer.Pieces;
import dev.recur.tokenizer.Span;
import dev.recur.tokenizer.TokenTable;
import dev.recur.tokenizer.Tokenizer;
import java.util.List;

/// What the documentation of [dev.recur.tokenizer] shows.
final class TokenizerExamples {
  private TokenizerExamples() {}

  static void tokenizer() {
    // @start region="tokenizer"
    Tokenizer words = Tokenizer.words(); // the same as Tokenizer.named("words")
    List<String> tokens = words.tokenize("It's late!"); // It's, late, !
    List<Span> spans = words.spans("It's late!"); // (It's, 0, 4), (late, 5, 9), (!, 9, 10)
    // @end
    assertEquals(List.of("It's", "late", "!"), tokens);
    assertEquals(
        List.of(new Span("It's", 0, 4), new Span("late", 5, 9), new Span("!", 9, 10)), spans);
  }

  static void pieces() {
    List<String> texts = List.of("low low low lower lower", "newest newest widest widest newest");
    // @start region="pieces"
    Pieces pieces = Pieces.learn(texts, 8_000, true); // 8,000 pieces at most, in lower case
    List<String> tokens = pieces.tokenize("Lowest newest"); // ▁low, est, ▁newest
    Pieces same = Pieces.of(pieces.merges(), true);
    // @end
    assertEquals(List.of("▁low", "est", "▁newest"), tokens);
    assertEquals(pieces, same);
  }

  static void lowerCase() {
    // @start region="lowerCase"
    String lower = LowerCase.of("ΟΔΟΣ TITLE"); // οδος title, also in a Turkish locale
    // @end
    assertEquals("οδος title", lower);
  }

  static void tokenTable() {
    // @start region="tokenTable"
    TokenTable table = new TokenTable(1_000);
    int film = table.add("film"); // 0; adding it again returns 0
    int unknown = table.index("book"); // -1
    String token = table.token(film); // film
    // @end
    assertEquals(0, film);
    assertEquals(-1, unknown);
    assertEquals("film", token);
  }
}
