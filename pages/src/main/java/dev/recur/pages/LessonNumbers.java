package dev.recur.pages;

import dev.recur.lesson.RecallProgress;
import dev.recur.lesson.UnrolledPass;
import dev.recur.lesson.UnrolledRun;
import dev.recur.lesson.UnrolledStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the engine has computed, as objects of JSON for the pages.
final class LessonNumbers {
  private LessonNumbers() {}

  static Map<String, ?> of(UnrolledRun all) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbols", all.symbols());
    json.put("weights", all.weights());
    json.put("loss", all.loss());
    json.put("steps", all.steps().stream().map(LessonNumbers::step).toList());
    json.put("loop", pass(all.loop()));
    json.put("layer", pass(all.layer()));
    json.put("sameActivations", all.loop().hasActivationsOf(all.layer()));
    json.put("weightDifference", all.loop().weightDifference(all.layer()));
    return json;
  }

  private static Map<String, ?> step(UnrolledStep step) {
    Map<String, Object> json = new LinkedHashMap<>();
    UnrolledStep.Forward f = step.forward();
    UnrolledStep.Backward b = step.backward();
    json.put("input", step.input());
    json.put("target", step.target());
    json.put("cut", step.cut());
    json.put("x", f.x());
    json.put("hPrev", f.hPrev());
    json.put("fromInput", f.fromInput());
    json.put("fromState", f.fromState());
    json.put("sum", f.sum());
    json.put("h", f.h());
    json.put("scores", f.scores());
    json.put("y", f.y());
    json.put("loss", f.loss());
    json.put("dScores", b.dScores());
    json.put("fromOutput", b.fromOutput());
    json.put("fromLater", b.fromLater());
    json.put("dh", b.dh());
    json.put("dSum", b.dSum());
    json.put("terms", b.terms());
    json.put("soFar", b.soFar());
    json.put("paths", b.paths());
    return json;
  }

  private static Map<String, ?> pass(UnrolledPass pass) {
    return Map.of(
        "h", pass.h(),
        "losses", pass.losses(),
        "dx", pass.dx(),
        "gradients", pass.gradients());
  }

  static Map<String, ?> of(RecallProgress progress) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("updates", progress.updates());
    json.put("loss", progress.loss());
    json.put("accuracy", progress.accuracy());
    json.put("h", progress.norms().h());
    json.put("c", progress.norms().c());
    json.put("share", progress.norms().share());
    json.put("factor", progress.norms().factorPerStep());
    json.put("largest", progress.largestGradient());
    json.put("state", progress.state().name().toLowerCase(Locale.ROOT));
    return json;
  }
}
