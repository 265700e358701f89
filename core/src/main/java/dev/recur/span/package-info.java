/// Spans of tokens, such as names of people: how tags encode them ([Scheme]), and how those that a
/// model found are counted ([SpanCounts]).
package dev.recur.span;
