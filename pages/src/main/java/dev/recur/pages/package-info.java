/// Charts of measurements: a [Chart] of panels, axes and lines, written as SVG for light and dark
/// pages; the page of a run ([RunPage]); and the lessons that are drawn with charts, such as
/// [VanishingPicture].
///
/// The same numbers give the same bytes on every machine: nothing depends on its fonts, language or
/// clock.
package dev.recur.pages;
