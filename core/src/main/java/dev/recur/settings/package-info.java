/// Settings: records whose components say themselves what they are, and all that follows from them:
/// flags, forms, help, metadata; and sentences that name them.
package dev.recur.settings;
