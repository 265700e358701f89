package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.inspect.Activations;
import dev.recur.inspect.Lens;
import dev.recur.inspect.TextView;
import dev.recur.task.classify.Classifier;
import dev.recur.tensor.Workers;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.Base64;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// The page of a look into a model.
class LensPageTest {
  private static final String TEXT = "my password does not work";

  private static Classifier model;
  private static String html;

  @BeforeAll
  static void look() throws Exception {
    model =
        (Classifier)
            EvaluationPageExample.model(
                Map.of("label", "desk", "hidden", "4", "embedding", "4", "cell", "lstm"));
    html = LensPageExample.page(model);
  }

  @Test
  void it_is_well_formed_loads_nothing_and_has_every_part() throws Exception {
    Picture page = new Picture(html.substring(html.indexOf('\n')).strip());
    assertFalse(html.contains("<script"), html);
    assertEquals(2, page.all("p", "strip").size());
    assertEquals(5, page.all("p", "strip").getFirst().getElementsByTagName("span").getLength());
    assertEquals(2 * 6, page.all("img").size(), "h, c, i, f, g and o in two directions");
    for (Element map : page.all("img")) {
      assertTrue(map.getAttribute("alt").contains("4 units over 5 tokens"), html);
    }
    assertTrue(html.contains("The answer after each token"), html);
  }

  @Test
  void a_map_has_a_pixel_for_each_unit_and_token() throws Exception {
    TextView view = new Lens(model, Workers.single()).look(TEXT);
    Activations h = view.layers().getFirst().activations("h");
    String address = HeatMap.address(h);
    byte[] file = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    in.skipBytes(16); // the signature, and the length and type of the header
    assertEquals(5, in.readInt());
    assertEquals(4, in.readInt());
    in.skipBytes(5 + 4); // the rest of the header, its checksum
    byte[] packed = new byte[in.readInt()];
    in.skipBytes(4);
    in.readFully(packed);
    byte[] pixels = new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertEquals(4 * (1 + 5 * 4), pixels.length);
    for (int j = 0; j < 4; j++) {
      for (int t = 0; t < 5; t++) {
        int at = j * (1 + 5 * 4) + 1 + 4 * t;
        assertEquals(h.at(t, j) < 0 ? 0xD5 : 0x00, pixels[at] & 0xFF);
        assertEquals(Math.round(255 * Math.abs(h.at(t, j))), pixels[at + 3] & 0xFF);
      }
    }
  }
}
