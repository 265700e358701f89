package dev.recur.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares a record component as a setting and describes it. [Settings] derives from this its
/// flag, its help, and its entry in a model's metadata and in the printed command.
///
/// {@snippet class="SettingsExamples" region="declare"}
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /// What the setting does, for the help. Other settings are named in braces: `{vectors}`, or with
  /// a value `{tokenizer pieces}`. Each reader then sees the name that they know.
  String help();

  /// The default value, as written on the command line.
  String byDefault();

  /// Whether the setting affects the run but not its result, like the number of threads: it is
  /// written to `run.args` but never to a model's metadata.
  boolean local() default false;

  /// The possible values, in words; the constants of an enum are listed automatically.
  String values() default "";

  /// The placeholder for the value in the help, such as `FILE`; by default the setting's name.
  String label() default "";

  /// What the default means, for the help, if the value alone does not show it: `detected` for
  /// `auto`.
  String defaultHelp() default "";

  /// The effect of turning a [Switch] off, for the help.
  String off() default "";
}
