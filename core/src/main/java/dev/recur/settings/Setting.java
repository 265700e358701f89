package dev.recur.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What there is to say about one setting, on the record component that holds it. [Settings]
/// derives its flag, its help, its place in a model's metadata and in the printed command from
/// this.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /// What it does, for the help. Another setting is named in braces, `{vectors}`, and with a value
  /// `{tokenizer pieces}`: each reader then sees the name that they know.
  String help();

  /// The value where none is given, as one would write it on the command line.
  String byDefault();

  /// Whether it belongs to a run and not to its result, as the number of threads does: it is kept
  /// in `run.args` and never in a model's metadata.
  boolean local() default false;

  /// Which values there are, in words; an enum's constants are listed by themselves.
  String values() default "";

  /// What stands for its value in the help, such as `FILE`; by default its name.
  String label() default "";

  /// What the default means, for the help, where the value itself says less: `guessed` for `auto`.
  String defaultHelp() default "";

  /// What it means to turn a [Switch] off, for the help.
  String off() default "";
}
