package dev.recur.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.Character.UnicodeScript;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signs of a wrong encoding and of mixed scripts are seen where they are, and nowhere else.
class SignsTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static Optional<Damage.Kind> kind(String text) {
    return Damage.in(text).map(Damage::kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a café in Málaga",
        "Österreich, cœur, Ångström and Señor Ñandú",
        "it’s “quoted” – so…",
        "5 € or £5 at 20 °C",
        "안녕하세요",
        "большой фильм",
        "Ελληνικά",
        "良い映画",
        "שלום",
        "a smile 😀"
      })
  void utf_8_that_was_decoded_as_another_encoding_is_seen(String text) {
    assertEquals(Optional.empty(), kind(text));
    assertEquals(
        Optional.of(Damage.Kind.MOJIBAKE), kind(new String(text.getBytes(UTF_8), WINDOWS)));
    assertEquals(
        Optional.of(Damage.Kind.MOJIBAKE), kind(new String(text.getBytes(UTF_8), ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "« la qualité\u00A0», dit-elle",
        "DAS IST EIN SPASS“, „ÄÖÜ“ und „Spaß“.",
        "CAFÉ’S “À LA CARTE” DÉJÀ—VU…",
        "IRMÃ» e «MAÇÃ»",
        "„MÄ…“",
        "naïve façade, élève, Übermut, ¿qué? ¡sí!",
        "ÀÈÌÒÙ àèìòù âêîôû äëïöüÿ ãñõ åæø",
        "ÇA VA ? «ÊTRE»",
        "ĀāĒē ŠšŽž ßẞ",
        "Nguyễn Đặng Ưu",
        "f(x)=∑×÷±²³¼½¾ µm",
        "line\nbreak\tand\u0085next",
        ""
      })
  void ordinary_accents_and_marks_are_not_taken_for_it(String text) {
    assertEquals(Optional.empty(), Damage.in(text));
  }

  @Test
  void an_example_says_what_was_meant() {
    assertEquals("\"Ã©\" for \"é\"", Damage.in("a cafÃ©").orElseThrow().example());
    assertEquals("\"â€™\" for \"’\"", Damage.in("itâ€™s").orElseThrow().example());
  }

  @Test
  void lost_characters_and_control_characters_are_seen() {
    assertEquals(Optional.of(Damage.Kind.LOST), kind("a caf\uFFFD"));
    assertEquals(Optional.of(Damage.Kind.CONTROL), kind("it\u0092s"));
    assertEquals(Optional.of(Damage.Kind.CONTROL), kind("a\u0000b"));
    assertEquals(
        "U+0092, which is \"’\" in windows-1252", Damage.in("it\u0092s").orElseThrow().example());
    assertEquals("U+0000", Damage.in("a\u0000b").orElseThrow().example());
  }

  @Test
  void a_letter_of_another_script_in_a_word_is_seen() {
    assertEquals(Optional.of("p\u0430ypal"), LookAlikes.in("from p\u0430ypal, today"));
    assertEquals(Optional.of("c\u0441ылка"), LookAlikes.in("это c\u0441ылка"));
    assertEquals(Optional.of("\u0391thens"), LookAlikes.in("\u0391thens"));
    assertEquals("paypal", LookAlikes.toLatin("p\u0430ypal"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10 μm and Δx, αβ-decay",
        "хорошо, good",
        "USB-кабель и e-mail",
        "Ελλάδα Greece",
        "ㅋㅋㅋ lol",
        "naïve café"
      })
  void words_of_two_scripts_that_do_not_look_alike_are_ordinary(String text) {
    assertEquals(Optional.empty(), LookAlikes.in(text));
  }

  @Test
  void the_script_of_a_text_is_that_of_most_of_its_letters() {
    assertEquals(UnicodeScript.LATIN, StrayScripts.main("a good film, хорошо"));
    assertEquals(UnicodeScript.HANGUL, StrayScripts.main("재밌는 영화 lol"));
    assertEquals(UnicodeScript.HAN, StrayScripts.main("良い映画でした"));
    assertEquals(UnicodeScript.COMMON, StrayScripts.main("10/10 :D"));
    assertEquals(UnicodeScript.COMMON, StrayScripts.main("abc где"));
  }
}
