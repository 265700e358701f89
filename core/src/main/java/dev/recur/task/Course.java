package dev.recur.task;

import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.train.LossCurve;
import java.util.List;
import java.util.Map;

/// How a run went, as far as advice rests on it.
///
/// @param parts the rows
/// @param curve all epochs that were trained
/// @param bestEpoch the one whose weights were kept, from 1
/// @param model what came of it
/// @param test how it does on the test
/// @param at95 where the figures of the test may lie
/// @param baselines what simpler guesses reach there
public record Course(
    Parts parts,
    LossCurve curve,
    int bestEpoch,
    Model model,
    Scores test,
    Map<String, Interval> at95,
    List<Baseline> baselines) {}
