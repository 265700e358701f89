/// What the documentation comments show. [SnippetsTest] runs all of it.
///
/// - `*Examples`, `*Example`: the snippets; each region is shown by the class that names it
package dev.recur.snippets;
