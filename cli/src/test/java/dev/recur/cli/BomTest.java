package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// The bill of materials, which has no parent to keep it in step, and NOTICE, of which the release
/// compares every component (SbomCheck).
class BomTest {
  private static final Path ROOT = Path.of("..");
  private static final String BOM = "bom";

  private final XPath path = XPathFactory.newInstance().newXPath();

  @Test
  void it_has_the_version_of_its_parent_and_every_module_that_is_published() throws Exception {
    Document root = pom("");
    List<String> published = new ArrayList<>();
    for (String module : all(root, "/project/modules/module")) {
      Document pom = pom(module);
      if (!module.equals(BOM) && !one(pom, "//maven.deploy.skip").equals("true")) {
        published.add(one(pom, "/project/artifactId"));
      }
    }
    Document bom = pom(BOM);
    assertEquals(one(root, "/project/version"), one(bom, "/project/version"));
    List<String> listed = all(bom, "/project/dependencyManagement/dependencies//artifactId");
    assertEquals(sorted(published), sorted(listed));
  }

  @Test
  void notice_names_each_library_that_is_shipped() throws Exception {
    String notice = Files.readString(ROOT.resolve("NOTICE")).toLowerCase(Locale.ROOT);
    List<String> shipped = new ArrayList<>();
    for (String module : List.of("core", "lucene", "pages", "cli")) {
      String others =
          "/project/dependencies/dependency[not(starts-with(artifactId, 'recur-'))"
              + " and not(scope = 'test' or scope = 'provided')]/artifactId";
      shipped.addAll(all(pom(module), others));
    }
    assertEquals(6, shipped.size(), shipped::toString);
    assertEquals(List.of(), shipped.stream().filter(name -> !notice.contains(name)).toList());
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }

  private static Document pom(String module) throws Exception {
    Path file = ROOT.resolve(module).resolve("pom.xml");
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private String one(Document pom, String expression) throws Exception {
    return path.evaluate(expression, pom);
  }

  private List<String> all(Document pom, String expression) throws Exception {
    NodeList nodes = (NodeList) path.evaluate(expression, pom, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
