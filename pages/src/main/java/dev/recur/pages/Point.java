package dev.recur.pages;

/// A point of a [Series]. [Axis] describes how points that are not on the axes are drawn, such as
/// infinity.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param x the number on the horizontal axis
/// @param y the number on the vertical axis
public record Point(double x, double y) {}
