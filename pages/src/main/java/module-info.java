/// Draws what there is to see: charts as SVG, and the lessons that they show. Needs no screen, no
/// fonts and no library but the JDK.
@org.jspecify.annotations.NullMarked
module dev.recur.pages {
  requires static org.jspecify;
  requires transitive dev.recur;

  exports dev.recur.pages;
}
