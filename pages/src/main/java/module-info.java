/// Charts as SVG, the page of a run, and the lessons that are drawn with them. Needs no screen, no
/// fonts and no library except the JDK and `dev.recur`; the lessons' charts that move are drawn in
/// the browser by uPlot, which the jar contains.
@org.jspecify.annotations.NullMarked
module dev.recur.pages {
  requires static org.jspecify;
  requires transitive dev.recur;
  requires jdk.httpserver;

  exports dev.recur.pages;
}
