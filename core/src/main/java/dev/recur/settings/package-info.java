/// Settings: records whose components are annotated with what they mean, and everything derived
/// from them, such as flags, help and metadata; and sentences that name settings.
package dev.recur.settings;
