package dev.recur.pages;

/// A point of a line. Where it cannot stand on the axes, at 0 or infinity say, [Axis] says what is
/// drawn.
///
/// @param x how far to the right, in the numbers of the axis
/// @param y how far up, in the numbers of the axis
public record Point(double x, double y) {}
