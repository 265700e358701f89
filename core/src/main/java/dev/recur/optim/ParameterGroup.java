package dev.recur.optim;

import dev.recur.tensor.Parameter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Parameters that are trained with the same options, and their current learning rate, which a
/// schedule may change.
///
/// {@snippet class="OptimExamples" region="groups"}
///
/// @param <O> the options of the optimiser
public final class ParameterGroup<O extends OptimizerOptions> {
  private final SequencedMap<String, Parameter> parameters;
  private final O options;
  private double lr;

  /// A group of named parameters; the optimiser's saved state uses the names.
  ///
  /// A parameter that has two names (tied weights) is trained once, under the first name.
  public ParameterGroup(SequencedMap<String, Parameter> parameters, O options) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "a parameter group needs at least one parameter, got none");
    }
    var distinct = new LinkedHashMap<String, Parameter>();
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      if (seen.add(entry.getValue())) {
        distinct.put(entry.getKey(), entry.getValue());
      }
    }
    this.parameters = Collections.unmodifiableSequencedMap(distinct);
    this.options = options;
    this.lr = options.lr();
  }

  /// A group of parameters without names, which are numbered 0, 1, 2, …
  public ParameterGroup(List<Parameter> parameters, O options) {
    this(numbered(parameters), options);
  }

  static SequencedMap<String, Parameter> numbered(Iterable<Parameter> parameters) {
    var named = new LinkedHashMap<String, Parameter>();
    for (Parameter parameter : parameters) {
      named.put(Integer.toString(named.size()), parameter);
    }
    return named;
  }

  /// The parameters by name.
  public SequencedMap<String, Parameter> parameters() {
    return parameters;
  }

  /// The options that the group was created with.
  public O options() {
    return options;
  }

  /// The learning rate that the group started with, which schedules scale.
  public double initialLr() {
    return options.lr();
  }

  /// The learning rate of the next step.
  public double lr() {
    return lr;
  }

  /// Sets the learning rate of the next step.
  public void setLr(double lr) {
    this.lr = Require.lr("parameter group", lr);
  }
}
