package dev.recur.pages;

/// A vertical bar beside the line of a [Series]: a range or an interval.
///
/// @param x the number on the horizontal axis
/// @param low the number on the vertical axis at which it begins
/// @param high the number at which it ends
public record Bar(double x, double low, double high) {}
