package dev.recur.run;

import dev.recur.settings.Mention;
import dev.recur.settings.Setting;
import dev.recur.settings.SettingException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a run is saved so that it can be resumed. It changes nothing in the run, so it is no part
/// of a [RunPlan].
///
/// {@snippet class="RunExamples" region="checkpoints"}
///
/// @param checkpointEvery a time such as `30s`, `5m` or `2h`, a number of batches, or `none`
/// @param keepCheckpoints whether checkpoints stay when the model is saved
public record CheckpointSettings(
    @Setting(
            help =
                "How often the run is saved beside the model, to be resumed after a crash: 30s, 5m,"
                    + " 2h, or after a number of batches; none saves nothing.",
            byDefault = "10m",
            label = "TIME",
            local = true)
        String checkpointEvery,
    @Setting(
            help = "Keep the checkpoints when the model is saved.",
            byDefault = "false",
            local = true)
        boolean keepCheckpoints) {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})([smh]?)");
  private static final String NONE = "none";
  private static final int MOST_DAYS = 366;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public CheckpointSettings {
    if (!checkpointEvery.equals(NONE) && !TIME.matcher(checkpointEvery).matches()) {
      throw SettingException.of(
          "%s must be a time such as 30s, 5m or 2h, a number of batches, or none, got \"%s\"",
          Mention.of("checkpointEvery"), checkpointEvery);
    }
    if (time(checkpointEvery).map(time -> time.toDays() > MOST_DAYS).orElse(false)) {
      throw SettingException.of(
          "%s must be at most a year, got \"%s\"", Mention.of("checkpointEvery"), checkpointEvery);
    }
  }

  /// Whether a run is saved at all.
  public boolean wanted() {
    return !checkpointEvery.equals(NONE);
  }

  /// The time between two checkpoints; empty if batches are counted, or none is wanted.
  Optional<Duration> time() {
    return time(checkpointEvery);
  }

  private static Optional<Duration> time(String word) {
    Matcher every = TIME.matcher(word);
    if (!every.matches() || every.group(2).isEmpty()) {
      return Optional.empty();
    }
    long number = Long.parseLong(every.group(1));
    return Optional.of(
        switch (every.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  /// The number of batches between two checkpoints; empty if time is counted, or none is wanted.
  OptionalInt batches() {
    return wanted() && time().isEmpty()
        ? OptionalInt.of(Integer.parseInt(checkpointEvery))
        : OptionalInt.empty();
  }
}
