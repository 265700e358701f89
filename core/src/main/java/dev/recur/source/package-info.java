/// Where rows come from: resolves the names of data, detects formats and columns, and reads rows
/// into data sets, checked and split.
package dev.recur.source;
