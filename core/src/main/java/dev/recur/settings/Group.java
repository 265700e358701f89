package dev.recur.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the group that the settings of a nested record belong to, if it is not the component's
/// name: so several records can form one group.
///
/// {@snippet class="SettingsExamples" region="group"}
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Group {
  /// The name of the group, such as `fit`.
  String value();
}
