/// Pictures of what was measured: a [Chart] of panels, axes and lines, written as SVG that reads in
/// a light and in a dark page; and the lessons that are drawn with it, as [VanishingPicture].
///
/// The same numbers give the same bytes on every machine: nothing is asked of its fonts, its
/// language or its clock.
package dev.recur.pages;
