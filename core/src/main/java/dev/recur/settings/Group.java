package dev.recur.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The group of the settings of a record inside another one, where it is not the component's name:
/// several records can make up a group.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Group {
  /// Its name, such as `fit`.
  String value();
}
