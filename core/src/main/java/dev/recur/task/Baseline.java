package dev.recur.task;

import dev.recur.score.Figure;

/// What a simple guess reaches on the test, which a network has to beat.
///
/// @param name what it is called in JSON and metadata, such as `naiveBayes`
/// @param title what people call it, such as `naive Bayes`
/// @param note what there is to say about it; or nothing
/// @param figure the figure that is compared with the network's headline
public record Baseline(String name, String title, String note, Figure figure) {}
