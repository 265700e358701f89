/// Charts as SVG, the page of a run, and the lessons that are drawn with them. Needs no screen, no
/// fonts and no library except the JDK and `dev.recur`.
@org.jspecify.annotations.NullMarked
module dev.recur.pages {
  requires static org.jspecify;
  requires transitive dev.recur;

  exports dev.recur.pages;
}
